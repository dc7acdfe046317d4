"""The panel of a round as it stands: its judges, what each has been given, and their lists."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from contest.model import Id
from contest.review.judge import Judge
from contest.review.review import RemovalCause, Review
from contest.review.round import ListState, ReviewList, set_list
from contest_aws.services import parallel
from contest_aws.services.context import Context
from contest_aws.services.review.judges import judges_of
from contest_aws.store import keys
from contest_aws.store.protocol import (
    Conflict,
    Store,
    create,
    get,
    recorded,
    retry_on_conflict,
    update,
)


class Panel(NamedTuple):
    judges: tuple[Judge, ...]
    given: dict[Id, tuple[Review, ...]]
    """Every review of the round by its judge, those that were taken away too."""

    @property
    def loads(self) -> dict[Id, int]:
        """How many works each judge has now: those they submitted, and those they still have to."""
        return {
            judge: sum(review.counts or review.is_open for review in reviews)
            for judge, reviews in self.given.items()
        }

    @property
    def replaced(self) -> frozenset[Id]:
        """Judges whose open works went to others, and who were not heard of since: they have
        submitted nothing, and were not appointed again. They get no more works."""
        return frozenset(
            judge.id for judge in self.judges if is_replaced(judge, self.given[judge.id])
        )

    @property
    def last_numbers(self) -> dict[Id, int]:
        return {
            judge: max((review.number for review in reviews), default=0)
            for judge, reviews in self.given.items()
        }

    @property
    def had(self) -> set[tuple[Id, Id]]:
        """Judge and entry of every review. Nobody is given a work twice, but for who was away."""
        return {
            (review.judge, review.entry)
            for reviews in self.given.values()
            for review in reviews
            if not review.may_return
        }

    def reviews_of(self, entry: Id) -> list[Review]:
        return [r for reviews in self.given.values() for r in reviews if r.entry == entry]


def is_replaced(judge: Judge, given: Sequence[Review]) -> bool:
    """`given`: all reviews that the judge ever had in the round."""
    removals = [one.removed for one in given if one.removed is not None]
    replaced_at = max((r.at for r in removals if r.cause is RemovalCause.REPLACED), default=None)
    heard_of = [judge.appointed_at, *(one.submitted_at for one in given)]
    return replaced_at is not None and not any(at and at > replaced_at for at in heard_of)


def panel_of(store: Store, contest_id: Id, round_id: Id) -> Panel:
    """One query for each judge, as many at a time as the store takes."""
    judges = tuple(judges_of(store, contest_id))

    def given(judge: Judge) -> tuple[Review, ...]:
        return tuple(of_round(store, contest_id, judge=judge.id, round_id=round_id))

    found = parallel.each(store, given, judges)
    return Panel(judges, {judge.id: reviews for judge, reviews in zip(judges, found, strict=True)})


def of_round(store: Store, contest_id: Id, *, judge: Id, round_id: Id) -> Iterable[Review]:
    """All reviews that a judge ever had in the round, in one query."""
    key = keys.review(contest_id, judge, round_id, "")
    return store.query(key.pk, Review, begins=key.sk)


def lists_of(store: Store, contest_id: Id, round_id: Id) -> list[ReviewList]:
    wanted = [
        keys.review_list(contest_id, judge.id, round_id) for judge in judges_of(store, contest_id)
    ]
    return sorted(store.find_all(wanted, ReviewList), key=lambda list_: list_.judge)


def begin_lists(ctx: Context, round_id: Id, judges: Iterable[Judge]) -> None:
    """Begin the list of every judge who has none in the round yet."""
    wanted = {keys.review_list(ctx.contest.id, judge.id, round_id): judge for judge in judges}
    there = ctx.store.find_each(wanted, ReviewList)

    def begin(key: keys.Key) -> None:
        judge = wanted[key]
        list_ = ReviewList(
            contest=ctx.contest.id, round=round_id, judge=judge.id, facts=judge.facts, version=1
        )
        try:
            ctx.store.commit(create(key, list_))
        except Conflict:
            return  # somebody else began it

    parallel.each(ctx.store, begin, sorted(wanted.keys() - there.keys()))


def open_unfinished(ctx: Context, round_id: Id, judges: Iterable[Id]) -> None:
    """Open the lists of judges who had finished and have a work that is not submitted by now: they
    got more. Asked once the works are theirs, because a plan may come to nothing."""
    wanted = {keys.review_list(ctx.contest.id, judge, round_id): judge for judge in judges}
    there = ctx.store.find_each(wanted, ReviewList)

    def look(key: keys.Key) -> None:
        given = of_round(ctx.store, ctx.contest.id, judge=wanted[key], round_id=round_id)
        if any(review.is_unfinished for review in given):
            open_again(ctx, key, ListState.FINISHED)

    finished = [key for key, list_ in there.items() if list_.state is ListState.FINISHED]
    parallel.each(ctx.store, look, sorted(finished))


def reopen_lists(ctx: Context, round_id: Id) -> None:
    """Open the lists that a closing has closed. The round itself is open again."""
    closed = (
        list_
        for list_ in lists_of(ctx.store, ctx.contest.id, round_id)
        if list_.state is ListState.CLOSED
    )
    of_list = [keys.review_list(one.contest, one.judge, one.round) for one in closed]
    parallel.each(ctx.store, lambda key: open_again(ctx, key, ListState.CLOSED), of_list)


def open_again(ctx: Context, key: keys.Key, from_state: ListState) -> None:
    """Open a judge's list that is in this state."""

    def once() -> None:
        now = get(ctx.store, key, ReviewList)
        if now.state is not from_state:
            return
        after, record = set_list(
            now, ListState.OPEN, subject=key, actor=ctx.actor, at=ctx.contest_time
        )
        ctx.store.commit(update(key, after, before=now), recorded(key, record))

    retry_on_conflict(once)
