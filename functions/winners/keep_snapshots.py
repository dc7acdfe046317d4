"""Lambda: an award round was written, or a reviewed work was withdrawn or disqualified. It keeps a
snapshot of each award round whose list has changed. A message that arrives twice changes nothing.
"""

from typing import Any

from contest.audit import RULES
from contest_aws import clock
from contest_aws.media.snapshots import Snapshots
from contest_aws.services.award import award_rounds, award_snapshots
from contest_aws.services.context import Context
from contest_aws.services.entries import contest_of
from contest_aws.settings import ResultsSettings
from contest_aws.store.dynamodb import DynamoStore
from contest_aws.store.keys import AWARDS, SK_ROUND, TAKEN_OFF, Key
from contest_aws.workflow.consumer import each_key

settings = ResultsSettings.read()
store = DynamoStore(settings.table_name)
snapshots = Snapshots(settings.results_bucket)


def keep(key: Key) -> None:
    of_round = key.pk.startswith(AWARDS)
    contest = contest_of(store, key.pk.removeprefix(AWARDS if of_round else TAKEN_OFF))
    rounds = [key.sk.removeprefix(SK_ROUND)]
    if not of_round:
        rounds = [round_.id for round_ in award_rounds.current_rounds(store, contest)]
    for round_id in rounds:
        award_snapshots.keep(Context(store, contest, RULES, clock.now()), snapshots, round_id)


def handler(event: dict[str, Any], context: Any) -> Any:  # noqa: ANN401 - Lambda's own
    return each_key(event, context, keep)
