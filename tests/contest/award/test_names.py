"""Names stand apart from results, which are kept for good."""

import pytest

from contest.award.names import Names, names_of, unit_id, units_of
from contest.award.results import ResultLine
from tests.builders import any_entry, any_form, any_line


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
        ({"entrant": "", "recommending_unit": " "}, []),
    ],
)
def test_a_work_counts_for_the_units_that_its_form_names_and_for_no_person(form, units):
    assert sorted(units_of(any_form(**form)).values()) == sorted(units)


def test_of_several_spellings_the_first_works_is_shown():
    entries = [
        any_entry(id=f"e{number}", form=any_form(entrant=name, unit_type="企业"))
        for number, name in enumerate(["甲厂(集团)", "甲廠（集團）"])
    ]
    assert names_of(entries).unit(unit_id("甲厂（集团）")) == "甲厂(集团)"


def test_what_has_no_name_any_more_is_shown_as_a_dash():
    gone = any_entry(id="e1", form=any_form(title="", entrant=""))
    names = names_of([gone])
    assert (names.title("e1"), names.entrant("e1")) == ("—", "—")
    assert names == Names(titles={"e1": ""}, entrants={"e1": ""}, units={})


def test_a_line_of_results_has_no_field_for_a_name():
    line: ResultLine = any_line("e1", 1)
    assert set(type(line).model_fields) == {
        "entry",
        "theme",
        "units",
        "overall",
        "criteria",
        "reviews",
        "rank",
        "tied",
    }
