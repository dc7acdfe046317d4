"""Lambda: an entry or award round was written. It resumes the executions that wait for it, and
starts the execution of an entry that was submitted again or admitted late.

A message that arrives twice, late, or before the step has stored its token changes nothing."""

from typing import Any

from contest.entry.entry import Entry, EntryStatus
from contest_aws.settings import StartJourneySettings
from contest_aws.store.dynamodb import DynamoStore
from contest_aws.store.keys import ENTRY, Key
from contest_aws.store.protocol import get
from contest_aws.workflow.consumer import each_key
from contest_aws.workflow.executions import Journeys, name_of, position, resume

BEGINS = (EntryStatus.VALIDATING, EntryStatus.SCREENING)
"""The statuses that an entrant's or the host's action leads to while no execution is there to see
it."""

settings = StartJourneySettings.read()
store = DynamoStore(settings.table_name)
journeys = Journeys()


def resume_subject(key: Key) -> None:
    resume(store, journeys, key)
    if key.pk.startswith(ENTRY):
        begin(get(store, key, Entry))


def begin(entry: Entry) -> None:
    """Start the execution named after the entry's upload and run. An execution that exists stays
    the only one."""
    if entry.status in BEGINS:
        where = position(entry)
        journeys.start(settings.entry_journey, where, name=name_of(where))


def handler(event: dict[str, Any], context: Any) -> Any:  # noqa: ANN401 - Lambda's own
    return each_key(event, context, resume_subject)
