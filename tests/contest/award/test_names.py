"""Names stand apart from results, which are kept for good."""

import pytest

from contest.audit import Actor
from contest.award.names import Names, names_of, under_one_id, unit_id, units_of
from contest.award.publicity import Reports
from contest.award.results import ResultLine, Results
from contest.unit_names.register import UnitRegister, merge
from tests.builders import any_entry, any_form, any_line, any_rules, any_time

NOTHING_DECIDED = UnitRegister(contest="c")


def test_a_unit_has_one_id_however_it_is_spelt_and_no_other_has_it():
    assert unit_id("甲厂(集团)") == unit_id("甲厂（集团）") == unit_id("甲廠 (集團)")
    assert unit_id("甲厂") != unit_id("乙厂")
    assert "甲厂" not in unit_id("甲厂")


@pytest.mark.parametrize(
    ("form", "units"),
    [
        ({"entrant": "甲厂", "recommending_unit": "省厅", "unit_type": "企业"}, ["甲厂", "省厅"]),
        ({"entrant": "甲厂", "recommending_unit": "甲 厂", "unit_type": "企业"}, ["甲厂"]),
        ({"entrant": "陈思远", "recommending_unit": "省厅", "unit_type": "个人"}, ["省厅"]),
        ({"entrant": "陈思远", "unit_type": "Individual"}, []),
        ({"entrant": "陈思远", "unit_type": ""}, []),
        ({"entrant": "甲厂、乙厂", "unit_type": "企业"}, ["甲厂", "乙厂"]),
        ({"entrant": "甲厂", "recommending_unit": "省厅、市局"}, ["甲厂", "省厅", "市局"]),
        ({"entrant": "", "recommending_unit": " "}, []),
    ],
)
def test_a_work_counts_for_the_units_that_its_form_names_and_for_no_person(form, units):
    assert sorted(units_of(any_form(**form), NOTHING_DECIDED).values()) == sorted(units)


def test_of_several_spellings_the_first_works_is_shown():
    entries = [
        any_entry(id=f"e{number}", form=any_form(entrant=name, unit_type="企业"))
        for number, name in enumerate(["甲厂(集团)", "甲廠（集團）"])
    ]
    assert names_of(entries, NOTHING_DECIDED).unit(unit_id("甲厂（集团）")) == "甲厂(集团)"


def test_names_that_the_host_has_merged_are_one_unit_under_the_first():
    register, _ = merge(
        NOTHING_DECIDED, ("甲厂", "甲公司"), subject="s", actor=Actor.of("host"), at=any_time()
    )
    entries = [
        any_entry(id=f"e{number}", form=any_form(entrant=name, unit_type="企业"))
        for number, name in enumerate(["甲公司", "甲厂"])
    ]
    assert [units_of(entry.form, register) for entry in entries] == [{unit_id("甲厂"): "甲厂"}] * 2
    names = names_of(entries, register)
    assert names.unit(unit_id("甲厂")) == "甲厂"
    # Results that were tallied before have the id of the other name.
    assert names.unit(unit_id("甲公司")) == "甲厂"


def test_what_has_no_name_any_more_is_shown_as_a_dash():
    gone = any_entry(id="e1", form=any_form(title="", entrant=""))
    names = names_of([gone], NOTHING_DECIDED)
    assert (names.title("e1"), names.entrant("e1")) == ("—", "—")
    assert names == Names(titles={"e1": ""}, entrants={"e1": ""}, units={})


def test_a_line_of_results_has_no_field_for_a_name():
    line: ResultLine = any_line("e1", 1)
    assert set(type(line).model_fields) == {
        "entry",
        "theme",
        "round",
        "reached",
        "spread",
        "units",
        "left_out",
        "overall",
        "criteria",
        "reviews",
        "rank",
        "tied",
    }


def test_units_that_were_merged_after_the_tally_are_one():
    """甲厂 and 甲公司 are one unit of two works, three reports and seven submitted works."""
    one, other = unit_id("甲厂"), unit_id("甲公司")
    rules = any_rules()
    found = Results(
        contest=rules.id,
        edition=1,
        round="expert-review",
        rounds=(),
        scoring=rules.scoring,
        criteria=rules.criteria,
        scores={},
        lines=(any_line("a", 1, 60, units=(one,)), any_line("b", 2, 40, units=(one, other))),
        unranked=(),
        publicity={one: Reports(number=1, reach=10), other: Reports(number=2, reach=5)},
        submitted={one: 3, other: 4},
    )
    register = UnitRegister(contest=rules.id, units=(("甲厂", "甲公司"),))
    merged = under_one_id(found, register)
    assert [line.units for line in merged.lines] == [(one,), (one,)]
    assert merged.publicity == {one: Reports(number=3, reach=15)}
    assert merged.submitted == {one: 7}
