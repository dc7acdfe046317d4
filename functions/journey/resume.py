"""The table's stream says that an entry or an award round changed: resume what waits for it.

A record that comes twice, or before the step has kept its token, changes nothing."""

from typing import Any

from contest_aws.journey import Journeys, resume
from contest_aws.keys import AWARDS, ENTRY, Key
from contest_aws.settings import TableSettings
from contest_aws.stream import each
from contest_aws.table import DynamoStore

store = DynamoStore(TableSettings.read().table_name)
journeys = Journeys()


def resume_owner(key: Key) -> None:
    if key.pk.startswith((ENTRY, AWARDS)):
        resume(store, journeys, key)


def handler(event: dict[str, Any], context: Any) -> Any:  # noqa: ANN401 - Lambda's own
    return each(event, context, resume_owner)
