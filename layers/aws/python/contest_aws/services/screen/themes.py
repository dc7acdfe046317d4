"""Themes: an entry moves to another theme with its entrant's consent on record."""

from typing import Any

from contest.entry.entry import Entry, EntryStatus
from contest.model import Id
from contest.refusals import refused
from contest.screen.changes import ThemeChange
from contest_aws.services.context import Context
from contest_aws.services.entries import not_now, records_of, require_reason, save
from contest_aws.services.screen.access import check_not_own, check_unclaimed
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
    return _recorded(
        ctx, entry, "screen.propose_theme", details, theme_change=None if back else change
    )


def answer(ctx: Context, entry: Entry, *, theme: Id, accepts: bool) -> Entry:
    """The entrant accepts or declines the proposed theme. The same answer again changes nothing."""
    proposed = entry.theme_change
    if proposed is None and _answered(ctx, entry, theme, accepts=accepts):
        return entry
    if proposed is None or proposed.theme != theme:
        raise refused("screening.no_theme_change")
    if entry.status is not EntryStatus.SCREENING:
        raise not_now(entry)
    details = {"from_theme": entry.form.theme, "theme": theme, "reason": proposed.reason}
    if not accepts:
        return _recorded(ctx, entry, "screen.decline_theme", details, theme_change=None)
    return _moved(ctx, entry, "screen.accept_theme", theme, details)


def _answered(ctx: Context, entry: Entry, theme: Id, *, accepts: bool) -> bool:
    """Whether this was the answer to the last proposal: its own answer was lost."""
    if accepts:
        return entry.form.theme == theme
    declined = [
        record.details["theme"]
        for record in records_of(ctx.store, entry)
        if record.action == "screen.decline_theme"
    ]
    return declined[-1:] == [theme]


def record(ctx: Context, entry: Entry, *, theme: Id, reason: str) -> Entry:
    """The host moves the entry, and records how the entrant has consented. The same again changes
    nothing."""
    require_reason(reason)
    if entry.form.theme == theme and entry.theme_change is None:
        return entry
    _check(ctx, entry, theme, reason)
    details = {"from_theme": entry.form.theme, "theme": theme, "reason": reason}
    return _moved(ctx, entry, "screen.move_theme", theme, details)


def _check(ctx: Context, entry: Entry, theme: Id, reason: str) -> None:
    require_reason(reason)
    if entry.status is not EntryStatus.SCREENING:
        raise not_now(entry)
    known = [one.id for one in ctx.contest.rules.themes]
    if theme not in known:
        raise refused("screening.unknown_theme", measured=theme, allowed=", ".join(known))


def _moved(ctx: Context, entry: Entry, action: str, theme: Id, details: dict[str, Any]) -> Entry:
    form = entry.form.model_copy(update={"theme": theme})
    return _recorded(ctx, entry, action, details, form=form, theme_change=None)


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
