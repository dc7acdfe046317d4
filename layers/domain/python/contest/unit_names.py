"""Normalises the names of units and regions, so that different spellings of one unit are equal."""

import difflib
import re
import unicodedata
from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache

PROVINCES = {
    "北京": "市",
    "天津": "市",
    "上海": "市",
    "重庆": "市",
    "河北": "省",
    "山西": "省",
    "辽宁": "省",
    "吉林": "省",
    "黑龙江": "省",
    "江苏": "省",
    "浙江": "省",
    "安徽": "省",
    "福建": "省",
    "江西": "省",
    "山东": "省",
    "河南": "省",
    "湖北": "省",
    "湖南": "省",
    "广东": "省",
    "海南": "省",
    "四川": "省",
    "贵州": "省",
    "云南": "省",
    "陕西": "省",
    "甘肃": "省",
    "青海": "省",
    "台湾": "省",
    "内蒙古": "自治区",
    "广西": "壮族自治区",
    "西藏": "自治区",
    "宁夏": "回族自治区",
    "新疆": "维吾尔自治区",
    "香港": "特别行政区",
    "澳门": "特别行政区",
}
"""The suffix of each province in its full name."""
CITY = re.compile(r"^([^\W\d_]{2,4}?)市(?!场|政)")
"""长沙市 becomes 长沙. Not matched are 城市 and 超市, with only one character before 市, and 市场
and 市政, which are other words."""
FEW, LONGEST = 5, 100


@lru_cache(maxsize=4096)
def folded(name: str) -> str:
    """The letters and digits of a name, in one width and one case. Spaces, brackets and other marks
    are dropped."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    return "".join(char for char in plain if char.isalnum())


def normalised(name: str) -> str:
    """Two names with the same result are one unit: 湖南省工业和信息化厅 is 湖南工业和信息化厅,
    and the region 湖南省 is 湖南.

    No word of a company's name is dropped: 湘江公司 and 湘江有限公司 are two units."""
    rest = folded(name)
    province = next((known for known in PROVINCES if rest.startswith(known)), "")
    rest = rest.removeprefix(province)
    suffix = PROVINCES.get(province, "")
    for written in (suffix, "自治区") if suffix.endswith("自治区") else (suffix,):
        rest = rest.removeprefix(written)
    return province + CITY.sub(r"\1", rest, count=1)


def closest(typed: str, names: Iterable[str]) -> list[str]:
    """The names that were most likely meant, the likeliest first: a refusal names few."""

    def similarity(name: str) -> float:
        return difflib.SequenceMatcher(None, folded(typed[:LONGEST]), folded(name)).ratio()

    return sorted(names, key=similarity, reverse=True)[:FEW]


class Likeness(StrEnum):
    SAME = "same"
    SUSPECTED = "suspected"
    """A person has to say."""
    DIFFERENT = "different"


SHORTEST = 4
"""The fewest characters of a unit's name that is searched for within a longer one."""


def likeness(one: str, other: str) -> Likeness:
    """Whether two names are those of one unit."""
    short, long = sorted((normalised(one), normalised(other)), key=len)
    if not short:
        return Likeness.DIFFERENT
    if short == long:
        return Likeness.SAME
    alike = len(short) >= SHORTEST and short in long
    return Likeness.SUSPECTED if alike else Likeness.DIFFERENT


def units_in(name: str) -> tuple[str, ...]:
    """The units that a name lists: joint entrants enter as 湘江重工集团、洞庭机械厂."""
    return (name,) if normalised(name) else ()
