"""Comments reach whom the rules name, when the rules say so, and without their author."""

import pytest

from contest.audit import RULES, Actor
from contest.entry.entry import EntryStatus
from contest.erasure import without_words
from contest.refusals import Refused
from contest.review.review import Review, ReviewText
from contest.rules.edition import check_settled
from contest.rules.sections import Comments
from contest_aws.services.award import comments
from contest_aws.services.context import Context
from contest_aws.services.review import reviews
from contest_aws.services.review.coverage import given_to
from contest_aws.store import keys
from contest_aws.store.protocol import update
from tests.builders import any_contest, any_rules, any_scores, any_time
from tests.contest_aws.services.award.steps import WEEK, Round
from tests.contest_aws.services.panel import (
    ROUND,
    SHIPPED_ROUND,
    appoint,
    closed,
    decided,
    entry_now,
    in_review,
    opened,
    reviews_of,
)

SAID = {"j0": "画面有力。", "j1": "节奏稍慢。", "j2": ""}
NOTE = "私下：像是老李的作品"


def contest_for(**shown):
    first = SHIPPED_ROUND.model_copy(update={"reviews_per_entry": 3})
    return any_contest(rules=any_rules(rounds=(first,), comments=Comments(**shown)))


def write(store, contest, review, comment, *, submit=True):
    ctx = Context(store, contest, Actor.of("judge", review.judge), any_time(120))
    points = 80 if review.entry == "e0" else 70
    text = ReviewText(scores=any_scores(points), comment=comment, notes=NOTE)
    kept = reviews.keep_scores(ctx, review, text, expected_version=review.version)
    if not submit:
        return kept
    return reviews.submit_scores(ctx, kept, expected_version=kept.version)


def judged(store, contest):
    """Two works. All three judges review e0, and say something or nothing; later one of them types
    another comment, which is not submitted."""
    appoint(store, contest, 3)
    in_review(store, contest, 2)
    opened(store, contest)
    for entry in ("e0", "e1"):
        for review in reviews_of(store, entry_now(store, contest, entry)):
            given = write(store, contest, review, SAID[review.judge] if entry == "e0" else "别的")
            if (entry, review.judge) == ("e0", "j0"):
                write(store, contest, given, "还没想好", submit=False)
        settled = Context(store, contest, RULES, any_time(121))
        reviews.settle(settled, entry_now(store, contest, entry))


def texts(store, contest, entry="e0"):
    shown = comments.shown_to_entrant(store, contest, entry_now(store, contest, entry))
    return [one.text for one in shown]


def stages(store, contest, snapshots):
    """What the entrant reads at each step from the reviews to the grant."""
    judged(store, contest)
    seen = {"reviewed": texts(store, contest)}
    closed(store, contest)
    decided(store, contest)
    round_ = Round(store, snapshots, contest)
    for step in ("begin", "tally", "propose", "confirm"):
        getattr(round_, step)()
        seen[step] = texts(store, contest)
    round_.end_objections(WEEK)
    seen["final"] = texts(store, contest)
    round_.grant()
    seen["granted"] = texts(store, contest)
    return seen


BOTH = ["画面有力。", "节奏稍慢。"]
"""In the order of their characters, 画 (U+753B) and 节 (U+8282)."""


@pytest.mark.parametrize(
    ("shown", "since"),
    [
        ({"to": "host"}, ()),
        ({"to": "entrant", "shown": "announced"}, ("confirm", "final", "granted")),
        ({"to": "entrant", "shown": "final"}, ("granted",)),
    ],
)
def test_the_entrant_reads_comments_from_when_the_rules_say(store, snapshots, shown, since):
    seen = stages(store, contest_for(**shown), snapshots)

    assert seen == {step: BOTH if step in since else [] for step in seen}
    assert len(seen) == 7


def test_what_was_taken_away_or_is_out_shows_nothing(store, snapshots):
    contest = contest_for(to="entrant")
    stages(store, contest, snapshots)
    entry = entry_now(store, contest, "e0")
    for status in set(EntryStatus) - {EntryStatus.AWARDED, EntryStatus.NOT_AWARDED}:
        there = entry.model_copy(update={"status": status})
        assert comments.shown_to_entrant(store, contest, there) == []


def test_the_host_reads_what_was_submitted_and_no_draft(store):
    contest = contest_for()
    judged(store, contest)

    given = {one["judge"]: one["comment"] for one in given_to(store, contest, "e0")}

    assert given == SAID


def test_a_draft_that_was_never_submitted_is_read_by_nobody(store):
    contest = contest_for(to="entrant")
    appoint(store, contest, 3)
    in_review(store, contest, 1)
    opened(store, contest)
    for review in reviews_of(store, entry_now(store, contest, "e0")):
        write(store, contest, review, "还没想好", submit=False)

    assert [one["comment"] for one in given_to(store, contest, "e0")] == ["", "", ""]


def test_comments_of_before_are_read_and_erasure_takes_all_of_them(store):
    contest = contest_for()
    judged(store, contest)
    key = keys.review(contest.id, "j1", ROUND, "e0")
    review = store.find(key, Review)
    old = review.model_copy(update={"given_comment": None})
    assert old.said == SAID["j1"]
    for one in (review, old):
        assert NOTE not in without_words(one).model_dump_json()
        assert SAID["j1"] not in without_words(one).model_dump_json()
        assert without_words(one).said == ""
    store.commit(update(key, without_words(review), before=review))


def test_who_reads_comments_is_settled_once_judges_write():
    before, after = contest_for(to="host").rules, contest_for(to="entrant").rules
    with pytest.raises(Refused) as problem:
        check_settled(before, after)
    assert [(why.code, why.measured) for why in problem.value.refusals] == [
        ("rules.settled", "comments")
    ]
