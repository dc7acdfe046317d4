"""Compares names of units."""

import difflib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from contest.unit_names.divisions import in_front
from contest.unit_names.spelling import folded, plain

FEW, LONGEST = 5, 100
SHORTEST, SHORTEST_CORE = 4, 2
"""The fewest characters of a name that is searched for within a longer one, and of a name without
its legal form."""
GROUP, MARK = "(集团)", "\ue000"
"""湘江(集团)有限公司 and 湘江集团有限公司 may be two companies: these brackets stay."""
LEGAL_FORM = re.compile(
    "(?:集团|股份|控股|有限|责任|总公司|分公司|公司|厂"
    "|companylimited|company|colimited|coltd|limited|ltd|llc|inc|incorporated|corporation|corp"
    "|group|plc|gmbh|ag|sa)+$"
)
BRIEFLY = (
    ("中国共产党", "中共"),
    ("人民政府", "政府"),
    ("工业和信息化", "工信"),
    ("经济和信息化", "经信"),
    ("发展和改革委员会", "发改委"),
    ("文化和旅游", "文旅"),
    ("市场监督管理", "市监"),
    ("市场监管", "市监"),
    ("人力资源和社会保障", "人社"),
    ("人力资源社会保障", "人社"),
    ("住房和城乡建设", "住建"),
    ("国有资产监督管理委员会", "国资委"),
    ("卫生健康委员会", "卫健委"),
    ("广播电视台", "广电台"),
    ("科学技术协会", "科协"),
    ("科学技术", "科技"),
    ("文学艺术界联合会", "文联"),
    ("工商业联合会", "工商联"),
    ("总工会", "工会"),
    ("委员会", "委"),
)
"""What people write in short. Names that are equal then may be one unit."""


class UnitMatch(StrEnum):
    SAME = "same"
    SUSPECTED = "suspected"
    """A person has to say."""
    DIFFERENT = "different"


class _Parted(NamedTuple):
    key: str
    """Equal for every spelling of one unit."""
    root: str
    """The root of the last division in front."""
    short: bool
    """Whether that division is written without its suffix, or there is none."""
    rest: str

    @property
    def core(self) -> str:
        """Without the legal form of a company."""
        return LEGAL_FORM.sub("", self.rest.replace(MARK, "集团"))

    @property
    def brief(self) -> str:
        found = self.rest
        for long, short in BRIEFLY:
            found = found.replace(long, short)
        return found


@lru_cache(maxsize=65_536)
def _parted(name: str) -> _Parted:
    marked = plain(name).replace(GROUP, MARK)
    text = "".join(char for char in marked if char.isalnum() or char == MARK)
    found = in_front(text)
    return _Parted(found.key + found.rest, found.root, found.short, found.rest)


def normalised(name: str) -> str:
    """Two names with the same result are one unit: 湖南省工业和信息化厅 is 湖南工业和信息化厅,
    and the region 湖南省 is 湖南.

    No word of a company's name is dropped: 湘江公司 and 湘江有限公司 are two units."""
    return _parted(name).key.replace(MARK, GROUP)


@lru_cache(maxsize=65_536)
def compare(one: str, other: str) -> UnitMatch:
    """Whether two names are those of one unit."""
    first, second = _parted(one), _parted(other)
    if not first.key or not second.key:
        return UnitMatch.DIFFERENT
    if first.key == second.key:
        return UnitMatch.SAME
    alike = _contained(first, second) or _same_briefly(first, second) or _same_core(first, second)
    return UnitMatch.SUSPECTED if alike else UnitMatch.DIFFERENT


def _contained(one: _Parted, other: _Parted) -> bool:
    short, long = sorted((one.key, other.key), key=len)
    return len(short) >= SHORTEST and short in long


def _same_briefly(one: _Parted, other: _Parted) -> bool:
    """Names that differ in a suffix which one leaves out, or in words that people shorten."""
    if _region(one) == _region(other):
        return one.brief == other.brief
    return (one.short or other.short) and one.root + one.brief == other.root + other.brief


def _region(name: _Parted) -> str:
    return name.key.removesuffix(name.rest)


def _same_core(one: _Parted, other: _Parted) -> bool:
    """Names of companies that differ in their legal form."""
    same_region = _region(one) == _region(other) or not (_region(one) and _region(other))
    return same_region and one.core == other.core and len(one.core) >= SHORTEST_CORE


def alike(names: Iterable[str]) -> set[tuple[str, str]]:
    """Pairs of these names that may be those of one unit, each in order. For thousands of names:
    it does not compare each with each."""
    parted = {name: _parted(name) for name in names}
    by_key: dict[str, set[str]] = defaultdict(set)
    groups: dict[tuple[str, str], set[str]] = defaultdict(set)
    for name, parts in parted.items():
        by_key[parts.key].add(name)
        groups["brief", parts.root + parts.brief].add(name)
        groups["core", parts.core].add(name)
    pairs = {pair for group in groups.values() for pair in combinations(sorted(group), 2)}
    for name, parts in parted.items():
        found = {other for text in _within(parts.key) for other in by_key.get(text, ())} - {name}
        pairs |= {(min(name, other), max(name, other)) for other in found}
    return {pair for pair in pairs if compare(*pair) is UnitMatch.SUSPECTED}


def _within(key: str) -> Iterator[str]:
    for start in range(len(key)):
        for end in range(start + SHORTEST, len(key) + 1):
            yield key[start:end]


def closest(typed: str, names: Iterable[str]) -> list[str]:
    """The names that were most likely meant, the likeliest first: a refusal names few."""

    def similarity(name: str) -> float:
        return difflib.SequenceMatcher(None, folded(typed[:LONGEST]), folded(name)).ratio()

    return sorted(names, key=similarity, reverse=True)[:FEW]
