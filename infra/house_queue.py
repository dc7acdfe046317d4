"""A queue with the house defaults: a message that its function cannot process is retried later, and
after the last try becomes a dead letter.
"""

from aws_cdk import Duration
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_sqs as sqs
from aws_cdk.aws_lambda_event_sources import SqsEventSource
from constructs import Construct

from infra.acknowledge import acknowledge
from infra.dead_letters import DeadLetters
from infra.deployment import Deployment


class HouseQueue(sqs.Queue):
    def __init__(
        self,
        scope: Construct,
        name: str,
        *,
        seconds: int,  # the time-out of its function
        tries: int,
        dead_letters: DeadLetters,
        deployment: Deployment,
    ) -> None:
        super().__init__(
            scope,
            name,
            encryption=sqs.QueueEncryption.SQS_MANAGED,
            enforce_ssl=not deployment.local,
            retention_period=Duration.days(4),
            visibility_timeout=Duration.seconds(6 * seconds),  # as Lambda recommends
            dead_letter_queue=sqs.DeadLetterQueue(queue=dead_letters, max_receive_count=tries),
        )

    def add_consumer(
        self, function: lambda_.Function, *, batch: int = 10, at_once: int | None = None
    ) -> None:
        function.add_event_source(
            SqsEventSource(
                self, batch_size=batch, max_concurrency=at_once, report_batch_item_failures=True
            )
        )
        acknowledge(
            function,
            "Serverless-LambdaEventSourceMappingDestination",
            reason="What fails goes to the dead letters by the queue's own redrive policy.",
        )
