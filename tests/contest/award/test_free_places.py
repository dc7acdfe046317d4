"""Places that became free after the grant: who has an award keeps it, and the best of the others
are proposed, but never before a better work that keeps less."""

import random
from collections import Counter

import pytest

from contest.award.award import AwardChange
from contest.award.changes import confirmed
from contest.award.names import unit_id
from contest.award.places import Granted
from contest.award.plan_checks import Confirmable
from contest.award.proposal import proposal_from
from contest.model import Text
from contest.refusals import Refusal, Refused
from contest.rules.award_plan import CriterionAward, Level, OverallAward, ThemeAward, UnitAward
from tests.builders import any_line, any_names
from tests.contest.award import test_no_list_breaks_the_plan
from tests.contest.award.test_proposal import results_of

WORKS = "abcdefgh"
SCORES = dict(zip(WORKS, (95, 90, 85, 80, 75, 70, 65, 50), strict=True))
NAMES = any_names(*WORKS)


def name(zh):
    return Text(zh=zh, en=zh)


OVERALL = OverallAward(
    kind="overall",
    id="overall",
    name=name("综合奖"),
    min_score=60,
    levels=(
        Level(id="gold", name=name("金奖"), number=1),
        Level(id="silver", name=name("银奖"), number=1),
        Level(id="bronze", name=name("铜奖"), number=2),
    ),
)
STORY = CriterionAward(
    kind="criterion", id="story", name=name("最佳故事奖"), criterion="story", number=1
)
THEME = ThemeAward(
    kind="theme", id="theme", name=name("主题奖"), number=1, not_with=("gold", "bronze")
)
UNITS = UnitAward(kind="unit", id="units", name=name("优秀组织奖"), number=2)
RESULTS = results_of(*(any_line(work, n, SCORES[work]) for n, work in enumerate(WORKS, start=1)))


def given(plan):
    return proposal_from(plan, RESULTS, NAMES)


def without(plan, *lost, revoked=()):
    """What is kept of the first list once these works, or units, have lost the place."""
    kept = [w for w in given(plan) if (w.place, w.entry or w.unit) not in lost]
    assert len(kept) == len(given(plan)) - len(lost)
    return Granted(kept, frozenset(revoked or [who for _, who in lost]))


def filled(plan, granted, ended=()):
    ended = frozenset(ended)
    found = proposal_from(plan, RESULTS.without(ended), NAMES, ended=ended, granted=granted)
    return [(w.place, w.entry or w.unit) for w in found]


def confirm(plan, granted, *changes):
    of = Confirmable(plan, RESULTS, NAMES, (), granted, revoked=granted.barred)
    return [(w.place, w.entry) for w in confirmed(of, changes)]


def refusals(plan, granted, *changes):
    with pytest.raises(Refused) as problem:
        confirm(plan, granted, *changes)
    return list(problem.value.refusals)


def add(place, entry, *, override=False):
    return AwardChange(action="add", place=place, entry=entry, reason="评议", override=override)


def test_nothing_is_proposed_where_no_place_is_free():
    assert filled([OVERALL, STORY, THEME, UNITS], without([OVERALL, STORY, THEME, UNITS])) == []


def test_a_free_place_of_the_lowest_level_goes_to_the_best_work_without_a_level():
    assert filled([OVERALL], without([OVERALL], ("bronze", "c"))) == [("bronze", "e")]
    both = without([OVERALL], ("bronze", "c"), ("bronze", "d"))
    assert filled([OVERALL], both) == [("bronze", "e"), ("bronze", "f")]


def test_a_work_whose_award_was_revoked_is_proposed_for_nothing():
    granted = without([OVERALL, STORY], ("story", "a"))
    assert filled([OVERALL, STORY], granted) == [("story", "b")]
    # All levels free: the revoked works are passed over, the next four are in the order of scores.
    lost = (("gold", "a"), ("silver", "b"), ("bronze", "c"), ("bronze", "d"))
    assert filled([OVERALL], without([OVERALL], *lost)) == [
        ("gold", "e"),
        ("silver", "f"),
        ("bronze", "g"),  # h has 50, and the least score is 60
    ]


@pytest.mark.parametrize("place", ["gold", "silver"])
def test_a_free_level_stays_free_while_a_better_work_keeps_a_lower_one(place):
    granted = without([OVERALL], (place, {"gold": "a", "silver": "b"}[place]))
    assert filled([OVERALL], granted) == []


def test_a_free_level_is_filled_where_nobody_with_a_lower_one_stands_ahead():
    granted = without([OVERALL], ("gold", "a"), ("silver", "b"), ("bronze", "c"), ("bronze", "d"))
    kept = [w.model_copy(update={"entry": "g"}) for w in given([OVERALL]) if w.entry == "d"]
    # g keeps bronze by the host's own decision; e and f stand ahead of it.
    assert filled([OVERALL], granted._replace(standing=kept)) == [
        ("gold", "e"),
        ("silver", "f"),
    ]


def test_an_award_that_a_kept_one_excludes_goes_past_whoever_keeps_it():
    plan = [OVERALL, THEME]
    assert [(w.place, w.entry) for w in given(plan)][-1] == ("theme", "b")
    granted = without(plan, ("theme", "b"))
    # a keeps gold, c and d keep bronze: all take no part. b was revoked.
    assert filled(plan, granted) == [("theme", "e")]


def test_a_place_that_does_not_go_with_what_a_better_work_keeps_stays_free():
    plan = [OVERALL, THEME]
    theme_of_e = [
        w.model_copy(update={"entry": "e"}) if w.place == "theme" else w for w in given(plan)
    ]
    granted = Granted([w for w in theme_of_e if w.place != "bronze" or w.entry != "d"], {"d"})
    # e stands next for bronze, but keeps the theme award, which does not go with it. f is worse.
    assert filled(plan, granted) == []
    assert refusals(plan, granted, add("bronze", "f")) == [
        Refusal(code="award.better_left_out", measured="作品 e", allowed="作品 f")
    ]
    assert confirm(plan, granted, add("bronze", "f", override=True)) == [("bronze", "f")]
    assert refusals(plan, granted, add("bronze", "e")) == [
        Refusal(code="award.excluded", measured="作品 e", allowed="theme")
    ]


def test_a_work_that_no_longer_stands_leaves_its_place_to_the_next():
    assert filled([OVERALL], without([OVERALL], ("bronze", "d")), ended="de") == [("bronze", "f")]


def test_a_unit_keeps_its_award_and_the_next_one_is_proposed():
    a, b, c = (unit_id(f"单位 {work}") for work in "abc")
    assert [w.unit for w in given([UNITS])] == [a, b]
    assert filled([UNITS], without([UNITS], ("units", a))) == [("units", c)]


def test_who_keeps_a_level_is_given_no_other_one():
    granted = without([OVERALL], ("gold", "a"))
    assert refusals([OVERALL], granted, add("gold", "b", override=True)) == [
        Refusal(code="award.given_already", measured="b", allowed="silver")
    ]


def test_the_host_gives_a_free_level_past_better_works_only_by_an_override():
    granted = without([OVERALL], ("gold", "a"))
    assert refusals([OVERALL], granted, add("gold", "e")) == [
        Refusal(code="award.better_left_out", measured=f"作品 {better}", allowed="作品 e")
        for better in "bcd"
    ]
    assert confirm([OVERALL], granted, add("gold", "e", override=True)) == [("gold", "e")]


def test_the_host_gives_a_revoked_work_an_award_only_by_an_override():
    granted = without([OVERALL], ("gold", "a"), ("bronze", "d"))
    assert Refusal(code="award.revoked_before", measured="作品 a") in refusals(
        [OVERALL], granted, add("gold", "a")
    )
    assert confirm([OVERALL], granted, add("gold", "a", override=True)) == [
        ("gold", "a"),
        ("bronze", "e"),
    ]


def test_no_more_are_given_than_places_are_free():
    granted = without([OVERALL], ("bronze", "d"))
    assert refusals([OVERALL], granted, add("bronze", "f", override=True)) == [
        Refusal(code="award.too_many", measured="bronze", allowed="1")
    ]
    assert refusals([OVERALL], granted, add("silver", "f", override=True)) == [
        Refusal(code="award.too_many", measured="silver", allowed="0")
    ]


def test_who_keeps_an_award_is_not_on_the_list_to_be_dropped_from():
    drop = AwardChange(action="drop", place="silver", entry="b", reason="评议")
    assert refusals([OVERALL], without([OVERALL], ("bronze", "d")), drop) == [
        Refusal(code="award.not_given", measured="b", allowed="silver")
    ]


def test_works_that_are_tied_for_a_free_place_wait_for_the_host():
    lines = [any_line(w, n, s) for n, (w, s) in enumerate(SCORES.items(), start=1) if w < "e"]
    lines += [any_line("e", 5, 75), any_line("f", 5, 75)]
    found = proposal_from(
        [OVERALL], results_of(*lines), NAMES, granted=without([OVERALL], ("bronze", "d"))
    )
    assert [(w.place, w.entry, w.tied) for w in found] == [
        ("bronze", "e", True),
        ("bronze", "f", True),
    ]


def fair(plan, names, results):
    """A first list in which no tie is left open; empty if it cannot be had without an override."""
    tied = [
        test_no_list_breaks_the_plan.dropped(w)
        for w in proposal_from(plan, results, names)
        if w.tied
    ]
    try:
        return tied, confirmed(Confirmable(plan, results, names), tied)
    except Refused:
        return tied, ()


@pytest.mark.slow
def test_no_list_of_free_places_breaks_the_plan_without_an_override():
    """By the same words as the first list: kept and new winners together keep to the plan."""
    outcomes = Counter()
    names = any_names(*WORKS, test_no_list_breaks_the_plan.UNRANKED).model_copy(
        update={"units": {unit_id(unit): unit for unit in test_no_list_breaks_the_plan.UNITS}}
    )
    for seed in range(test_no_list_breaks_the_plan.SEEDS):
        chance = random.Random(seed)  # noqa: S311 - a simulation
        plan, results = (
            test_no_list_breaks_the_plan.plan_of(chance),
            test_no_list_breaks_the_plan.results_of(chance),
        )
        first, before = fair(plan, names, results)
        works = sorted({w.entry for w in before if w.entry})
        gone = frozenset(chance.sample(works, min(len(works), chance.choice([1, 1, 2, 3]))))
        kept = [w for w in before if w.entry not in gone]
        granted = Granted(kept, gone)
        proposed = proposal_from(plan, results, names, granted=granted)
        changes = tuple(
            c
            for c in test_no_list_breaks_the_plan.changes_of(chance, proposed)
            if c.entry not in gone
        )
        try:
            winners = confirmed(Confirmable(plan, results, names, (), granted, gone), changes)
        except Refused:
            outcomes["refused"] += 1
            continue
        outcomes["confirmed"] += 1
        outcomes["filled"] += bool(winners)
        outcomes["overrides"] += any(winner.override for winner in winners)
        whole = [*kept, *winners]
        test_no_list_breaks_the_plan.Kept(plan, results, gone, (*first, *changes), whole).check()
        units = [w for w in whole if w.award == "units"]
        assert len(units) <= 1 or any(w.override for w in units) or plan[-1].ties == "all"
    assert min(outcomes[kind] for kind in ("refused", "confirmed", "filled", "overrides")) >= 20, (
        outcomes
    )
