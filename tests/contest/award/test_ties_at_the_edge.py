"""What happens when more works stand equal at the edge than there are places. The expected lists
are worked out by hand, for the scores 90, 90, 80, 70, 65, 62 and gold 1, silver 2, bronze 3."""

from fractions import Fraction

import pytest

from contest.award.award import AwardChange
from contest.award.changes import confirmed
from contest.award.plan_checks import Confirmable
from contest.award.proposal import proposal_from
from contest.award.results import Results
from contest.model import Text
from contest.refusals import Refusal, Refused
from contest.rules.award_plan import CriterionAward, Level, OverallAward, SpecialAward, ThemeAward
from tests.builders import any_line, any_names, any_rules

SCORES = {"a": 90, "b": 90, "c": 80, "d": 70, "e": 65, "f": 62}


def name(zh):
    return Text(zh=zh, en=zh)


LEVELS = (
    Level(id="gold", name=name("金奖"), number=1),
    Level(id="silver", name=name("银奖"), number=2),
    Level(id="bronze", name=name("铜奖"), number=3),
)
OVERALL = OverallAward(kind="overall", id="overall", name=name("综合奖"), levels=LEVELS)
THEME = ThemeAward(
    kind="theme", id="theme-award", name=name("主题奖"), number=1, not_with=("gold",)
)
SPECIAL = SpecialAward(kind="special", id="special", name=name("特别奖"), number=1)
NAMES = any_names(*SCORES)


def results(scores=SCORES, **changes):
    rules = any_rules()
    lines = [
        any_line(entry, 1 + sum(other > score for other in scores.values()), score)
        for entry, score in scores.items()
    ]
    return Results(
        contest=rules.id,
        edition=1,
        round="expert-review",
        rounds=(),
        scoring=rules.scoring,
        criteria=rules.criteria,
        scores={},
        lines=tuple(lines),
        unranked=(),
    ).model_copy(update=changes)


def plan(ties="host", *more):
    return (OVERALL.model_copy(update={"ties": ties}), *more)


def by_level(winners):
    return {level.id: [w.entry for w in winners if w.level == level.id] for level in OVERALL.levels}


def drop(place, entry, **changes):
    return AwardChange(action="drop", place=place, entry=entry, reason="主办单位评议", **changes)


def add(place, entry, **changes):
    return AwardChange(action="add", place=place, entry=entry, reason="主办单位评议", **changes)


def held(*changes, of=None, given=None, gone=frozenset()):
    return confirmed(Confirmable(given or plan(), of or results(), NAMES, gone), changes)


def refusals(*changes, **more):
    with pytest.raises(Refused) as problem:
        held(*changes, **more)
    return problem.value.refusals


def test_all_of_them_get_it_if_the_rules_say_so():
    assert by_level(proposal_from(plan("all"), results(), NAMES)) == {
        "gold": ["a", "b"],
        "silver": ["c", "d"],
        "bronze": ["e", "f"],
    }


def test_what_all_of_them_get_is_confirmed_as_it_is_proposed_but_no_more_is_added():
    everybody = {"gold": ["a", "b"], "silver": ["c", "d"], "bronze": ["e", "f"]}
    assert by_level(held(given=plan("all"))) == everybody
    assert by_level(held(drop("gold", "b", override=True), given=plan("all")))["gold"] == ["a"]
    more = drop("silver", "c"), add("gold", "c")
    too_many = Refusal(code="award.too_many", measured="gold", allowed="1")
    assert too_many in refusals(*more, given=plan("all"))


def test_none_of_them_gets_it_if_the_rules_say_so_and_they_fall_to_the_next_level():
    assert by_level(proposal_from(plan("none"), results(), NAMES)) == {
        "gold": [],
        "silver": ["a", "b"],
        "bronze": ["c", "d", "e"],
    }


def test_until_the_host_decides_a_place_is_kept_for_who_will_fall():
    winners = proposal_from(plan(), results(), NAMES)
    assert by_level(winners) == {"gold": ["a", "b"], "silver": ["c"], "bronze": ["d", "e", "f"]}
    assert [w.entry for w in winners if w.tied] == ["a", "b"]
    assert refusals() == (Refusal(code="award.too_many", measured="gold", allowed="1"),)


DECIDED = {"gold": ["a"], "silver": ["b", "c"], "bronze": ["d", "e", "f"]}


def test_who_loses_the_tie_falls_to_the_next_level():
    assert by_level(held(drop("gold", "b"))) == DECIDED


def test_who_loses_the_tie_may_also_be_put_there_by_name():
    assert by_level(held(drop("gold", "b"), add("silver", "b"))) == DECIDED


def test_if_both_lose_it_both_fall_and_gold_stays_empty():
    assert by_level(held(drop("gold", "a"), drop("gold", "b"))) == {
        "gold": [],
        "silver": ["a", "b"],
        "bronze": ["c", "d", "e"],
    }


def test_a_tie_of_three_is_decided_one_by_one():
    three = results({"a": 90, "b": 90, "c": 90, "d": 70, "e": 65, "f": 62})
    assert by_level(proposal_from(plan(), three, NAMES)) == {
        "gold": ["a", "b", "c"],
        "silver": [],
        "bronze": ["d", "e", "f"],
    }
    assert by_level(held(drop("gold", "c"), drop("gold", "a"), of=three)) == {
        "gold": ["b"],
        "silver": ["a", "c"],
        "bronze": ["d", "e", "f"],
    }


def test_a_tie_at_the_last_edge_is_decided_for_good():
    last = results({"a": 95, "b": 90, "c": 80, "d": 70, "e": 65, "f": 62, "g": 62})
    assert by_level(held(drop("bronze", "f"), of=last))["bronze"] == ["d", "e", "g"]


def test_nobody_moves_up_into_a_place_that_the_host_leaves_free():
    clear = results({"a": 95, "b": 90, "c": 80, "d": 70, "e": 65, "f": 62})
    assert by_level(held(drop("overall", "b", override=True), of=clear)) == {
        "gold": ["a"],
        "silver": ["c"],
        "bronze": ["d", "e", "f"],
    }


def test_a_better_work_ends_below_a_worse_one_only_if_the_host_says_so():
    clear = results({"a": 95, "b": 90, "c": 80, "d": 70, "e": 65, "f": 62})
    swapped = drop("silver", "c"), drop("bronze", "e"), add("silver", "e")
    better = Refusal(code="award.better_left_out", measured="作品 c", allowed="作品 e")
    assert better in refusals(*swapped, of=clear)
    meant = drop("silver", "c"), drop("bronze", "e"), add("silver", "e", override=True)
    winners = held(*meant, of=clear)
    assert by_level(winners)["silver"] == ["e", "b"]
    assert [w.entry for w in winners if w.override] == ["e"]


def test_taking_every_level_from_a_better_work_has_to_be_meant():
    clear = results({"a": 95, "b": 90, "c": 80, "d": 70, "e": 65, "f": 62})
    assert {r.code for r in refusals(drop("overall", "b"), of=clear)} == {"award.better_left_out"}


def test_later_awards_see_who_has_won_what_after_the_changes():
    """The theme award is not for the winner of gold: who falls to silver competes for it."""
    given = plan("host", THEME)
    assert [w.entry for w in held(drop("gold", "b"), given=given) if w.award == "theme-award"] == [
        "b"
    ]


def test_what_the_rules_exclude_is_given_only_if_the_host_means_it():
    given = plan("host", THEME)
    clear = results({"a": 95, "b": 90, "c": 80, "d": 70, "e": 65, "f": 62})
    both = drop("theme-award", "b"), add("theme-award", "a")
    assert Refusal(code="award.excluded", measured="作品 a", allowed="gold") in refusals(
        *both, of=clear, given=given
    )
    meant = drop("theme-award", "b", override=True), add("theme-award", "a", override=True)
    assert [w.entry for w in held(*meant, of=clear, given=given) if w.award == "theme-award"] == [
        "a"
    ]


def test_a_work_below_the_least_score_is_given_an_award_only_if_the_host_means_it():
    least = (OVERALL.model_copy(update={"min_score": 64}),)
    clear = results({"a": 95, "b": 90, "c": 80, "d": 70, "e": 65, "f": 62})
    assert refusals(add("bronze", "f"), of=clear, given=least) == (
        Refusal(code="award.below_least_score", measured="作品 f 62.00", allowed="64"),
    )
    close = results({"a": 95, "b": 90, "c": 80, "d": 70, "e": 65, "f": Fraction(63997, 1000)})
    assert refusals(add("bronze", "f"), of=close, given=least) == (
        Refusal(code="award.below_least_score", measured="作品 f 63.997", allowed="64"),
    ), "not 64.00"
    winners = held(add("bronze", "f", override=True), of=clear, given=least)
    assert by_level(winners)["bronze"] == ["f", "d", "e"]


def test_no_work_has_two_levels():
    clear = results({"a": 95, "b": 90, "c": 80, "d": 70, "e": 65})
    assert refusals(add("bronze", "a"), of=clear) == (
        Refusal(code="award.given_already", measured="a", allowed="gold"),
    )


def test_who_is_added_moves_nobody_out():
    clear = results({"a": 95, "b": 90, "c": 80, "d": 70, "e": 65, "f": 62})
    assert Refusal(code="award.too_many", measured="silver", allowed="2") in refusals(
        drop("bronze", "d"), add("silver", "d", override=True), of=clear
    )


def test_the_line_of_a_criterion_award_shows_that_criterions_score():
    story = CriterionAward(
        kind="criterion", id="best-story", name=name("最佳故事奖"), criterion="story", number=2
    )
    lines = [
        any_line("a", 1, 90, criteria={"story": 85}),
        any_line("b", 2, 80, criteria={"story": 84}),
        any_line("c", 3, 70, criteria={"story": 83}),
    ]
    of = results().model_copy(update={"lines": tuple(lines)})
    changes = drop("best-story", "b", override=True), add("best-story", "c")
    assert [(w.entry, w.score) for w in held(*changes, of=of, given=(story,))] == [
        ("c", "83.00"),
        ("a", "85.00"),
    ]


def test_a_work_that_no_longer_stands_cannot_be_confirmed_and_nobody_takes_its_place():
    clear = results({"a": 95, "b": 90, "c": 80, "d": 70, "e": 65, "f": 62})
    stands_no_more = Refusal(code="award.no_longer_stands", measured="作品 a")
    assert refusals(of=clear, gone={"a"}) == (stands_no_more,)
    assert refusals(add("special", "a"), given=plan("host", SPECIAL), of=clear, gone={"a"}) == (
        stands_no_more,
    )
    assert by_level(held(drop("gold", "a"), of=clear, gone={"a"})) == {
        "gold": [],
        "silver": ["b", "c"],
        "bronze": ["d", "e", "f"],
    }


def test_a_special_award_may_go_to_a_work_that_is_not_ranked():
    of = results({"a": 95})
    unranked = of.model_copy(update={"unranked": (of.lines[0].model_copy(update={"entry": "z"}),)})
    given = (SPECIAL,)
    (winner,) = held(add("special", "z"), of=unranked, given=given)
    assert (winner.entry, winner.award) == ("z", "special")
    assert refusals(add("special", "y"), of=unranked, given=given) == (
        Refusal(code="award.not_ranked", measured="y"),
    )


def test_each_theme_explains_its_winner_among_its_own_works():
    """Of three works, the best of the second theme is the first of two there, not the second."""
    themes = {"a": "green", "b": "digital", "c": "digital"}
    lines = [
        line.model_copy(update={"theme": themes[line.entry]})
        for line in results({"a": 95, "b": 90, "c": 80}).lines
    ]
    award = THEME.model_copy(update={"not_with": ()})
    of = results().model_copy(update={"lines": tuple(lines)})
    digital, green = proposal_from((award,), of, NAMES)
    assert digital.why.zh == "得分 90.00，在 2 件作品中列第 1；其后为《作品 c》80.00"
    assert green.why.zh == "得分 95.00，在 1 件作品中列第 1"
