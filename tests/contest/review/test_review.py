"""A judge's draft, submission and seal: what counts is what was submitted last before the seal."""

import pytest

from contest.audit import CALENDAR, first_broken
from contest.refusals import Refusal, Refused
from contest.review.review import ReviewText, keep_draft, seal_review, submit_review
from tests.builders import any_review, any_rules, any_scores, any_time

CRITERIA = any_rules().criteria
IDS = ", ".join(criterion.id for criterion in CRITERIA)
OWNER = "JUDGE#c#judge-1#REVIEW#r#entry-1"


def kept(review, scores, comment=""):
    return keep_draft(review, ReviewText(scores=scores, comment=comment), criteria=CRITERIA)


def submitted(review, days=0):
    return submit_review(review, criteria=CRITERIA, subject=OWNER, at=any_time(days))


def sealed(review):
    return seal_review(review, subject=OWNER, actor=CALENDAR, at=any_time(9))


def reasons(action, *arguments):
    with pytest.raises(Refused) as problem:
        action(*arguments)
    return problem.value.refusals


def test_a_draft_is_kept_as_far_as_it_goes():
    review = any_review()
    assert kept(review, {"story": 0, "reach": 100}, "好") == review.model_copy(
        update={"draft": {"story": 0, "reach": 100}, "comment": "好", "version": 2}
    )


def test_tells_every_mistake_of_a_draft_at_once():
    assert reasons(kept, any_review(), {"story": 101, "depth": 5, "reach": -1}) == (
        Refusal(code="review.unknown_criterion", measured="depth", allowed=IDS),
        Refusal(code="review.score_out_of_range", measured="101", allowed="0–100"),
        Refusal(code="review.score_out_of_range", measured="-1", allowed="0–100"),
    )


def test_points_of_a_criterion_are_its_own():
    (first, *others) = CRITERIA
    of_ten = (first.model_copy(update={"points": 10}), *others)
    with pytest.raises(Refused) as problem:
        keep_draft(any_review(), ReviewText(scores={first.id: 11}), criteria=of_ten)
    assert problem.value.refusals == (
        Refusal(code="review.score_out_of_range", measured="11", allowed="0–10"),
    )


def test_a_whole_draft_is_submitted_with_its_scores_on_record():
    review = kept(any_review(), any_scores(70), "好")
    after, record = submitted(review)
    assert after == review.model_copy(
        update={
            "scores": any_scores(70),
            "given_comment": "好",
            "submitted_at": any_time(),
            "version": 3,
            "records": 1,
            "head": record.hash,
        }
    )
    assert after.submitted
    assert (record.subject, str(record.actor), record.action, record.details) == (
        OWNER,
        "judge:judge-1",
        "review.submit",
        {"scores": any_scores(70)},
    )


@pytest.mark.parametrize("scores", [{}, {"story": 5, "reach": 0}])
def test_nothing_is_submitted_before_every_criterion_has_a_score(scores):
    review = kept(any_review(), scores)
    missing = "、".join(c.name.zh for c in CRITERIA if c.id not in scores)
    assert reasons(submitted, review) == (Refusal(code="review.incomplete", measured=missing),)


def test_a_draft_after_the_submission_changes_no_score():
    first, _ = submitted(kept(any_review(), any_scores(70)))
    again = kept(first, any_scores(90))
    assert (again.scores, again.draft) == (any_scores(70), any_scores(90))
    assert again.submitted_at == first.submitted_at


def test_every_version_stays_on_record():
    first, one = submitted(kept(any_review(), any_scores(70)))
    second, two = submitted(kept(first, any_scores(90)), days=1)
    after, three = sealed(second)
    assert [r.details["scores"] for r in (one, two, three)] == [
        any_scores(70),
        any_scores(90),
        any_scores(90),
    ]
    assert first_broken([one, two, three]) is None
    assert (after.sealed, after.scores, after.head) == (True, any_scores(90), three.hash)


def test_after_the_seal_nothing_changes():
    after, _ = sealed(submitted(kept(any_review(), any_scores()))[0])
    closed = (Refusal(code="review.closed"),)
    assert reasons(kept, after, any_scores(1)) == closed
    assert reasons(submitted, after) == closed


def test_what_was_never_submitted_is_sealed_without_a_score():
    after, record = sealed(kept(any_review(), any_scores()))
    assert (after.sealed, after.submitted, after.scores) == (True, False, {})
    assert record.details == {"scores": {}}
