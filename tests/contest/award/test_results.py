"""Results are exact, and a pure function of the submitted scores: no work's score hangs on another,
and the order in which reviews came in is nobody's advantage."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contest.award.results import ResultLine, Results, recompute, tally
from contest.award.scoring import RoundWeight, mean, total
from contest.rules.sections import Scoring
from tests.builders import any_candidate, any_review, any_rules, any_scores, any_submitted, any_time

RULES = any_rules()
CRITERIA = RULES.criteria
ROUND = "expert-review"
SCORE = st.fixed_dictionaries({criterion.id: st.integers(0, 100) for criterion in CRITERIA})
FEW_SCORES = st.fixed_dictionaries(
    {criterion.id: st.sampled_from([60, 80]) for criterion in CRITERIA}
)
METHODS = ["mean", "trimmed_mean"]
some = settings(deadline=None, max_examples=60)


def given_by(judge, entry, scores):
    return any_review(entry, judge, draft=scores, scores=scores, submitted_at=any_time())


def reviews_of(scores=SCORE):
    """Reviews of up to six entries by up to six judges."""
    panels = st.lists(st.lists(scores, max_size=6), min_size=1, max_size=6)
    return panels.map(
        lambda panels: [
            given_by(f"j{j}", f"e{e}", scores)
            for e, panel in enumerate(panels)
            for j, scores in enumerate(panel)
        ]
    )


def rules_with(**scoring):
    return any_rules(scoring=RULES.scoring.model_copy(update=scoring))


def tallied(reviews, *, rules=RULES, entries=6) -> Results:
    candidates = [any_candidate(f"e{number}") for number in range(entries)]
    return tally(rules, round_id=ROUND, candidates=candidates, reviews=reviews)


@some
@given(reviews_of(), st.randoms(use_true_random=False), st.sampled_from(METHODS))
def test_the_order_of_arrival_changes_nothing(reviews, chance, method):
    rules = rules_with(method=method)
    shuffled = chance.sample(reviews, len(reviews))
    candidates = [any_candidate(f"e{number}") for number in range(6)]
    chance.shuffle(candidates)  # the order of storage
    assert tally(rules, round_id=ROUND, candidates=candidates, reviews=shuffled) == tallied(
        reviews, rules=rules
    )


@some
@given(reviews_of(), st.sampled_from(METHODS))
def test_a_works_score_lies_within_the_range_of_its_reviews(reviews, method):
    for line in tallied(reviews, rules=rules_with(method=method)).lines:
        totals = [total(r.scores, CRITERIA) for r in reviews if r.entry == line.entry]
        assert min(totals) <= line.overall <= max(totals)
        for criterion, score in line.criteria.items():
            given_points = [r.scores[criterion] for r in reviews if r.entry == line.entry]
            assert min(given_points) <= score <= max(given_points)


@pytest.mark.slow
@some
@given(reviews_of(), st.integers(0, 5))
def test_withdrawing_one_work_changes_no_other_works_score(reviews, gone):
    before = tallied(reviews)
    others = [any_candidate(f"e{number}") for number in range(6) if number != gone]
    after = tally(RULES, round_id=ROUND, candidates=others, reviews=reviews)

    def scores(results):
        return {line.entry: (line.overall, line.criteria) for line in results.lines}

    assert scores(after) == {e: s for e, s in scores(before).items() if e != f"e{gone}"}
    stays = [line.entry for line in before.lines if line.entry != f"e{gone}"]
    assert [line.entry for line in after.lines] == stays


@some
@given(reviews_of(), SCORE, st.integers(0, 5), st.integers(0, 5), st.sampled_from(METHODS))
def test_a_judge_moves_a_result_no_further_than_their_share_of_it(
    reviews, other, judge, entry, method
):
    """Of n reviews one has at the most 100/n percent of a mean. Of a trimmed mean, which leaves two
    out, 100/(n - 2), and never past what the others gave."""
    mine = [r for r in reviews if (r.judge, r.entry) == (f"j{judge}", f"e{entry}")]
    changed = [given_by(r.judge, r.entry, other) if r in mine else r for r in reviews]
    rules = rules_with(method=method, min_reviews=1)
    before, after = tallied(reviews, rules=rules), tallied(changed, rules=rules)
    now = {line.entry: line for line in after.lines}
    for line in before.lines:
        if not mine or line.entry != f"e{entry}":
            same = (line.overall, line.criteria, line.spread)
            assert (
                now[line.entry].overall,
                now[line.entry].criteria,
                now[line.entry].spread,
            ) == same
            continue
        others = [
            total(r.scores, CRITERIA)
            for r in reviews
            if r.entry == line.entry and r.judge != f"j{judge}"
        ]
        trimmed = method == "trimmed_mean" and line.reviews >= 3
        moved = abs(now[line.entry].overall - line.overall)
        assert moved <= Fraction(100, line.reviews - 2 if trimmed else line.reviews)
        if trimmed:
            assert min(others) <= now[line.entry].overall <= max(others)


def standing(line: ResultLine):
    return (line.overall, *(line.criteria[criterion] for criterion in RULES.scoring.ties))


@some
@given(reviews_of(FEW_SCORES))
def test_the_ranking_is_total_and_equals_share_a_rank(reviews):
    lines = tallied(reviews).lines
    for line in lines:
        assert line.rank == 1 + sum(standing(other) > standing(line) for other in lines)
        equals = [other for other in lines if standing(other) == standing(line)]
        assert line.tied == (len(equals) > 1)
    assert [(line.rank, line.entry) for line in lines] == sorted(
        (line.rank, line.entry) for line in lines
    )


@some
@given(reviews_of())
def test_every_work_is_ranked_or_named_as_unranked(reviews):
    results = tallied(reviews)
    ranked = {line.entry for line in results.lines}
    unranked = {candidate.entry for candidate in results.unranked}
    assert ranked | unranked == {f"e{number}" for number in range(6)}
    assert not ranked & unranked
    for entry in ranked | unranked:
        number = sum(review.entry == entry for review in reviews)
        assert (entry in ranked) == (number >= RULES.scoring.min_reviews)


def panel(entry, *points):
    return [any_submitted(entry, f"j{number}", p) for number, p in enumerate(points)]


def test_equals_share_a_rank_and_the_next_counts_them_all():
    reviews = [*panel("e0", 80, 80), *panel("e1", 70, 90), *panel("e2", 70, 70)]
    assert [(x.entry, x.rank, x.tied) for x in tallied(reviews).lines] == [
        ("e0", 1, True),
        ("e1", 1, True),
        ("e2", 3, False),
    ]


def test_equal_totals_are_parted_by_the_criteria_that_the_rules_name():
    story = any_scores() | {"story": 90, "reach": 70}
    innovation = any_scores() | {"innovation": 81, "reach": 79}
    reviews = [
        given_by(judge, entry, scores)
        for judge in ("j1", "j2")
        for entry, scores in (("e0", story), ("e1", innovation))
    ]
    assert [(x.entry, x.rank, x.tied) for x in tallied(reviews).lines] == [
        ("e1", 1, False),
        ("e0", 2, False),
    ]
    untied = tallied(reviews, rules=rules_with(ties=()))
    assert [(x.entry, x.rank, x.tied) for x in untied.lines] == [("e0", 1, True), ("e1", 1, True)]


def test_scores_are_exact():
    thirds = tallied(panel("e0", 80, 80, 81))
    assert thirds.lines == (
        ResultLine(
            **dict(any_candidate("e0")),
            overall=Fraction(241, 3),
            criteria={criterion.id: Fraction(241, 3) for criterion in CRITERIA},
            reviews=3,
            spread=Fraction(1),
            rank=1,
            tied=False,
        ),
    )


def test_criteria_weigh_what_the_rules_say_and_count_in_percent():
    weights = {"science": (2, 100), "story": (1, 10)}
    criteria = tuple(
        c.model_copy(update=dict(zip(("weight", "points"), weights[c.id], strict=True)))
        for c in CRITERIA
        if c.id in weights
    )
    assert total({"science": 50, "story": 9}, criteria) == Fraction(2 * 50 + 1 * 90, 3)
    assert total({"science": 100, "story": 10}, criteria) == 100
    assert total({"science": 0, "story": 0}, criteria) == 0


@pytest.mark.parametrize(
    ("method", "points", "result"),
    [
        ("mean", [0, 80, 81], Fraction(161, 3)),
        ("trimmed_mean", [0, 80, 81], Fraction(80)),
        ("trimmed_mean", [100, 0, 80, 81], Fraction(161, 2)),
        ("trimmed_mean", [0, 81], Fraction(81, 2)),
        ("trimmed_mean", [70], Fraction(70)),
        ("trimmed_mean", [100, 100, 0, 0], Fraction(50)),
    ],
)
def test_the_trimmed_mean_leaves_out_the_highest_and_the_lowest_of_three_or_more(
    method, points, result
):
    assert mean([Fraction(p) for p in points], method=method) == result


def test_drafts_other_rounds_and_other_entries_do_not_count():
    reviews = [
        *panel("e0", 80, 90),
        any_review("e0", "draft", draft=any_scores(0)),
        any_submitted("e0", "other-round", 0).model_copy(update={"round": "final"}),
        any_submitted("withdrawn", "j0", 100),
    ]
    results = tallied(reviews, entries=1)
    assert results == Results(
        contest=RULES.id,
        edition=RULES.edition,
        round=ROUND,
        scoring=RULES.scoring,
        criteria=RULES.criteria,
        rounds=(RoundWeight(id=ROUND),),
        scores={ROUND: {"e0": {"j0": any_scores(80), "j1": any_scores(90)}}},
        lines=results.lines,
        unranked=(),
    )
    assert [(line.entry, line.overall, line.reviews) for line in results.lines] == [("e0", 85, 2)]


def test_with_too_few_reviews_a_work_is_not_ranked():
    results = tallied([*panel("e0", 80, 80), *panel("e1", 100)], entries=3)
    assert [line.entry for line in results.lines] == ["e0"]
    assert results.unranked == (any_candidate("e1"), any_candidate("e2"))


def test_results_survive_json_to_the_last_fraction():
    results = tallied(panel("e0", 80, 80, 81), rules=rules_with(method="mean"))
    assert Results.model_validate_json(results.model_dump_json()) == results
    assert results.scoring == Scoring(min_reviews=2, ties=("innovation", "story", "artistry"))


@some
@given(reviews_of(), st.sampled_from(METHODS))
def test_results_are_recomputed_from_a_snapshot_alone(reviews, method):
    results = tallied(reviews, rules=rules_with(method=method))
    snapshot = Results.model_validate_json(results.model_dump_json())
    assert recompute(snapshot) == results
    bare = snapshot.model_copy(
        update={"lines": (), "unranked": tuple(any_candidate(f"e{number}") for number in range(6))}
    )
    assert recompute(bare) == results


def test_what_somebody_wrote_into_a_snapshot_shows_when_it_is_recomputed():
    results = tallied([*panel("e0", 80, 80), *panel("e1", 70, 70)], entries=2)
    first, second = results.lines
    swapped = (
        second.model_copy(update={"rank": 1, "overall": Fraction(99)}),
        first.model_copy(update={"rank": 2}),
    )
    assert recompute(results.model_copy(update={"lines": swapped})) == results


TWO_ROUNDS = (
    RULES.rounds[0].model_copy(update={"id": "first", "weight": 1}),
    RULES.rounds[0].model_copy(update={"id": "last", "weight": 3}),
)


def over_two_rounds(*, rounds, first, last):
    """The results of works that went on, and of those that were cut: their points by entry."""
    rules = rules_with(rounds=rounds).model_copy(update={"rounds": TWO_ROUNDS})
    candidates = [
        any_candidate(entry, round="last" if entry in last else "first") for entry in first
    ]
    reviews = [
        review.model_copy(update={"round": round_})
        for round_, points in (("first", first), ("last", last))
        for entry, given in points.items()
        for review in panel(entry, *given)
    ]
    return tally(rules, round_id="last", candidates=candidates, reviews=reviews)


@pytest.mark.parametrize(
    ("rounds", "scores"),
    [
        ("last", {"a": Fraction(60), "b": Fraction(70), "cut": Fraction(95)}),
        # (80 + 80 + 50 + 60 + 70) / 5 = 68 and (70 + 70 + 70 + 70 + 70) / 5 = 70
        ("all", {"a": Fraction(68), "b": Fraction(70), "cut": Fraction(95)}),
        # (1 x 80 + 3 x 60) / 4 = 65
        ("weighted", {"a": Fraction(65), "b": Fraction(70), "cut": Fraction(95)}),
    ],
)
def test_rounds_combine_as_the_rules_say_and_who_was_cut_ranks_below(rounds, scores):
    results = over_two_rounds(
        rounds=rounds,
        first={"a": (80, 80), "b": (70, 70), "cut": (95, 95)},
        last={"a": (50, 60, 70), "b": (70, 70, 70)},
    )
    assert {line.entry: line.overall for line in results.lines} == scores
    assert [(line.entry, line.rank, line.reached) for line in results.lines] == [
        ("b", 1, 1),
        ("a", 2, 1),
        ("cut", 3, 0),
    ]
    assert recompute(results) == results


def test_who_reached_the_last_round_and_was_not_judged_there_is_not_ranked():
    results = over_two_rounds(
        rounds="all", first={"a": (80, 80), "b": (70, 70)}, last={"a": (50, 60), "b": ()}
    )
    assert [candidate.entry for candidate in results.unranked] == ["b"]
