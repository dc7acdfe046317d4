"""The entrant's view of an entry: its status and the next step in plain words. It shows no judges
and no scores."""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Literal

from pydantic import AwareDatetime

from contest.entry.entry import TRANSITIONS, Entry, EntryStatus
from contest.entry.form import Contact, Form
from contest.entry.queue_card import is_as_decided
from contest.entry.submit import OPEN, NextStep, is_arriving, may_change, missing, next_step
from contest.model import Fact, Id, Text
from contest.rules.award_plan import place_names
from contest.rules.deadline import Deadline, deadline_of
from contest.rules.rules import Rules
from contest.screen.changes import answer_by
from contest.screen.decision import ScreeningDecision, ScreeningOutcome
from contest.validate.verdict import Verdict


class Missing(Fact):
    """One thing that is still needed before the entry can be submitted."""

    field: str
    code: str
    text: Text


class ProposedTheme(Fact):
    theme: Id
    reason: str
    at: AwareDatetime
    answer_by: AwareDatetime | None
    """When the screening closes; None once it has. Until it is answered the work cannot pass."""


class ThemeOutcome(Fact):
    """How the last move to another theme ended."""

    from_theme: str
    theme: Id
    outcome: Literal["accepted", "declined", "moved"]
    """`moved`: by the host, who has recorded the entrant's consent."""
    at: AwareDatetime


class OwnAward(Fact):
    place: Id
    """The award, or its level."""
    name: Text
    provisional: bool
    """Whether the objection period (公示期) is not over yet."""


AS_STORED = (
    *("id", "number", "edits", "status", "form", "submitted_at", "verdict", "resubmit_by"),
    *("created_at", "changed_at"),
)
"""Fields that the entrant sees as they are stored."""


class EntryView(Fact):
    id: Id
    number: str
    """Short, to be read out on the phone; empty until it is first submitted."""
    edits: int
    """How often form and contact were saved. The client sends it as `expected_version` with its
    next form, so that a form saved elsewhere is not overwritten."""
    status: EntryStatus
    status_text: Text
    next: NextStep
    form: Form
    contact: Contact
    deadline: Deadline
    """By when the entry has to be submitted, and what holds now."""
    may_change: bool
    """Whether form and contact may be changed now."""
    may_upload: bool
    """Whether a video may be uploaded now. After the deadline only an upload that was begun before
    may be finished; the work is then late."""
    is_arriving: bool
    """Whether all of its video was sent, and the file has not been received yet."""
    missing: tuple[Missing, ...]
    declaration: str | None
    """The accepted version of the declaration; None before any was accepted."""
    submitted_at: AwareDatetime | None
    upload: int | None
    verdict: Verdict | None
    reasons: tuple[Text, ...]
    """Those of the check (`verdict.refusals`), then the screener's, until it is screened again."""
    warnings: tuple[Text, ...]
    """Flaws of its video that are no reason to return it."""
    note: str
    """The screener's, or the host's reason where the work was left out or disqualified."""
    resubmit_by: AwareDatetime | None
    awards: tuple[OwnAward, ...]
    """What it has won and still has, in the order of the plan."""
    theme_change: ProposedTheme | None
    """A move to another theme that the entrant is asked to accept or decline."""
    theme_answer: ThemeOutcome | None
    created_at: AwareDatetime
    changed_at: AwareDatetime


def as_told(entry: Entry, *, now: datetime) -> Entry:
    """The entry as its entrant may know it: a decision that can still be undone is not shown.
    `now`: by our clock."""
    taken = entry.screening
    if taken is None or taken.before is None or taken.is_final(now) or not is_as_decided(entry):
        return entry
    before = {"status": EntryStatus.SCREENING, "screening": None, **dict(taken.before)}
    return entry.model_copy(update=before)


def view_of(
    entry: Entry,
    contact: Contact,
    rules: Rules,
    *,
    now: datetime,
    provisional: Collection[Id] = (),
) -> EntryView:
    """`now`: the contest's time. `provisional`: its places in a list that is open to objections."""
    word, proposed = _word(entry), _proposed(entry, rules, now)
    deadline = deadline_of(rules, resubmit_by=entry.resubmit_by, now=now)
    open_ = may_change(entry) and deadline.accepts
    lacking = missing(entry, contact, rules=rules) if open_ else []
    step = _answer(proposed) if proposed else next_step(entry, lacking, deadline, now=now)
    begins = deadline.accepts and EntryStatus.UPLOADING in TRANSITIONS[entry.status]
    return EntryView(
        **{name: getattr(entry, name) for name in AS_STORED},
        status_text=entry.status_names.entrant,
        next=step,
        contact=contact,
        deadline=deadline,
        may_change=open_,
        may_upload=step.does == "upload" or begins,
        is_arriving=is_arriving(entry),
        missing=tuple(Missing(field=r.field, code=r.code, text=r.text) for r in lacking),
        declaration=entry.declaration.version if entry.declaration else None,
        upload=entry.upload.version if entry.upload else None,
        awards=tuple(_awards(entry, rules, provisional)),
        theme_change=proposed,
        theme_answer=_answered(entry),
        note=_note(entry, word),
        reasons=tuple(_reasons(entry, word, rules)),
        warnings=tuple(w.text for w in entry.verdict.warnings) if entry.verdict else (),
    )


def _awards(entry: Entry, rules: Rules, provisional: Collection[Id]) -> Iterator[OwnAward]:
    for place, name in place_names(rules.awards).items():
        if place in entry.awards or place in provisional:
            yield OwnAward(place=place, name=name, provisional=place not in entry.awards)


def _reasons(entry: Entry, word: ScreeningDecision | None, rules: Rules) -> Iterator[Text]:
    yield from (r.text for r in (entry.verdict.refusals if entry.verdict else ()))
    yield from (r.text for r in rules.screening.reasons if word and r.id in word.reasons)


def _proposed(entry: Entry, rules: Rules, now: datetime) -> ProposedTheme | None:
    """The proposal while it can be answered."""
    change = entry.theme_change
    if change is None or entry.status is not EntryStatus.SCREENING:
        return None
    by = answer_by(rules, now=now)
    return ProposedTheme(theme=change.theme, reason=change.reason, at=change.at, answer_by=by)


def _answered(entry: Entry) -> ThemeOutcome | None:
    answer = entry.theme_answer
    return ThemeOutcome.model_validate(dict(answer), extra="ignore") if answer else None


def _answer(proposed: ProposedTheme) -> NextStep:
    text = Text(
        zh="初筛人员建议改投其他主题，请答复：同意改投，或保留原主题。",
        en="A screener proposes another theme. Agree to it, or keep the theme.",
    )
    return NextStep(does="answer", text=text, by=proposed.answer_by)


def _word(entry: Entry) -> ScreeningDecision | None:
    """The screener's decision: of a rejection, or of a return until it is screened again."""
    word = entry.screening
    returned = word and word.outcome is ScreeningOutcome.RETURN and entry.submitted_at is None
    needed = OPEN if returned else (EntryStatus.REJECTED,)
    return word if entry.status in needed else None


def _note(entry: Entry, word: ScreeningDecision | None) -> str:
    told = {EntryStatus.NOT_JUDGED: entry.left_out, EntryStatus.DISQUALIFIED: entry.disqualified}
    host = told.get(entry.status)
    return host.reason if host else word.note if word else ""
