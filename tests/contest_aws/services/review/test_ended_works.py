"""Works that no longer take part leave their judges' loads, unless they were submitted before."""

from contest.audit import Actor
from contest.entry.entry import EntryStatus
from contest_aws.services.context import Context
from contest_aws.services.entries import move
from contest_aws.services.review import rounds
from contest_aws.services.review.coverage import coverage
from contest_aws.services.upkeep import review_invariants
from tests.builders import any_time
from tests.contest_aws.services.panel import (
    ROUND,
    appoint,
    contest_with,
    entry_now,
    in_review,
    opened,
    reviews_of,
    score,
)


def figures(ctx: Context) -> dict[str, tuple[int, int]]:
    return {one.judge: (one.submitted, one.works) for one in coverage(ctx, ROUND).judges}


def test_a_disqualified_work_leaves_the_loads_and_makes_room_for_another(store):
    """Two judges take four works each, one review a work. Of e0 and e1 one review is in."""
    contest = contest_with(reviews_per_entry=1, max_load=4)
    appoint(store, contest, 2)
    in_review(store, contest, 8)
    opened(store, contest)
    host = Context(store, contest, Actor.of("host", "h"), any_time(121))
    judge_of = {f"e{n}": entry_now(store, contest, f"e{n}").judges[0] for n in range(8)}
    score(store, contest, judge_of["e0"], "e0")
    assert sum(works for _, works in figures(host).values()) == 8

    for entry in ("e0", "e1"):
        now = entry_now(store, contest, entry)
        rounds.recall(host, move(host, now, EntryStatus.DISQUALIFIED, action="entry.disqualify"))

    left = {judge: [*judge_of.values()].count(judge) for judge in ("j0", "j1")}
    left[judge_of["e1"]] -= 1
    done = {judge: int(judge == judge_of["e0"]) for judge in left}
    assert figures(host) == {judge: (done[judge], left[judge]) for judge in left}
    in_review(store, contest, 9)
    assert rounds.open_round(host, ROUND).unplaced == {}
    assert [one.judge for one in reviews_of(store, entry_now(store, contest, "e8"))] == [
        judge_of["e1"]
    ]
    assert review_invariants.check(store, contest) == []
