"""Screening: commits a screener's decision together with the blind copy for the judges, and takes
it back while it can be undone."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from contest.entry.ai_use import declared
from contest.entry.entry import Entry, EntryStatus
from contest.model import Id
from contest.refusals import refused
from contest.review.blind_copy import BlindCopy, shown_title
from contest.rules.contest import Contest
from contest.screen.decision import (
    Before,
    ScreeningDecision,
    ScreeningOutcome,
    check_date,
    needs_second,
    resubmit_by,
)
from contest_aws.services.context import Context
from contest_aws.services.entries import move, not_now, save
from contest_aws.services.screen.access import check_not_own, check_theme, check_unclaimed
from contest_aws.services.validate.duplicates import check_settled, only_one
from contest_aws.store import keys
from contest_aws.store.protocol import Change

LEADS_TO = {
    ScreeningOutcome.PASS: EntryStatus.IN_REVIEW,
    ScreeningOutcome.RETURN: EntryStatus.RETURNED,
    ScreeningOutcome.REJECT: EntryStatus.REJECTED,
}


def decide(
    ctx: Context,
    entry: Entry,
    decision: ScreeningDecision,
    *,
    expected_version: int,
    until: datetime | None = None,
) -> Entry:
    """Commit a screening decision, or propose it where the rules ask for a second screener.

    `expected_version`: the version of the entry that the screener looked at. `until`: the date by
    which to resubmit a returned entry, instead of the rules' own period. The same decision sent
    again after a lost answer changes nothing."""
    check_not_own(ctx, entry)
    wanted = decision.model_copy(update={"expected_version": expected_version, "until": until})
    if entry.content_version != expected_version:
        if wanted.repeats(entry.screening) or wanted.repeats(entry.proposed):
            return entry
        raise refused("item.changed_meanwhile")
    check_possible(ctx, entry, wanted)
    if wanted.outcome is ScreeningOutcome.RETURN and until is not None:
        check_date(ctx.contest.rules, returned_at=ctx.contest_time, until=until)
    if entry.proposed is not None:
        raise refused("screening.proposed_already")
    if needs_second(ctx.contest.rules, wanted.outcome):
        return _propose(ctx, entry, wanted)
    return commit(ctx, entry, wanted)


def check_possible(ctx: Context, entry: Entry, decision: ScreeningDecision) -> None:
    """Refused if the decision cannot be taken on the entry as it is now."""
    if entry.status is not EntryStatus.SCREENING:
        raise not_now(entry)
    check_unclaimed(ctx, entry)
    if decision.outcome is ScreeningOutcome.PASS:
        check_theme(ctx, entry.form.theme)
        if entry.theme_change is not None:
            raise refused("screening.theme_unanswered")
        check_settled(ctx, entry, despite=decision.despite)


def commit(ctx: Context, entry: Entry, decision: ScreeningDecision) -> Entry:
    """Carry out a decision that is possible. It can be undone for as long as the rules say."""
    outcome, at = decision.outcome, ctx.contest_time
    before = Before(
        submitted_at=entry.submitted_at,
        resubmit_by=entry.resubmit_by,
        changed_at=entry.changed_at,
        theme_change=entry.theme_change,
    )
    final = {"made": entry.version + 1, "final_at": _final_at(ctx), "before": before}
    changes: dict[str, Any] = {
        "screening": decision.model_copy(update=final),
        "screened_by": screened_by(ctx, entry),
        "proposed": None,
        "theme_change": None,
        "claim": None,
    }
    if outcome is ScreeningOutcome.RETURN:
        changes["submitted_at"] = None
        changes["resubmit_by"] = resubmit_by(
            ctx.contest.rules, returned_at=at, until=decision.until
        )
    also = tuple(with_pass(ctx, entry)) if outcome is ScreeningOutcome.PASS else ()
    details = _details(decision)
    action = f"screen.{outcome}"
    return move(ctx, entry, LEADS_TO[outcome], action=action, also=also, details=details, **changes)


def undo(ctx: Context, entry: Entry, *, expected_version: int) -> Entry:
    """Take back one's own decision, or one's own proposal of one, while that is possible. The
    entry waits again, in its old place. No mail is sent.

    `expected_version`: the version that the decision made. A second call changes nothing."""
    if entry.status is EntryStatus.WITHDRAWN:
        raise not_now(entry)
    if expected_version in entry.undone:
        return entry
    if entry.content_version != expected_version:
        raise refused("item.changed_meanwhile")
    if entry.proposed is not None:
        return _take_back(ctx, entry, entry.proposed)
    taken = entry.screening
    if taken is None or taken.made != expected_version or taken.is_final(ctx.now):
        raise refused("screening.undo_over")
    if ctx.actor not in (taken.actor, taken.confirmed_by):
        raise refused("screening.undo_other")
    return put_back(ctx, entry, action="screen.undo", details={})


def put_back(
    ctx: Context, entry: Entry, *, action: str, details: dict[str, Any], **changes: Any
) -> Entry:
    """Have an entry screened again, as it was before the decision on it. A new execution starts."""
    taken = entry.screening
    if taken is None:
        raise not_now(entry)
    if not taken.is_final(ctx.now):
        changes["undone"] = (*entry.undone, taken.made)
    also: tuple[Change, ...] = ()
    if taken.outcome is ScreeningOutcome.PASS:
        hidden = blind_copy(entry, ctx.contest).model_copy(update={"withdrawn": True})
        also = (Change(keys.blind_copy(entry.contest, entry.id), hidden, "any"),)
    return move(
        ctx,
        entry,
        EntryStatus.SCREENING,
        action=action,
        also=also,
        details=details | {"outcome": taken.outcome, "made": taken.made},
        screening=None,
        run=entry.run + 1,
        **dict(taken.before or ()),
        **changes,
    )


def with_pass(ctx: Context, entry: Entry) -> Iterator[Change]:
    """What is written with a pass."""
    if ctx.contest.rules.limits.one_theme_per_work:
        yield from only_one(ctx, entry)
    key = keys.blind_copy(entry.contest, entry.id)
    yield Change(key, blind_copy(entry, ctx.contest), "any")


def screened_by(ctx: Context, entry: Entry) -> tuple[Id, ...]:
    """With whoever acts now."""
    return tuple(dict.fromkeys((*entry.screened_by, ctx.actor.id)))


def _propose(ctx: Context, entry: Entry, decision: ScreeningDecision) -> Entry:
    after, record = entry.with_record(
        "screen.propose",
        subject=keys.entry(entry.contest, entry.id),
        actor=ctx.actor,
        at=ctx.contest_time,
        details=_details(decision) | {"outcome": decision.outcome},
        proposed=decision,
        screened_by=screened_by(ctx, entry),
        claim=None,
    )
    save(ctx.store, after, record, before=entry)
    return after


def _take_back(ctx: Context, entry: Entry, proposed: ScreeningDecision) -> Entry:
    if proposed.actor != ctx.actor:
        raise refused("screening.undo_other")
    after, record = entry.with_record(
        "screen.undo",
        subject=keys.entry(entry.contest, entry.id),
        actor=ctx.actor,
        at=ctx.contest_time,
        details={"outcome": proposed.outcome},
        proposed=None,
        undone=(*entry.undone, entry.content_version),
    )
    save(ctx.store, after, record, before=entry)
    return after


def _details(decision: ScreeningDecision) -> dict[str, Any]:
    """What the audit record holds. The note, which may name people, stays with the entry."""
    found: dict[str, Any] = {
        "reasons": list(decision.reasons),
        "expected_version": decision.expected_version,
    }
    if decision.despite:
        found["despite"] = decision.despite
    if decision.confirmed_by:
        found["proposed_by"] = str(decision.actor)
    return found


def _final_at(ctx: Context) -> datetime | None:
    """In whole seconds, as a state machine waits for them. None if nothing can be undone."""
    period = ctx.contest.rules.screening.undo_within
    if not period:
        return None
    return (ctx.now + period + timedelta(microseconds=999_999)).replace(microsecond=0)


def blind_copy(entry: Entry, contest: Contest) -> BlindCopy:
    shown = {field.id for field in contest.rules.form if field.judges_see}
    upload = entry.upload
    facts = entry.verdict.facts if entry.verdict else None
    if upload is None or upload.object_version is None or facts is None:
        raise refused("item.missing")
    return BlindCopy(
        contest=entry.contest,
        entry=entry.id,
        title=shown_title(contest.rules, entry.form.title),
        theme=entry.form.theme,
        synopsis=entry.form.synopsis if "synopsis" in shown else "",
        upload=upload.version,
        seconds=str(facts.seconds),
        width=facts.width,
        height=facts.height,
        ai_use=declared(entry.form, contest.rules),
    )
