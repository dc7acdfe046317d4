"""From a completed upload to a started execution: bucket event, queue, function.

The queue is in between because a lost or throttled asynchronous invocation cannot be recovered.
"""

from aws_cdk import aws_events as events
from aws_cdk import aws_events_targets as targets
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_s3 as s3
from constructs import Construct

from infra import function_specs
from infra.dead_letters import DeadLetters
from infra.deployment import Deployment
from infra.house_queue import HouseQueue
from infra.storage import UPLOADS

TRIES = 5


class Uploads(Construct):
    def __init__(
        self,
        scope: Construct,
        name: str,
        *,
        media: s3.IBucket,
        start_journey: lambda_.Function,
        deployment: Deployment,
    ) -> None:
        super().__init__(scope, name)
        self.dead_letters = DeadLetters(self, "DeadLetters", deployment=deployment)
        self.queue = HouseQueue(
            self,
            "Queue",
            seconds=function_specs.START_JOURNEY.seconds,
            tries=TRIES,
            dead_letters=self.dead_letters,
            deployment=deployment,
        )
        events.Rule(
            self,
            "Completed",
            event_pattern=_completed_in(media),
            targets=[targets.SqsQueue(self.queue, dead_letter_queue=self.dead_letters)],
        )
        self.queue.add_consumer(start_journey)


def _completed_in(media: s3.IBucket) -> events.EventPattern:
    return events.EventPattern(
        source=["aws.s3"],
        detail_type=["Object Created"],
        detail={
            "bucket": {"name": [media.bucket_name]},
            "object": {"key": [{"prefix": UPLOADS.removesuffix("*")}]},
            "reason": ["CompleteMultipartUpload"],
        },
    )
