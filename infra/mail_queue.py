"""The mails that are to be sent, and the function that sends them: a few at a time, and one that
cannot be sent now comes again for hours, before it is a dead letter.
"""

from aws_cdk import Duration
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_sqs as sqs
from aws_cdk.aws_lambda_event_sources import SqsEventSource
from constructs import Construct

from infra.acknowledge import acknowledge
from infra.dead_letters import DeadLetters
from infra.deployment import Deployment

SECONDS, BATCH = 120, 5
"""A mail server that does not answer takes 15 s of each mail."""
TRIES = 40
"""Once every twelve minutes: eight hours."""
AT_ONCE = 2


class MailQueue(Construct):
    def __init__(self, scope: Construct, name: str, *, deployment: Deployment) -> None:
        super().__init__(scope, name)
        self.dead_letters = DeadLetters(self, "DeadLetters", deployment=deployment)
        self.queue = sqs.Queue(
            self,
            "Mails",
            encryption=sqs.QueueEncryption.SQS_MANAGED,
            enforce_ssl=not deployment.local,
            retention_period=Duration.days(4),
            visibility_timeout=Duration.seconds(6 * SECONDS),
            dead_letter_queue=sqs.DeadLetterQueue(queue=self.dead_letters, max_receive_count=TRIES),
        )

    def wake(self, send_mails: lambda_.Function) -> None:
        send_mails.add_event_source(
            SqsEventSource(
                self.queue,
                batch_size=BATCH,
                max_concurrency=AT_ONCE,
                report_batch_item_failures=True,
            )
        )
        acknowledge(
            send_mails,
            "Serverless-LambdaEventSourceMappingDestination",
            reason="What fails goes to the dead letters by the queue's own redrive policy.",
        )
