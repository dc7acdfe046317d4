"""Names of files that Windows, macOS and Linux take. What Windows refuses is from Microsoft's page
"Naming Files, Paths, and Namespaces"."""

from pathlib import PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest.winners.file_names import file_name

REFUSED = set('<>:"/\\|?*') | {chr(code) for code in range(32)}


def named(*parts, taken=None):
    return file_name(parts, "mp4", taken=set() if taken is None else taken)


def test_a_name_says_award_title_and_entrant():
    name = named("综合奖·金奖", "钢铁脊梁", "湘江重工集团")
    assert name == "综合奖·金奖 钢铁脊梁 湘江重工集团.mp4"


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (("金奖", 'a/b\\c:d*e?f"g<h>i|j', "甲"), "金奖 a b c d e f g h i j 甲.mp4"),
        (("金奖", "..", "甲公司."), "金奖 甲公司.mp4"),
        (("金奖", "多  个\n空\t格", "甲"), "金奖 多 个 空 格 甲.mp4"),
        (("金奖", "", "甲"), "金奖 甲.mp4"),
        (("", "", ""), "_.mp4"),
        (("nul",), "_nul.mp4"),
        (("COM1.x", "甲"), "_COM1.x 甲.mp4"),
        (("Console",), "Console.mp4"),
    ],
)
def test_what_a_file_system_refuses_is_taken_out(parts, name):
    assert named(*parts) == name


def test_marks_that_turn_the_writing_round_are_taken_out():
    assert named("金奖", "片\u202egpj", "甲") == "金奖 片 gpj 甲.mp4"


def test_the_same_name_gets_a_number_also_if_it_differs_in_case_alone():
    taken = set()
    names = [named("金奖", title, taken=taken) for title in ("Steel", "steel", "STEEL", "Iron")]
    assert names == ["金奖 Steel.mp4", "金奖 steel (2).mp4", "金奖 STEEL (3).mp4", "金奖 Iron.mp4"]


def test_long_parts_are_cut_and_none_is_lost():
    name = named("奖" * 100, "题" * 100, "厂" * 100)
    assert name == f"{'奖' * 23} {'题' * 23} {'厂' * 23}.mp4"  # 23 times 3 bytes are within 70


@given(st.lists(st.text(max_size=200), max_size=3), st.integers(1, 12))
def test_whatever_is_typed_gives_a_name_that_every_file_system_takes(parts, times):
    taken = set()
    names = [named(*parts, taken=taken) for _ in range(times)]
    assert len({name.casefold() for name in names}) == times
    for name in names:
        assert not REFUSED & set(name)
        assert not PureWindowsPath(name).is_reserved()
        assert name.endswith(".mp4")
        assert not name.startswith((" ", "."))
        assert len(name.encode()) <= 255
