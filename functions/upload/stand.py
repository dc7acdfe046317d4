"""An entry as its entrant sees it: where it stands, in plain words; no judges, no scores."""

from pydantic import AwareDatetime

from contest.entry import NAMES, Entry, Form, Status
from contest.model import Fact, Id, Text
from contest.rules import Rules
from contest.screen import ScreeningDecision
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


def stand_of(entry: Entry, rules: Rules) -> Stand:
    refusals = entry.verdict.refusals if entry.verdict else ()
    word = _word(entry)
    coded = [r.text for r in rules.screening.reasons if word and r.id in word.reasons]
    return Stand(
        id=entry.id, version=entry.version, status=entry.status, reads=NAMES[entry.status].entrant,
        form=entry.form, upload=entry.upload.version if entry.upload else None,
        verdict=entry.verdict, mend_by=entry.mend_by, note=word.note if word else "",
        reasons=(*(Text(zh=r.sentence("zh"), en=r.sentence("en")) for r in refusals), *coded),
    )  # fmt: skip


def _word(entry: Entry) -> ScreeningDecision | None:
    """The screener's word, while it is the last one on the entry."""
    passed = entry.verdict is not None and entry.verdict.passed
    turned_back = entry.status in (Status.RETURNED, Status.REJECTED) and passed
    return entry.screening if turned_back else None
