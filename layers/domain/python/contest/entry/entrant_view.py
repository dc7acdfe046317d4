"""The entrant's view of an entry: its status and the next step in plain words. It shows no judges
and no scores."""

from pydantic import AwareDatetime

from contest.entry.entry import STATUS_NAMES, Entry, EntryStatus
from contest.entry.form import Contact, Form
from contest.entry.submit import NextStep, may_change, missing, next_step
from contest.model import Fact, Id, Text
from contest.rules.rules import Rules
from contest.screen import ScreeningDecision
from contest.validate.verdict import Verdict


class Missing(Fact):
    """One thing that is still needed before the entry can be submitted."""

    field: str
    code: str
    text: Text


class EntryView(Fact):
    id: Id
    edits: int
    """How often form and contact were saved. The client sends it as `expected_version` with its
    next form, so that a form saved elsewhere is not overwritten."""
    status: EntryStatus
    status_text: Text
    next: NextStep
    form: Form
    contact: Contact
    may_change: bool
    """Whether form and contact may be changed."""
    missing: tuple[Missing, ...]
    declaration: str | None
    """The accepted version of the declaration; None before any was accepted."""
    submitted_at: AwareDatetime | None
    upload: int | None
    verdict: Verdict | None
    reasons: tuple[Text, ...]
    warnings: tuple[Text, ...]
    """Flaws of its video that are no reason to return it."""
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
    """The screener's decision, while it is the reason for the entry's status.

    None where the technical check returned the entry."""
    passed = entry.verdict is not None and entry.verdict.passed
    turned_back = entry.status in (EntryStatus.RETURNED, EntryStatus.REJECTED) and passed
    return entry.screening if turned_back else None
