"""A queue for messages that could not be processed, kept for as long as SQS allows."""

from aws_cdk import Duration
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from infra.acknowledge import acknowledge
from infra.deployment import Deployment


class DeadLetters(sqs.Queue):
    def __init__(self, scope: Construct, name: str, *, deployment: Deployment) -> None:
        super().__init__(
            scope,
            name,
            retention_period=Duration.days(14),
            encryption=sqs.QueueEncryption.SQS_MANAGED,
            enforce_ssl=not deployment.local,
        )
        acknowledge(
            self,
            "AwsSolutions-SQS3",
            "Serverless-SQSRedrivePolicy",
            reason="This is where dead letters end: an alarm sounds, a person looks.",
        )
