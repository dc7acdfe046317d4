"""An entry or an award round was written: resume what waits for it, and begin the journey of an
entry that was handed in anew or let in.

Told twice, late, or before the step has kept its token, it changes nothing."""

from typing import Any

from contest.entry.entry import Entry, EntryStatus
from contest_aws.settings import StartJourneySettings
from contest_aws.store.dynamodb import DynamoStore
from contest_aws.store.keys import ENTRY, Key
from contest_aws.store.protocol import get
from contest_aws.workflow.consumer import each_key
from contest_aws.workflow.executions import Journeys, name_of, position, resume

BEGINS = (EntryStatus.VALIDATING, EntryStatus.SCREENING)
"""Where an entrant's or the host's own deed leads, with nothing under way that would see it."""

settings = StartJourneySettings.read()
store = DynamoStore(settings.table_name)
journeys = Journeys()


def resume_subject(key: Key) -> None:
    resume(store, journeys, key)
    if key.pk.startswith(ENTRY):
        begin(get(store, key, Entry))


def begin(entry: Entry) -> None:
    """Under the name that its upload and turn give it: an execution that is there stays alone."""
    if entry.status in BEGINS:
        where = position(entry)
        journeys.start(settings.entry_journey, where, name=name_of(where))


def handler(event: dict[str, Any], context: Any) -> Any:  # noqa: ANN401 - Lambda's own
    return each_key(event, context, resume_subject)
