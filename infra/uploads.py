"""From a completed upload to a started execution: bucket event, queue, function.

The queue stands between because a lost or throttled asynchronous invocation is lost for good.
"""

from aws_cdk import Duration
from aws_cdk import aws_events as events
from aws_cdk import aws_events_targets as targets
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_sqs as sqs
from aws_cdk.aws_lambda_event_sources import SqsEventSource
from constructs import Construct

from infra.acknowledge import acknowledge
from infra.dead_letters import DeadLetters
from infra.deployment import Deployment
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
        # Lambda asks for six times the function's own limit.
        self.queue = self._queue(6 * _seconds(start_journey), deployment)
        events.Rule(
            self,
            "Completed",
            event_pattern=_completed_in(media),
            targets=[targets.SqsQueue(self.queue, dead_letter_queue=self.dead_letters)],
        )
        start_journey.add_event_source(
            SqsEventSource(self.queue, batch_size=10, report_batch_item_failures=True)
        )
        acknowledge(
            start_journey,
            "Serverless-LambdaEventSourceMappingDestination",
            reason="What fails goes to the dead letters by the queue's own redrive policy.",
        )

    def _queue(self, visibility: float, deployment: Deployment) -> sqs.Queue:
        return sqs.Queue(
            self,
            "Queue",
            encryption=sqs.QueueEncryption.SQS_MANAGED,
            enforce_ssl=not deployment.local,
            retention_period=Duration.days(4),
            visibility_timeout=Duration.seconds(visibility),
            dead_letter_queue=sqs.DeadLetterQueue(queue=self.dead_letters, max_receive_count=TRIES),
        )


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


def _seconds(function: lambda_.Function) -> float:
    timeout = function.timeout
    assert timeout is not None  # noqa: S101  # every house function has one
    return float(str(timeout.to_seconds()))
