"""Mails to judges who have works that they have not submitted, or have changed since: when they get
the first, and as reminders. Each judge's list notes when; the table's stream writes the mail."""

from datetime import datetime, timedelta

from contest.model import Id
from contest.refusals import refused
from contest.review.round import ListState, ReviewList
from contest.rules.contest import by_day
from contest_aws.services import parallel
from contest_aws.services.context import Context
from contest_aws.services.review.panel import lists_of, of_round
from contest_aws.services.review.reviews import list_key
from contest_aws.store import keys
from contest_aws.store.protocol import get, recorded, retry_on_conflict, update


def remind_due(ctx: Context, round_id: Id) -> list[Id]:
    """Tell each judge with open works of them: once when they have the first, and once on each of
    the rules' days before the round closes. At night only what would be over by the morning.
    Returns who was told."""
    rules, now = ctx.contest.round(round_id), ctx.contest_time
    if by_day(ctx.contest, now, before=rules.closes) > now:
        return []
    days = [rules.closes - timedelta(days=days) for days in rules.remind_days_before]
    due = [day for day in (rules.opens, *days) if day <= now < rules.closes]
    if not due:
        return []
    since = max(due)
    lists = lists_of(ctx.store, ctx.contest.id, round_id)
    missed = [one for one in lists if one.reminded_at is None or one.reminded_at < since]
    done = parallel.each(ctx.store, lambda one: _remind(ctx, one, since=since), missed)
    return [one.judge for one, was in zip(missed, done, strict=True) if was]


def remind(ctx: Context, round_id: Id, *, judge: Id) -> ReviewList:
    """The host reminds one judge. Refused if the judge has nothing left to do."""
    list_ = get(ctx.store, keys.review_list(ctx.contest.id, judge, round_id), ReviewList)
    if not _remind(ctx, list_):
        raise refused("review.nothing_open")
    return get(ctx.store, list_key(list_), ReviewList)


def _remind(ctx: Context, list_: ReviewList, *, since: datetime | None = None) -> bool:
    """Whether the judge is told. Not if they were by another calendar, at `since` or later."""
    given = of_round(ctx.store, list_.contest, judge=list_.judge, round_id=list_.round)
    left = sum(review.is_unfinished for review in given)
    key = list_key(list_)

    def once() -> bool:
        now = get(ctx.store, key, ReviewList)
        if not left or now.state is not ListState.OPEN:
            return False
        if since and now.reminded_at and now.reminded_at >= since:
            return False
        after, record = now.with_record(
            "reviews.remind",
            subject=key,
            actor=ctx.actor,
            at=ctx.contest_time,
            details={"round": list_.round, "open": left},
            reminded_at=ctx.contest_time,
            open_at_reminder=left,
        )
        ctx.store.commit(update(key, after, before=now), recorded(key, record))
        return True

    return retry_on_conflict(once)
