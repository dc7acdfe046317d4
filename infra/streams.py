"""The table's stream: a changed item wakes the function that waits for its kind."""

from aws_cdk import Duration
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_lambda as lambda_
from aws_cdk.aws_lambda_event_sources import DynamoEventSource, SqsDlq
from constructs import Construct

from contest_aws.keys import Key
from infra.dead_letters import DeadLetters
from infra.deployment import Deployment

TRIES = 10


class Streams(Construct):
    def __init__(
        self, scope: Construct, name: str, *, table: dynamodb.Table, deployment: Deployment
    ) -> None:
        super().__init__(scope, name)
        self._table = table
        self.dead_letters = DeadLetters(self, "DeadLetters", deployment=deployment)

    def wake(self, function: lambda_.Function, *, prefixes: tuple[str | Key, ...]) -> None:
        """For every change of an item whose partition key begins so; of a key, both its parts."""
        function.add_event_source(
            DynamoEventSource(
                self._table,
                starting_position=lambda_.StartingPosition.TRIM_HORIZON,
                batch_size=100,
                bisect_batch_on_error=True,
                report_batch_item_failures=True,
                retry_attempts=TRIES,
                max_record_age=Duration.hours(6),
                on_failure=SqsDlq(self.dead_letters),
                filters=[_begins_with(prefix) for prefix in prefixes],
            )
        )


def _begins_with(prefix: str | Key) -> dict[str, object]:
    parts = {"pk": prefix} if isinstance(prefix, str) else prefix._asdict()
    key = {name: {"S": lambda_.FilterRule.begins_with(part)} for name, part in parts.items()}
    return dict(lambda_.FilterCriteria.filter({"dynamodb": {"Keys": key}}))
