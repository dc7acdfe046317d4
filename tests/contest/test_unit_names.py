"""The same unit is one unit, and no two units are."""

import pytest

from contest.unit_names import closest, normalised
from tests.builders import shipped_rules


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("湖南省工业和信息化厅", "湖南工业和信息化厅"),
        ("湖南省 工业和信息化厅", "湖南省工业和信息化厅"),
        ("湘江(集团)有限公司", "湘江(集团)有限公司"),
        ("湘江集团", "  湘江集团\n"),
        ("长沙市工业和信息化局", "长沙工业和信息化局"),
        ("湖南省长沙市某某厂", "湖南长沙某某厂"),
        ("广西壮族自治区工信厅", "广西工信厅"),
        ("广西自治区工信厅", "广西工信厅"),
        ("内蒙古自治区工信厅", "内蒙古工信厅"),
        ("北京市经济和信息化局", "北京经济和信息化局"),
        ("香港特别行政区政府", "香港政府"),
        ("ABC Industries", "abc industries"),
        ("湖南省", "湖南"),
    ],
)
def test_one_unit_under_two_spellings(one, other):
    assert normalised(one) == normalised(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("湘江公司", "湘江有限公司"),
        ("湘江有限公司", "湘江有限责任公司"),
        ("吉林省工信局", "吉林市工信局"),
        ("长沙县工信局", "长沙市工信局"),
        ("湖南农产品市场协会", "湖南农产品场协会"),
        ("城市规划院", "城规划院"),
        ("湖南省工业和信息化厅", "湖北省工业和信息化厅"),
        ("上海超市协会", "上海超协会"),
    ],
)
def test_two_units_stay_two(one, other):
    assert normalised(one) != normalised(other)


def test_it_is_settled_after_once():
    for name in ("湖南省长沙市某某厂", "广西壮族自治区工信厅", "吉林省吉林市工信局"):
        assert normalised(normalised(name)) == normalised(name)


def test_the_closest_names_are_few_and_the_likeliest_first():
    names = [unit.name.zh for unit in shipped_rules().units]

    assert closest("湖南省工信厅", names)[0] == "湖南省工业和信息化厅"
    assert closest("宁波经信局", names)[0] == "宁波市经济和信息化局"
    assert len(closest("某厅", names)) == 5
    assert closest("某厅", ["甲厅"]) == ["甲厅"]


def test_no_two_of_the_shipped_units_are_taken_for_one():
    units = shipped_rules().units

    assert len({normalised(unit.name.zh) for unit in units}) == len(units)
    assert len({normalised(unit.name.en) for unit in units}) == len(units)
