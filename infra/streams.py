"""The table's stream, its only reader, and the queues of the functions that consume changes.
DynamoDB allows two readers for each shard, but four functions consume changes.
"""

from aws_cdk import Duration
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_lambda as lambda_
from aws_cdk.aws_lambda_event_sources import DynamoEventSource, SqsDlq
from constructs import Construct

from contest_aws.workflow.stream_routes import STREAM_ROUTES, StreamRoute
from infra import function_specs
from infra.dead_letters import DeadLetters
from infra.deployment import Deployment
from infra.house_queue import HouseQueue

TRIES = 10
AT_ONCE = 2
"""Concurrent calls of each function; two is the minimum. Assigning a round's entries makes ten
thousand changes, which must not use up the account's concurrency."""

TOGETHER = 10
"""Messages in one call of a function."""
ALONE = {"settle_review": 5}
"""Who takes one message at a call, and how many calls at once. To hold a judge's list against the
sheets of all units, and to find others for it, may take a minute, and a call that runs out of time
acknowledges nothing. What else waits goes past it."""


class Streams(Construct):
    def __init__(
        self, scope: Construct, name: str, *, table: dynamodb.Table, deployment: Deployment
    ) -> None:
        super().__init__(scope, name)
        self._table = table
        self.dead_letters = DeadLetters(self, "DeadLetters", deployment=deployment)
        self.queues = {
            name: HouseQueue(
                self,
                spec.name,
                seconds=spec.seconds,
                tries=TRIES,
                dead_letters=self.dead_letters,
                deployment=deployment,
            )
            for name, spec in function_specs.CONSUMERS.items()
        }
        self.settings = {f"{name}_queue": queue.queue_url for name, queue in self.queues.items()}
        """For `contest_aws.settings.DispatchSettings`."""

    def add_consumer(self, name: str, function: lambda_.Function) -> None:
        batch = 1 if name in ALONE else TOGETHER
        self.queues[name].add_consumer(function, batch=batch, at_once=ALONE.get(name, AT_ONCE))

    def read_by(self, reader: lambda_.Function) -> None:
        for queue in self.queues.values():
            queue.grant_send_messages(reader)
        reader.add_event_source(
            DynamoEventSource(
                self._table,
                starting_position=lambda_.StartingPosition.TRIM_HORIZON,
                batch_size=100,
                bisect_batch_on_error=True,
                report_batch_item_failures=True,
                retry_attempts=TRIES,
                max_record_age=Duration.hours(6),
                on_failure=SqsDlq(self.dead_letters),
                filters=_filters({route for routes in STREAM_ROUTES.values() for route in routes}),
            )
        )


def _filters(routes: set[StreamRoute]) -> list[dict[str, object]]:
    """Lambda allows five filters, so all routes of a partition share one, and so do partitions
    whose routes differ in their prefix alone."""
    sorts: dict[tuple[tuple[str, ...], str], set[str]] = {}
    for route in routes:
        sorts.setdefault((route.when, route.pk), set()).add(route.sk)
    alike: dict[tuple[tuple[str, ...], tuple[str, ...]], list[str]] = {}
    for (when, pk), sks in sorted(sorts.items()):
        alike.setdefault((when, () if "" in sks else tuple(sorted(sks))), []).append(pk)
    return [_filter(when, pks, sks) for (when, sks), pks in alike.items()]


def _filter(when: tuple[str, ...], pks: list[str], sks: tuple[str, ...]) -> dict[str, object]:
    key = {"pk": {"S": [{"prefix": beginning} for beginning in pks]}}
    if sks:
        key["sk"] = {"S": [{"prefix": beginning} for beginning in sks]}
    pattern = {"eventName": list(when), "dynamodb": {"Keys": key}}
    return dict(lambda_.FilterCriteria.filter(pattern))
