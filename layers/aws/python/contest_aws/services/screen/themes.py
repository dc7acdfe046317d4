"""Themes: an entry moves to another theme with its entrant's consent on record."""

from typing import Any, Literal

from contest.entry.entry import Entry, EntryStatus
from contest.model import Id
from contest.refusals import refused
from contest.rules.contest import refuse_if_ended
from contest.screen.changes import AnsweredTheme, ThemeChange
from contest_aws.services.context import Context
from contest_aws.services.entries import not_now, require_reason, save
from contest_aws.services.screen.access import check_not_own, check_theme, check_unclaimed
from contest_aws.store import keys


def propose(ctx: Context, entry: Entry, *, theme: Id, reason: str, expected_version: int) -> Entry:
    """Propose another theme to the entrant, who is mailed. The entry's own theme takes a proposal
    back. The same proposal again changes nothing."""
    check_not_own(ctx, entry)
    known, back = entry.theme_change, theme == entry.form.theme
    if known and (known.theme, known.reason, known.actor) == (theme, reason, ctx.actor):
        return entry
    if back and known is None:
        return entry
    if entry.content_version != expected_version:
        raise refused("item.changed_meanwhile")
    _check(ctx, entry, theme, reason)
    check_unclaimed(ctx, entry)
    change = ThemeChange(theme=theme, reason=reason, actor=ctx.actor, at=ctx.contest_time)
    details = {"theme": theme, "reason": reason}
    if back:
        return _recorded(ctx, entry, "screen.take_back_theme", details, theme_change=None)
    return _recorded(ctx, entry, "screen.propose_theme", details, theme_change=change)


def answer(ctx: Context, entry: Entry, *, theme: Id, accepts: bool) -> Entry:
    """The entrant accepts or declines the proposed theme. The same answer again changes nothing.
    A theme that the rules no longer have can be declined alone.

    Of an entry that is decided on there is nothing to answer: the refusal names no status, since
    the entrant does not know a decision that can still be undone."""
    proposed = entry.theme_change
    if proposed is None and _answered(entry, theme, accepts=accepts):
        return entry
    waits = entry.status is EntryStatus.SCREENING
    if proposed is None or proposed.theme != theme or not waits:
        raise refused("screening.no_theme_change")
    if accepts:
        check_theme(ctx, theme)
    return _ended(ctx, entry, "accepted" if accepts else "declined", theme, proposed.reason)


def _answered(entry: Entry, theme: Id, *, accepts: bool) -> bool:
    """Whether this was the answer to the last proposal: its own answer was lost."""
    if accepts:
        return entry.form.theme == theme
    last = entry.theme_answer
    return last is not None and (last.theme, last.outcome) == (theme, "declined")


def record(ctx: Context, entry: Entry, *, theme: Id, reason: str) -> Entry:
    """The host moves the entry, and records how the entrant has consented. The same again changes
    nothing."""
    require_reason(reason)
    refuse_if_ended(ctx.contest)
    if entry.form.theme == theme and entry.theme_change is None:
        return entry
    _check(ctx, entry, theme, reason)
    return _ended(ctx, entry, "moved", theme, reason)


def _check(ctx: Context, entry: Entry, theme: Id, reason: str) -> None:
    require_reason(reason)
    if entry.status is not EntryStatus.SCREENING:
        raise not_now(entry)
    check_theme(ctx, theme)


Outcome = Literal["accepted", "declined", "moved"]
ACTIONS: dict[Outcome, str] = {
    "accepted": "screen.accept_theme",
    "declined": "screen.decline_theme",
    "moved": "screen.move_theme",
}


def _ended(ctx: Context, entry: Entry, outcome: Outcome, theme: Id, reason: str) -> Entry:
    """A theme that an entry moves to is no longer among its further themes."""
    form = entry.form
    details = {"from_theme": form.theme, "theme": theme, "reason": reason}
    answer_ = AnsweredTheme(**details, outcome=outcome, at=ctx.contest_time)
    if outcome != "declined":
        further = tuple(one for one in form.further_themes if one != theme)
        form = form.model_copy(update={"theme": theme, "further_themes": further})
    return _recorded(
        ctx, entry, ACTIONS[outcome], details, form=form, theme_change=None, theme_answer=answer_
    )


def _recorded(
    ctx: Context, entry: Entry, action: str, details: dict[str, Any], **changes: Any
) -> Entry:
    after, record_ = entry.with_record(
        action,
        subject=keys.entry(entry.contest, entry.id),
        actor=ctx.actor,
        at=ctx.contest_time,
        details=details,
        **changes,
    )
    save(ctx.store, after, record_, before=entry)
    return after
