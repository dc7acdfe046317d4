"""The same unit is one unit, and no two units are."""

import pytest

from contest.unit_names import closest, normalised, province_of
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


GB_T_2260 = """
北京市 天津市 河北省 山西省 内蒙古自治区 辽宁省 吉林省 黑龙江省 上海市 江苏省 浙江省 安徽省
福建省 江西省 山东省 河南省 湖北省 湖南省 广东省 广西壮族自治区 海南省 重庆市 四川省 贵州省
云南省 西藏自治区 陕西省 甘肃省 青海省 宁夏回族自治区 新疆维吾尔自治区 台湾省
香港特别行政区 澳门特别行政区
"""
PROVINCES = GB_T_2260.split()
LONG = ("内蒙古", "黑龙江")
"""All others are called by their first two characters."""


@pytest.mark.parametrize("full", PROVINCES)
def test_each_province_is_known_by_its_full_and_its_short_name(full):
    short = next((name for name in LONG if full.startswith(name)), full[:2])
    assert normalised(f"{full}工业和信息化厅") == f"{short}工业和信息化厅"
    assert normalised(f"{short}工业和信息化厅") == f"{short}工业和信息化厅"
    assert normalised(full) == short


def test_an_autonomous_region_may_be_called_by_half_of_its_suffix():
    for full in PROVINCES:
        if full.endswith("自治区"):
            short = normalised(full)
            assert normalised(f"{short}自治区工信厅") == f"{short}工信厅"


def test_a_suffix_belongs_to_its_own_province():
    assert normalised("湖南市工信厅") == "湖南市工信厅"
    assert normalised("北京省工信厅") == "北京省工信厅"
    assert normalised("云南自治区工信厅") == "云南自治区工信厅"


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


@pytest.mark.parametrize(
    ("place", "province"),
    [
        ("湖南省长沙市", "湖南"),
        ("湖南", "湖南"),
        ("长沙", "湖南"),
        ("湖南 / 湘潭", "湖南"),
        ("新疆维吾尔自治区乌鲁木齐市", "新疆"),
        ("北京市朝阳区", "北京"),
        ("吉林市", "吉林"),
        ("延边朝鲜族自治州", "吉林"),
        ("香港", "香港"),
        ("青岛", "山东"),
        ("Bavaria", ""),
        ("", ""),
    ],
)
def test_the_province_of_a_place(place, province):
    assert province_of(place) == province
