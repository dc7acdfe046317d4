"""A work that the host has left out of the ranking: the reason says so, whatever its reviews."""

import json

from contest.award.explanations import LEFT_OUT, why_unranked
from contest.award.results import Candidate, Results, tally
from contest.model import Text, canonical
from tests.builders import any_candidate, any_review, any_rules, any_scores, any_time

RULES = any_rules()


def results_of(*candidates: Candidate) -> Results:
    """One review of each work, of two that are needed."""
    scoring = RULES.scoring.model_copy(update={"min_reviews": 2})
    return tally(
        RULES.model_copy(update={"scoring": scoring}),
        round_id=RULES.rounds[0].id,
        candidates=candidates,
        reviews=[
            any_review(one.entry, "j0", scores=any_scores(), submitted_at=any_time())
            for one in candidates
        ],
    )


def test_the_reason_says_who_decided_and_another_work_has_too_few_reviews():
    results = results_of(any_candidate("few"), any_candidate("out", left_out=True))
    few, out = results.unranked
    assert why_unranked(out, results) == LEFT_OUT
    expected = Text(zh="评审 1 份，至少需要 2 份", en="reviews: 1; needed: 2")
    assert why_unranked(few, results) == expected


def test_results_keep_their_hash_where_nothing_was_left_out():
    few = results_of(any_candidate("few"))
    stored = canonical(few)
    assert b"left_out" not in stored
    assert canonical(Results.model_validate_json(stored)) == stored
    out = results_of(any_candidate("out", left_out=True))
    assert json.loads(canonical(out))["unranked"][0]["left_out"] is True
    assert Results.model_validate_json(canonical(out)) == out
