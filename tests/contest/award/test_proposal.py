"""What scores alone decide, award by award; a tie is shown as a tie, never broken in silence."""

from collections import Counter
from fractions import Fraction

import pytest

from contest.award.award import Winner
from contest.award.names import names_of, unit_id, units_of
from contest.award.proposal import proposal_from
from contest.award.publicity import Reports
from contest.award.results import Results
from contest.award.unit_awards import unit_sums
from contest.model import Text
from contest.rules.award_plan import (
    CriterionAward,
    Level,
    OverallAward,
    PublicityPoints,
    SpecialAward,
    ThemeAward,
    UnitAward,
    WorkPoints,
)
from contest.unit_names.register import UnitRegister
from tests.builders import any_entry, any_form, any_line, any_names, any_rules


def name(zh):
    return Text(zh=zh, en=zh)


GOLD = Level(id="gold", name=name("金奖"), number=1)
SILVER = Level(id="silver", name=name("银奖"), number=2)
OVERALL = OverallAward(kind="overall", id="overall", name=name("综合奖"), levels=(GOLD, SILVER))
STORY = CriterionAward(
    kind="criterion", id="best-story", name=name("最佳故事奖"), criterion="story", number=1
)
THEME = ThemeAward(kind="theme", id="theme-award", name=name("主题奖"), number=1)
UNITS = UnitAward(kind="unit", id="best-unit", name=name("优秀组织奖"), number=2)


NAMES = any_names(*"abcdefgh")


def results_of(*lines, publicity=None):
    rules = any_rules()
    return Results(
        contest=rules.id,
        edition=1,
        round="expert-review",
        rounds=(),
        scoring=rules.scoring,
        criteria=rules.criteria,
        scores={},
        lines=lines,
        unranked=(),
        publicity=publicity or {},
    )


def proposed(plan, *lines, names=NAMES, publicity=None):
    return proposal_from(tuple(plan), results_of(*lines, publicity=publicity), names)


def short(winners):
    return [(w.place, w.entry or w.recipient, w.tied) for w in winners]


def ranked(*scores):
    """Lines `a`, `b`, ... of these scores, best first; equal scores share a rank."""
    return [
        any_line(entry, 1 + sum(other > score for other in scores), score)
        for entry, score in zip("abcdefgh", scores, strict=False)
    ]


def test_levels_are_filled_from_the_best_down():
    assert short(proposed([OVERALL], *ranked(90, 85, 80, 70))) == [
        ("gold", "a", False),
        ("silver", "b", False),
        ("silver", "c", False),
    ]


def test_each_line_says_why():
    (winner, *_) = proposed([OVERALL], *ranked(Fraction(541, 6), 80))
    assert winner == Winner(
        award="overall",
        level="gold",
        name=GOLD.name,
        entry="a",
        title="作品 a",
        recipient="单位 a",
        score="90.17",
        why=Text(
            zh="得分 90.17，在 2 件作品中列第 1；其后为《作品 b》80.00",
            en="score 90.17, number 1 of 2 works; next is “作品 b” with 80.00",
        ),
    )


def test_two_scores_that_print_alike_are_told_with_the_decimals_that_part_them():
    gold, silver, *_ = proposed(
        [OVERALL], *ranked(Fraction(83331, 1000), Fraction(83330, 1000), Fraction(80))
    )
    assert (gold.score, silver.score) == ("83.33", "83.33")
    assert gold.why.zh == "得分 83.331，在 3 件作品中列第 1；其后为《作品 b》83.330"
    assert silver.why.zh == "得分 83.33，在 3 件作品中列第 2；其后为《作品 c》80.00"


def test_with_few_works_a_level_stays_open():
    assert short(proposed([OVERALL], *ranked(90))) == [("gold", "a", False)]
    assert proposed([OVERALL, STORY, THEME, UNITS]) == ()


def test_all_who_stand_equal_at_the_end_of_a_list_are_proposed_and_marked():
    assert short(proposed([OVERALL], *ranked(90, 90, 80, 70, 60))) == [
        ("gold", "a", True),
        ("gold", "b", True),
        ("silver", "c", False),
    ]


def test_who_is_clearly_within_the_list_is_not_marked_as_tied():
    assert short(proposed([OVERALL], *ranked(95, 90, 80, 80))) == [
        ("gold", "a", False),
        ("silver", "b", False),
        ("silver", "c", True),
        ("silver", "d", True),
    ]


def test_equals_within_the_list_are_no_question_to_anybody():
    assert short(proposed([OVERALL], *ranked(95, 80, 80, 70))) == [
        ("gold", "a", False),
        ("silver", "b", False),
        ("silver", "c", False),
    ]


def test_nobody_below_the_least_score_is_proposed():
    for award in (OVERALL, STORY, THEME):
        least = award.model_copy(update={"min_score": 80})
        entries = {w.entry for w in proposed([least], *ranked(Fraction(80), Fraction(799, 10)))}
        assert entries == {"a"}


def test_a_criterion_award_goes_by_its_criterion_and_then_by_the_rank():
    lines = [
        any_line("a", 1, 90, criteria={"story": Fraction(70)}),
        any_line("b", 2, 80, criteria={"story": Fraction(95)}),
        any_line("c", 3, 70, criteria={"story": Fraction(95)}),
    ]
    (winner,) = proposed([STORY], *lines)
    assert (winner.entry, winner.score, winner.tied) == ("b", "95.00", False)


def test_equals_on_criterion_and_rank_are_proposed_together():
    lines = [any_line("a", 1, 90), any_line("b", 1, 90), any_line("c", 3, 80)]
    assert short(proposed([STORY], *lines)) == [
        ("best-story", "a", True),
        ("best-story", "b", True),
    ]


def test_each_theme_has_its_own_places():
    lines = [
        line.model_copy(update={"theme": theme})
        for line, theme in zip(
            ranked(90, 80, 70, 60), ("green", "digital", "green", "high-end"), strict=True
        )
    ]
    winners = proposed([THEME], *lines)
    assert [(w.theme, w.entry, w.place) for w in winners] == [
        ("digital", "b", "theme-award"),
        ("green", "a", "theme-award"),
        ("high-end", "d", "theme-award"),
    ]


def test_who_has_won_what_an_award_excludes_takes_no_part_in_it():
    not_gold = THEME.model_copy(update={"not_with": ("gold",)})
    nothing = THEME.model_copy(update={"not_with": ("overall",)})
    lines = ranked(90, 80, 70, 60)
    assert short(proposed([OVERALL, not_gold], *lines))[3:] == [("theme-award", "b", False)]
    assert short(proposed([OVERALL, nothing], *lines))[3:] == [("theme-award", "d", False)]
    assert short(proposed([OVERALL, THEME], *lines))[3:] == [("theme-award", "a", False)]


def test_a_special_award_is_nobodys_by_scores():
    special = SpecialAward(kind="special", id="special", name=name("特别奖"), number=2)
    assert proposed([special], *ranked(100, 100)) == ()


NOTHING_DECIDED = UnitRegister(contest="c")


def units_win(plan, *units, unit_type="企业", publicity=None):
    """What is proposed for a work of 50 points of each pair of entrant and recommending unit."""
    entries = [
        any_entry(
            id=f"e{number}",
            form=any_form(entrant=entrant, recommending_unit=recommending, unit_type=unit_type),
        )
        for number, (entrant, recommending) in enumerate(units)
    ]
    lines = [
        any_line(e.id, 1, 50, units=tuple(sorted(units_of(e.form, NOTHING_DECIDED))))
        for e in entries
    ]
    told = {unit_id(unit): reports for unit, reports in (publicity or {}).items()}
    names = names_of(entries, NOTHING_DECIDED)
    units_known = names.units | {unit_id(unit): unit for unit in publicity or {}}
    return proposed(
        plan, *lines, names=names.model_copy(update={"units": units_known}), publicity=told
    )


CONTRIBUTION = UNITS.model_copy(
    update={"id": "contribution", "publicity": PublicityPoints(report=20, reach_per_point=10_000)}
)


def test_publicity_counts_for_the_awards_whose_rules_say_so_and_for_no_other():
    works = [("甲厂", ""), ("甲厂", ""), ("乙厂", "")]
    told = {"乙厂": Reports(number=2, reach=155_000), "协会": Reports(number=3, reach=5)}
    assert [(w.recipient, w.score) for w in units_win([UNITS], *works, publicity=told)] == [
        ("甲厂", "100.00"),
        ("乙厂", "50.00"),
    ]
    winners = units_win([CONTRIBUTION], *works, publicity=told)
    assert [(w.recipient, w.score, w.tied) for w in winners] == [
        ("乙厂", "105.50", False),
        ("甲厂", "100.00", False),
    ]
    assert winners[0].why == Text(
        zh="1 件作品进入评审，2 篇宣传报道（阅读 155000 次），得分合计 105.50",
        en="1 works in review, 2 publicity reports (read 155000 times), scores add up to 105.50",
    )
    only_told = units_win([CONTRIBUTION], ("甲厂", ""), publicity={"协会": told["协会"]})
    assert [(w.recipient, w.score) for w in only_told] == [("协会", "60.00"), ("甲厂", "50.00")]


def test_units_win_by_all_that_they_entered_or_recommended():
    winners = units_win([UNITS], ("甲厂", "省厅"), ("乙厂", "省厅"), ("乙厂", ""), ("丙厂", "省厅"))
    assert [(w.recipient, w.score, w.entry, w.tied) for w in winners] == [
        ("省厅", "150.00", None, False),
        ("乙厂", "100.00", None, False),
    ]
    assert winners[0].why == Text(
        zh="3 件作品进入评审，得分合计 150.00", en="3 works in review, scores add up to 150.00"
    )


def test_a_unit_whose_works_all_scored_nothing_wins_nothing():
    """Two places, and the second stays free."""
    assert [w.recipient for w in proposed([UNITS], *ranked(80, 0))] == ["单位 a"]
    assert proposed([UNITS], *ranked(0, 0)) == ()


def test_a_unit_is_one_however_it_is_spelt_and_a_work_counts_once_for_it():
    winners = units_win([UNITS], ("甲厂(集团)", "甲厂（集团）"), ("甲厂 (集团)", ""), ("乙厂", ""))
    assert [(w.recipient, w.score) for w in winners] == [
        ("甲厂(集团)", "100.00"),
        ("乙厂", "50.00"),
    ]


def test_units_that_stand_equal_are_marked_and_the_clear_winner_is_not():
    winners = units_win([UNITS], ("甲厂", ""), ("甲厂", ""), ("乙厂", ""), ("丙厂", ""))
    assert sorted(short(winners)) == [
        ("best-unit", "丙厂", True),
        ("best-unit", "乙厂", True),
        ("best-unit", "甲厂", False),
    ]


@pytest.mark.parametrize("works", [{}, {"passed": 10, "winning": 50, "submitted": 5}])
def test_no_part_of_a_unit_that_is_split_has_more_points_than_the_whole(works):
    """Works and reports add up, whatever a unit is split into: the halves have together what the
    whole has, and each has less."""
    weights = WorkPoints.model_validate(works)
    award = UNITS.model_copy(
        update={"works": weights, "publicity": PublicityPoints(report=10, reach_per_point=1000)}
    )
    reports = Reports(number=3, reach=5000)
    lines = ranked(90, 80, 70)

    def sums(names, told):
        own = [
            line.model_copy(update={"units": (unit_id(n),)})
            for line, n in zip(lines, names, strict=True)
        ]
        publicity = {unit_id(n): r for n, r in told.items()}
        submitted = Counter(unit_id(n) for n in names)
        found = results_of(*own, publicity=publicity).model_copy(update={"submitted": submitted})
        won = proposal_from((OVERALL,), found, NAMES)
        return [of.points for of in unit_sums(award, found, won, ()).values()]

    (whole,) = sums(("甲", "甲", "甲"), {"甲": reports})
    for names in (("甲", "甲", "乙"), ("甲", "乙", "甲"), ("乙", "甲", "甲")):
        rest = Reports(number=1, reach=2000), Reports(number=2, reach=3000)
        parts = sums(names, dict(zip("甲乙", rest, strict=True)))
        assert sum(parts) == whole
        assert max(parts) < whole


def test_a_unit_that_won_what_is_excluded_takes_no_part():
    other = UNITS.model_copy(update={"id": "other", "not_with": ("best-unit",)})
    one = UNITS.model_copy(update={"number": 1})
    winners = units_win([one, other], ("甲厂", ""), ("甲厂", ""), ("乙厂", ""))
    assert [(w.award, w.recipient) for w in winners] == [("best-unit", "甲厂"), ("other", "乙厂")]


def test_a_unit_that_won_under_another_spelling_takes_no_part_either():
    one = UNITS.model_copy(update={"number": 1})
    other = UNITS.model_copy(update={"id": "other", "not_with": ("best-unit",)})
    winners = units_win(
        [one, other], ("甲厂(集团)", "甲厂（集团）"), ("甲厂 (集团)", ""), ("乙厂", "")
    )
    assert [(w.award, w.recipient) for w in winners] == [
        ("best-unit", "甲厂(集团)"),
        ("other", "乙厂"),
    ]


def test_a_joint_work_counts_for_each_of_its_units():
    """湘江重工集团、洞庭机械厂 counted for neither."""
    winners = units_win([UNITS], ("湘江重工集团、洞庭机械厂", ""), ("洞庭机械厂", ""))
    assert [(w.recipient, w.score) for w in winners] == [
        ("洞庭机械厂", "100.00"),
        ("湘江重工集团", "50.00"),
    ]


@pytest.mark.parametrize("unit_type", ["个人", ""])
def test_a_single_person_is_no_unit_but_who_recommended_them_is(unit_type):
    """Nor is an entrant who has not said what they are: one won 优秀组织奖."""
    winners = units_win([UNITS], ("陈思远", "省厅"), ("陈思远", ""), unit_type=unit_type)
    assert [(w.recipient, w.score) for w in winners] == [("省厅", "50.00")]


def test_the_shipped_plan_gives_every_award_that_scores_can_decide():
    lines = [
        line.model_copy(update={"theme": "green"}) for line in ranked(90, 85, 80, 75, 70, 65, 64)
    ]
    winners = proposed(any_rules().awards, *lines)
    assert {w.award for w in winners} == {a.id for a in any_rules().awards} - {"special"}
    (theme,) = [w for w in winners if w.award == "theme-award"]
    assert (theme.entry, theme.theme) == ("b", "green")
