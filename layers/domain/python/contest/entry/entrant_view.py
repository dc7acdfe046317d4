"""An entry as its entrant sees it: where it stands and what to do next, in plain words; no judges,
no scores."""

from pydantic import AwareDatetime

from contest.entry.entry import STATUS_NAMES, Entry, EntryStatus
from contest.entry.form import Contact, Form
from contest.entry.submit import NextStep, may_change, missing, next_step
from contest.model import Fact, Id, Text
from contest.rules.rules import Rules
from contest.screen import ScreeningDecision
from contest.validate.verdict import Verdict


class Missing(Fact):
    """What keeps the entry from being handed in."""

    field: str
    code: str
    text: Text


class EntryView(Fact):
    id: Id
    edits: int
    """To be sent along with another form as `seen`: one saved elsewhere is not overwritten."""
    status: EntryStatus
    status_text: Text
    next: NextStep
    form: Form
    contact: Contact
    may_change: bool
    """Whether form and contact are open."""
    missing: tuple[Missing, ...]
    declaration: str | None
    """The version that was accepted."""
    submitted_at: AwareDatetime | None
    upload: int | None
    verdict: Verdict | None
    reasons: tuple[Text, ...]
    warnings: tuple[Text, ...]
    """What may be wished otherwise of its video, and turns it back nowhere."""
    note: str
    resubmit_by: AwareDatetime | None
    created_at: AwareDatetime
    changed_at: AwareDatetime


def view_of(entry: Entry, contact: Contact, rules: Rules) -> EntryView:
    refusals = entry.verdict.refusals if entry.verdict else ()
    word = _word(entry)
    coded = [r.text for r in rules.screening.reasons if word and r.id in word.reasons]
    lacking = missing(entry, contact, rules=rules) if may_change(entry) else []
    return EntryView(
        id=entry.id,
        edits=entry.edits,
        status=entry.status,
        status_text=STATUS_NAMES[entry.status].entrant,
        next=next_step(entry, lacking, rules=rules),
        form=entry.form,
        contact=contact,
        may_change=may_change(entry),
        missing=tuple(Missing(field=r.field, code=r.code, text=r.text) for r in lacking),
        declaration=entry.declaration.version if entry.declaration else None,
        submitted_at=entry.submitted_at,
        upload=entry.upload.version if entry.upload else None,
        verdict=entry.verdict,
        resubmit_by=entry.resubmit_by,
        note=word.note if word else "",
        reasons=(*(refusal.text for refusal in refusals), *coded),
        warnings=tuple(w.text for w in entry.verdict.warnings) if entry.verdict else (),
        created_at=entry.created_at,
        changed_at=entry.changed_at,
    )


def _word(entry: Entry) -> ScreeningDecision | None:
    """The screener's word, while it is the last one on the entry."""
    passed = entry.verdict is not None and entry.verdict.passed
    turned_back = entry.status in (EntryStatus.RETURNED, EntryStatus.REJECTED) and passed
    return entry.screening if turned_back else None
