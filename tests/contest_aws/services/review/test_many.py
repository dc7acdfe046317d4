"""Ten thousand entries, by the calls that they take, and many who write at the same time: every
submission is in, before the round closed, or was told that it comes too late."""

import os
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from contest.audit import CALENDAR, RULES, Actor
from contest.entry.entry import EntryStatus
from contest.refusals import Refused
from contest.review.review import Review, ReviewText
from contest_aws.services.context import Context
from contest_aws.services.review import reviews, rounds
from contest_aws.services.review.panel import panel_of
from contest_aws.store import keys
from contest_aws.store.protocol import create
from tests.builders import any_scores, any_time
from tests.contest_aws.services.fakes import TableStore
from tests.contest_aws.services.panel import (
    ROUND,
    appoint,
    closed,
    contest_with,
    entry_now,
    in_review,
    opened,
)

pytestmark = pytest.mark.slow

CALL, IN_FLIGHT, BUDGET = 0.015, 16, 120
"""Seconds of a call, calls at a time, and seconds for 10,000 entries."""
TEN_THOUSAND = 10_000


class Counting:
    """Counts calls as DynamoDB takes them: a read by keys has at most 100."""

    def __init__(self, store):
        self._store, self.calls = store, 0

    def __getattr__(self, name):
        found = getattr(self._store, name)
        if not callable(found):
            return found

        def call(*arguments, **more):
            if name in ("find_all", "find_each", "find_kinds"):
                wanted = list(arguments[0])
                self.calls += max(1, -(-len(wanted) // 100))
                kinds = arguments[0] if name == "find_kinds" else wanted
                return found(kinds, *arguments[1:], **more)
            self.calls += 1
            return found(*arguments, **more)

        return call


def scene(store, entries):
    contest = contest_with(reviews_per_entry=5, max_load=400)
    store.commit(create(keys.contest(contest.id), contest))
    appoint(store, contest, 20)
    in_review(store, contest, entries, owner="zhou")
    return contest


def counted(store, action):
    counting = Counting(store)
    action(counting)
    return counting.calls


def for_ten_thousand(few, many, *, step):
    """Calls grow in a straight line: what 10,000 take, from two sizes that are `step` apart."""
    each = (many - few) / step
    return many + each * TEN_THOUSAND


@pytest.mark.parametrize("what", ["deal", "close"])
def test_ten_thousand_entries_take_less_than_two_minutes(what):
    calls = []
    for entries in (100, 300):
        store = TableStore()
        contest = scene(store, entries)
        if what == "deal":
            calls.append(counted(store, lambda s, c=contest: opened(s, c)))
            continue
        opened(store, contest)
        for judge in list(panel_of(store, contest.id, ROUND).given.values()):
            for review in judge:
                given = review.next_version(
                    draft=any_scores(), scores=any_scores(), submitted_at=any_time(120)
                )
                store.items[reviews.review_key(review)] = given.model_dump_json()
        calls.append(counted(store, lambda s, c=contest: closed(s, c)))
        assert entry_now(store, contest, "e7").status is EntryStatus.REVIEWED
    seconds = for_ten_thousand(*calls, step=200) * CALL / IN_FLIGHT
    assert seconds < BUDGET, f"{seconds:.0f} s, {calls} calls for 100 and 300"


def test_carrying_out_a_plan_writes_each_entry_once_and_the_round_by_the_hundred():
    store = TableStore()
    contest = scene(store, 250)
    opened(store, contest)
    round_ = store.find(keys.round_(contest.id, ROUND), rounds.Round)
    assert round_.version == 2 + 3  # opened, planned, three parts
    assert {entry_now(store, contest, f"e{n}").version for n in range(250)} == {4}


WRITERS = 64


def judge_ctx(store, contest, judge, days=120):
    return Context(store, contest, Actor.of("judge", judge), any_time(days))


def test_of_64_writers_on_one_review_one_after_the_other_gets_in_and_nothing_is_lost():
    store = TableStore()
    contest = contest_with(reviews_per_entry=1)
    store.commit(create(keys.contest(contest.id), contest))
    appoint(store, contest, 1)
    in_review(store, contest, 1)
    opened(store, contest)
    key = keys.review(contest.id, "j0", ROUND, "e0")
    gate, kept, stale = threading.Barrier(WRITERS), [], []

    def write(number):
        gate.wait()
        text = ReviewText(scores=any_scores(number), comment=f"第 {number} 位")
        ctx = judge_ctx(store, contest, "j0")
        while True:
            seen = store.find(key, Review)
            try:
                done = reviews.keep_scores(ctx, seen, text, expected_version=seen.version)
                reviews.submit_scores(ctx, done, expected_version=done.version)
            except Refused as problem:
                stale.append(problem.refusals[0].code)
                continue
            kept.append(number)
            return

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(write, range(WRITERS)))

    final = store.find(key, Review)
    records = store.chain(key)
    assert sorted(kept) == list(range(WRITERS))
    assert set(stale) <= {"item.changed_meanwhile"}
    assert final.records == len(records) == WRITERS
    assert sorted(r.details["scores"]["story"] for r in records) == list(range(WRITERS))
    assert final.scores == records[-1].details["scores"]
    store.verify()


RACING = 1_000


@pytest.mark.parametrize("start", [0, 300, 700] if os.environ.get("LAUREL_SOAK") else [300])
def test_of_1000_submissions_racing_with_the_close_each_is_in_or_told_so(start):  # noqa: C901
    """The close begins when so many have submitted. What was told that it is in counts; what was
    told that it comes too late does not."""
    store = TableStore()
    contest = contest_with(reviews_per_entry=5, max_load=200)
    store.commit(create(keys.contest(contest.id), contest))
    appoint(store, contest, 10)
    in_review(store, contest, 200)
    opened(store, contest)
    given = [r for own in panel_of(store, contest.id, ROUND).given.values() for r in own]
    assert len(given) == RACING
    done, told = [], []
    begin = threading.Event()

    def submit(review):
        ctx = judge_ctx(store, contest, review.judge)
        text = ReviewText(scores=any_scores(review.number % 100))
        try:
            kept = reviews.keep_scores(ctx, review, text, expected_version=review.version)
            reviews.submit_scores(ctx, kept, expected_version=kept.version)
        except Refused as problem:
            told.append((reviews.review_key(review), problem.refusals[0].code))
        else:
            done.append(reviews.review_key(review))
        if len(done) >= start:
            begin.set()

    def close():
        begin.wait(timeout=60)
        rounds.close_round(Context(store, contest, CALENDAR, any_time(121)), ROUND)
        return {key: text for key, text in store.items.items() if "REVIEW#" in key.sk}

    with ThreadPoolExecutor(17) as pool:
        closing = pool.submit(close)
        list(pool.map(submit, given))
        as_closed = closing.result()

    assert len(done) + len(told) == RACING
    assert {code for _, code in told} <= {"review.closed"}
    for key in done:
        assert store.find(key, Review).submitted
    for key, _ in told:
        assert not store.find(key, Review).submitted
    now = {key: text for key, text in store.items.items() if "REVIEW#" in key.sk}
    assert now == as_closed, "nothing lands after the close"
    for number in range(200):
        entry = entry_now(store, contest, f"e{number}")
        whole = sum(r.counts for r in reviews.of_entry(store, entry)) == 5
        assert (entry.status is EntryStatus.REVIEWED) == whole
    store.verify()


def test_a_plan_that_was_interrupted_is_carried_on_by_whoever_comes_next():
    store = TableStore()
    contest = contest_with(reviews_per_entry=2)
    store.commit(create(keys.contest(contest.id), contest))
    appoint(store, contest, 4)
    in_review(store, contest, 150)
    ctx = Context(store, contest, RULES, any_time(115))
    interrupted = threading.Event()
    commit, written = store.commit, []

    def broken(*changes):
        written.append(changes)
        if len(written) == 60:
            interrupted.set()
            raise TimeoutError
        commit(*changes)

    store.commit = broken
    with pytest.raises(TimeoutError):
        rounds.open_round(ctx, ROUND)
    store.commit = commit
    half = sum(bool(entry_now(store, contest, f"e{n}").judges) for n in range(150))
    assert 0 < half < 150

    rounds.open_round(ctx, ROUND)

    assert all(len(entry_now(store, contest, f"e{n}").judges) == 2 for n in range(150))
    loads = panel_of(store, contest.id, ROUND).loads
    assert set(loads.values()) == {75}
