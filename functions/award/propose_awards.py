"""Lambda: makes a proposal from the results and the award plan, with a reason for each line.

A retry after it was done changes nothing."""

from typing import Any

from contest.audit import RULES
from contest_aws import clock
from contest_aws.media.snapshots import Snapshots
from contest_aws.services.award import award_rounds, proposals
from contest_aws.services.context import Context
from contest_aws.services.entries import contest_of
from contest_aws.settings import ResultsSettings
from contest_aws.store.dynamodb import DynamoStore
from contest_aws.workflow.executions import ExecutionSubject, position

settings = ResultsSettings.read()
store = DynamoStore(settings.table_name)
snapshots = Snapshots(settings.results_bucket)


def handler(event: dict[str, Any], _: Any) -> dict[str, Any]:  # noqa: ANN401 - Lambda's own
    subject = ExecutionSubject.model_validate(event)
    contest = contest_of(store, subject.contest)
    round_ = award_rounds.round_of(store, subject.contest, subject.award_round or "")
    return position(
        proposals.propose(Context(store, contest, RULES, clock.now()), snapshots, round_)
    ).model_dump(mode="json")
