"""An entry as its entrant sees it: where it stands, in plain words; no judges, no scores."""

from pydantic import AwareDatetime

from contest.entry import NAMES, Entry, Form, Status
from contest.model import Fact, Id, Text
from contest.validate import Verdict


class Stand(Fact):
    id: Id
    version: int
    status: Status
    reads: Text
    form: Form
    upload: int | None
    verdict: Verdict | None
    reasons: tuple[Text, ...]
    note: str
    mend_by: AwareDatetime | None


def stand_of(entry: Entry) -> Stand:
    refusals = entry.verdict.refusals if entry.verdict else ()
    return Stand(
        id=entry.id, version=entry.version, status=entry.status, reads=NAMES[entry.status].entrant,
        form=entry.form, upload=entry.upload.version if entry.upload else None,
        verdict=entry.verdict, mend_by=entry.mend_by, note=_note(entry),
        reasons=tuple(Text(zh=r.sentence("zh"), en=r.sentence("en")) for r in refusals),
    )  # fmt: skip


def _note(entry: Entry) -> str:
    """The screener's word, while it is the last one on the entry."""
    passed = entry.verdict is not None and entry.verdict.passed
    turned_back = entry.status in (Status.RETURNED, Status.REJECTED) and passed
    return entry.screening.note if entry.screening and turned_back else ""
