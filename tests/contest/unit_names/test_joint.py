"""Joint entrants: each named unit counts, and no name is taken apart that is one."""

import pytest

from contest.unit_names import employers_in, units_in


@pytest.mark.parametrize(
    ("name", "units"),
    [
        ("湘江重工集团、洞庭机械厂", ["湘江重工集团", "洞庭机械厂"]),
        ("湘江重工集团/洞庭机械厂", ["湘江重工集团", "洞庭机械厂"]),
        ("湘江重工集团／洞庭机械厂", ["湘江重工集团", "洞庭机械厂"]),
        ("湘江重工集团；洞庭机械厂", ["湘江重工集团", "洞庭机械厂"]),
        ("湘江重工集团; 洞庭机械厂", ["湘江重工集团", "洞庭机械厂"]),
        ("湘江重工集团 & 洞庭机械厂", ["湘江重工集团", "洞庭机械厂"]),
        ("湘江重工集团，洞庭机械厂", ["湘江重工集团", "洞庭机械厂"]),
        ("湘江重工集团\n洞庭机械厂", ["湘江重工集团", "洞庭机械厂"]),
        ("湘江重工集团与洞庭机械厂", ["湘江重工集团", "洞庭机械厂"]),
        ("湘江重工集团和洞庭机械厂", ["湘江重工集团", "洞庭机械厂"]),
        ("湘江重工集团、洞庭机械厂和湖南大学", ["湘江重工集团", "洞庭机械厂", "湖南大学"]),
        ("甲厂、乙厂联合申报", ["甲厂", "乙厂"]),
        ("湖南大学联合长沙市文旅局", ["湖南大学", "长沙市文旅局"]),
        ("湖南大学、湖南大学", ["湖南大学"]),
        (
            "湖南省工业和信息化厅；长沙市工业和信息化局",
            ["湖南省工业和信息化厅", "长沙市工业和信息化局"],
        ),
        (
            "Hunan University / Central South University",
            ["Hunan University", "Central South University"],
        ),
    ],
)
def test_joint_entrants_are_taken_apart(name, units):
    assert list(units_in(name)) == units


@pytest.mark.parametrize(
    "name",
    [
        "湖南省工业和信息化厅",
        "湖南省文化和旅游厅",
        "深圳市市场和质量监督管理委员会",
        "长沙市数据资源和政务服务中心",
        "沈阳市公安局和平分局",
        "清华大学社会与公共管理学院",
        "数学与计算机学院",
        "北京联合大学",
        "湖南省文学艺术界联合会",
        "三一集团联合重工有限公司",
        "腾讯、阿里巴巴",
        "数字、智能制造研究院",
        "人工智能、机器人研究院",
        "Xiangjiang Heavy Industry Co., Ltd.",
        "AT&T",
        "和田地区教育局",
        "张三",
    ],
)
def test_a_name_that_may_be_one_stays_one(name):
    assert units_in(name) == (name,)


@pytest.mark.parametrize(
    ("written", "units"),
    [
        ("湘江重工集团 总工程师", ["湘江重工集团"]),
        ("湘江重工集团、长沙理工大学 教授", ["湘江重工集团", "长沙理工大学"]),
        ("湘江重工集团 顾问、长沙理工大学 教授", ["湘江重工集团", "长沙理工大学"]),
        ("湖南大学 湘潭大学", ["湖南大学", "湘潭大学"]),
        ("湖南大学　湖南工学院 教授", ["湖南大学", "湖南工学院"]),
        ("湘江重工集团与洞庭机械厂 顾问", ["湘江重工集团", "洞庭机械厂"]),
        ("湖南大学 建筑学院", ["湖南大学"]),
    ],
)
def test_of_an_employer_with_a_post_the_whole_and_each_unit_are_known(written, units):
    assert list(employers_in(written)) == [written, *units]


def test_an_employer_without_a_post_is_a_list_of_units():
    for written in ("湖南大学", "湘江重工集团、洞庭机械厂", "长沙市 教育局", ""):
        assert employers_in(written) == units_in(written)


def test_nothing_lists_no_unit():
    assert units_in("") == units_in(" — ") == units_in("、") == ()
