"""Grant: every reviewed entry learns its result, and the winners are published.

Tried again after it was done, it changes nothing."""

from typing import Any

from contest_aws import clock
from contest_aws.desk import award as desk
from contest_aws.desk.entry import contest_of
from contest_aws.journey import Owner, position
from contest_aws.settings import TableSettings
from contest_aws.table import DynamoStore

settings = TableSettings.read()
store = DynamoStore(settings.table_name)


def handler(event: dict[str, Any], _: Any) -> dict[str, Any]:  # noqa: ANN401 - Lambda's own
    owner = Owner.model_validate(event)
    contest = contest_of(store, owner.contest)
    round_ = desk.round_of(store, owner.contest, owner.award_round or "")
    return position(desk.grant(store, contest, round_, ours=clock.now())).model_dump()
