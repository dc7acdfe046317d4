"""Calibration is held against a known truth: works of known quality, scored by judges of known
harshness. The gains to expect are those that other programs' simulations found (an additive model
against plain means: Kendall's tau 0.80 against 0.77, of 300 works, 30 judges, 5 reviews each)."""

import random
from fractions import Fraction
from itertools import combinations
from statistics import fmean

import pytest

from contest.award.calibration import Total, calibrate
from contest.award.comparison import compared
from contest.award.results import tally
from contest.award.tendencies import disagreements, tendencies
from contest.model import shown
from tests.builders import any_candidate, any_names, any_review, any_rules, any_scores, any_time


def simulated(works, judges, number, *, bias, noise=7.0, seed=1):
    """Reviews of works whose quality is known, dealt at random: in points around 60."""
    chance = random.Random(seed)  # noqa: S311 - a simulation
    quality = {f"e{n:05}": chance.gauss(60, 10) for n in range(works)}
    offset = {f"j{n:03}": chance.gauss(0, bias) for n in range(judges)}
    reviews = [
        Total(entry, judge, quality[entry] + offset[judge] + chance.gauss(0, noise))
        for entry in quality
        for judge in chance.sample(sorted(offset), number)
    ]
    return quality, offset, reviews


def tau(one, other):
    """Kendall's tau between two orders of the same things, pair by pair."""
    signs = [(one[a] - one[b]) * (other[a] - other[b]) > 0 for a, b in combinations(sorted(one), 2)]
    return (2 * sum(signs) - len(signs)) / len(signs)


def means(reviews):
    given = {}
    for review in reviews:
        given.setdefault(review.entry, []).append(review.points)
    return {entry: fmean(points) for entry, points in given.items()}


def scores(calibration):
    return {one.entry: one.score for one in calibration.scores}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_calibration_wins_back_what_harsh_and_lenient_judges_cost(seed):
    quality, _, reviews = simulated(300, 30, 5, bias=5.0, seed=seed)
    _, _, unbiased = simulated(300, 30, 5, bias=0.0, seed=seed)
    plain, calibrated = tau(quality, means(reviews)), tau(quality, scores(calibrate(reviews)))
    assert calibrated > plain + 0.015
    ceiling = tau(simulated(300, 30, 5, bias=0.0, seed=seed)[0], means(unbiased))
    assert calibrated > ceiling - 0.02


def test_without_biased_judges_it_costs_nothing():
    quality, _, reviews = simulated(300, 30, 5, bias=0.0)
    assert tau(quality, scores(calibrate(reviews))) > tau(quality, means(reviews)) - 0.005


def test_a_judges_offset_is_found_from_the_works_that_it_shares():
    _, offset, reviews = simulated(400, 20, 5, bias=8.0, noise=4.0)
    found = calibrate(reviews).offsets
    middle = fmean(offset.values())
    assert max(abs(found[judge] - (offset[judge] - middle)) for judge in offset) < 2.0


def test_the_uncertainty_covers_the_truth_as_often_as_it_says():
    """Within one standard deviation lie 68 of 100, within two 95."""
    quality, _, reviews = simulated(400, 20, 5, bias=5.0)
    apart = [
        abs(one.score - quality[one.entry]) / one.uncertainty for one in calibrate(reviews).scores
    ]
    assert 0.6 < sum(distance < 1 for distance in apart) / len(apart) < 0.76
    assert 0.9 < sum(distance < 2 for distance in apart) / len(apart) < 0.99


def test_the_order_of_the_reviews_changes_nothing():
    _, _, reviews = simulated(50, 8, 3, bias=5.0)
    assert calibrate(list(reversed(reviews))) == calibrate(reviews)


def test_panels_that_share_no_work_are_not_adjusted_and_it_says_so():
    panels = [
        Total(f"e{work}", f"j{panel}{judge}", 60.0 + work + 10 * panel)
        for panel in range(2)
        for judge in range(3)
        for work in range(panel * 5, panel * 5 + 5)
    ]
    calibration = calibrate(panels)
    assert (calibration.comparable, calibration.groups, calibration.offsets) == (False, 2, {})
    assert scores(calibration) == means(panels)


def test_no_reviews_are_no_mistake():
    assert calibrate([]).scores == ()


def judged(**points):
    """Reviews of ten works: of each judge, a function from a work's number to its points."""
    return [
        Total(f"e{number}", judge, float(of(number)))
        for judge, of in points.items()
        for number in range(10)
    ]


def named(reviews):
    calibration = calibrate(reviews)
    return {one.judge: one.tendencies for one in tendencies(reviews, calibration)}


def test_judges_that_stand_out_are_named():
    found = named(
        judged(
            one=lambda n: 50 + 4 * n,
            two=lambda n: 51 + 4 * n,
            three=lambda n: 49 + 4 * n,
            harsh=lambda n: 30 + 4 * n,
            flat=lambda n: 66 + n % 2,
            against=lambda n: 90 - 4 * n,
        )
    )
    assert found["one"] == found["two"] == found["three"] == ()
    assert found["harsh"] == ("harsh",)
    assert "flat" in found["flat"]
    assert "out_of_line" in found["against"]


def test_of_a_judge_with_few_shared_works_nothing_is_said():
    reviews = [*judged(one=lambda n: n, two=lambda n: n), Total("e0", "new", 0.0)]
    (new,) = [one for one in tendencies(reviews, calibrate(reviews)) if one.judge == "new"]
    assert (new.shared, new.offset, new.tendencies) == (1, None, ())


def test_works_on_which_judges_disagree_are_listed_the_widest_span_first():
    """Spans are exact: one criterion weighs 3, five weigh 1, so (3 x 79 + 5 x 100) / 8 = 92.125."""
    first, *others = any_rules().criteria
    odd = {first.id: 79, **dict.fromkeys((c.id for c in others), 100)}
    weights = [first.model_copy(update={"weight": 3}), *others]
    rules = any_rules(criteria=tuple(weights))
    given = {"a": [any_scores(10), any_scores(90)], "b": [any_scores(60), odd], "c": []}
    reviews = [
        any_review(entry, f"j{n}", scores=scores, submitted_at=any_time())
        for entry, of in given.items()
        for n, scores in enumerate(of)
    ]
    works = [any_candidate(entry) for entry in given]
    results = tally(rules, round_id="expert-review", candidates=works, reviews=reviews)
    found = [(one.entry, one.lowest, one.highest) for one in disagreements(results, 5)]
    assert found == [("a", 10, 90), ("b", 60, Fraction(737, 8))]
    assert shown(found[1][2]) == "92.13"


def test_what_would_change_is_told_place_by_place():
    """The mean puts a first: (100 + 50 + 60) / 3 = 70 against 69 three times. Without the highest
    and the lowest, a has 60 and b 69: gold and silver change places."""
    rules = any_rules()
    overall = tuple(award for award in rules.awards if award.kind == "overall")
    points = {"a": (100, 50, 60), "b": (69, 69, 69), "c": (62, 62, 62)}
    reviews = [
        any_review(entry, f"j{n}", scores=any_scores(given), submitted_at=any_time())
        for entry, of in points.items()
        for n, given in enumerate(of)
    ]
    results = tally(
        rules,
        round_id="expert-review",
        candidates=[any_candidate(entry) for entry in points],
        reviews=reviews,
    )
    mean, trimmed, _ = compared(overall, results, any_names(*points))
    assert (mean.method, mean.official, mean.changes) == ("mean", True, ())
    changes = {change.place: (change.gains, change.loses) for change in trimmed.changes}
    assert changes["gold"] == (("b",), ("a",))
