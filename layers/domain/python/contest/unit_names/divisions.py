"""Administrative divisions at the beginning of a name: 湖南省长沙市 in full, 湖南长沙 in short."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from enum import IntEnum
from functools import cache
from typing import NamedTuple

from contest.unit_names.spelling import folded
from contest.unit_names.tables.divisions import DIVISIONS

PEOPLES = re.compile(
    "(?:(?:蒙古|维吾尔|哈萨克|柯尔克孜|塔吉克|锡伯)族?|(?:各|回|藏|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|傣"
    "|黎|傈僳|佤|畲|高山|拉祜|水|东乡|纳西|景颇|土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|阿昌|普米|怒|鄂温克"
    "|德昂|保安|裕固|京|独龙|鄂伦春|赫哲|门巴|珞巴|基诺)族)+$"
)
"""The peoples in the name of an autonomous division, after its root: 湘西|土家族苗族|自治州."""
OTHER_WORDS = {
    "市": re.compile(
        "市(?:场(?!馆|所)|监(?=局|所|管)|郊|容|值|情|属|辖|立(?=医院|第|一|中|小学|图书馆|大学|儿童)|直(?!升|播)"
        "|级(?=机关|医院|以)|区(?!域|块)|委(?!员|托)|花|树|域(?=铁路|社会)"
        "|长(?=办|热线|质量|奖|信箱|公开电话)"
        "|民(?=中心|活动|服务|之家|热线|广场|学校|文化|体育|大学|公园|卡|$)"
        "|政(?=工程|设计|建设|公用|园林|设施|道路|管理|环卫|公司|集团|院|总|排水|养护|规划|局|处|投资))"
    ),
    "省": re.compile(
        "省(?:直(?!升|播)|属|级|会(?!计|展|议|同)|委(?!员|托)|立(?=医院|第|中|图书馆))"
    ),
}
"""Words that begin like the suffix: in 上海市场监督管理局 the city is 上海."""


class DivisionLevel(IntEnum):
    PROVINCE = 0
    CITY = 1
    """A prefecture: a city with counties, or what stands in its place."""
    COUNTY = 2


class Division(NamedTuple):
    level: DivisionLevel
    root: str
    """长沙, 湘西, 朝阳."""
    suffix: str
    """市, 土家族苗族自治州, 区."""
    parents: tuple["Division", ...] = ()
    """The nearest first; none if several divisions have the name."""

    @property
    def named(self) -> str:
        """Without the peoples: 湘西州."""
        return self.root + (self.suffix[-1] if "自治" in self.suffix else self.suffix)

    @property
    def with_suffix(self) -> set[str]:
        """All ways to write it but the short one."""
        half = f"{self.root}自治{self.suffix[-1]}"
        return {self.root + self.suffix} | ({half, self.named} if "自治" in self.suffix else set())


class Prefix(NamedTuple):
    """The divisions at the beginning of a name."""

    key: str = ""
    """Equal for every way to write the last one."""
    root: str = ""
    """Of the last one."""
    short: bool = True
    """Whether the last one is written without its suffix."""
    rest: str = ""
    """Of the name."""
    depth: int = 0


def in_front(name: str) -> Prefix:
    """The divisions that a name begins with, the largest first. `name`: folded."""
    return max(_ways(name, None, 0), key=lambda found: found.depth, default=Prefix(rest=name))


def province_of(place: str) -> str:
    """The province in which a place lies, in short: 湖南 for 湖南省长沙市 and for 长沙. Empty if
    it begins with no division, or with one of which there are several."""
    name, table = folded(place), _table()[None]
    for end in range(min(len(name), _longest()), 1, -1):
        if found := table.get(name[:end]):
            largest = (found, *found.parents)[-1]
            return largest.root if largest.level is DivisionLevel.PROVINCE else ""
    return ""


def _ways(name: str, within: Division | None, depth: int) -> Iterator[Prefix]:
    """Ways to read the name, the likelier first among those that find equally many."""
    table = _table().get(within, {})
    for end in range(min(len(name), _longest()), 1, -1):
        if (written := name[:end]) not in table:
            continue
        division, rest = table[written], name[end:]
        short = written == division.root and division.suffix != ""
        other = None if short else OTHER_WORDS.get(written[-1])
        if other and other.match(written[-1] + rest):
            continue
        yield from _ways(rest, division, depth + 1)
        key = written if short and within is None else _key(division)
        yield Prefix(key, division.root, short, rest, depth + 1)


def _key(division: Division) -> str:
    """The shortest name that no other division has. The parent is part of it if several have it."""
    if _is_short(division):
        return division.root
    if _known().names[division.named] == 1 or not division.parents:
        return division.named
    return _key(division.parents[0]) + division.named


def _is_short(division: Division) -> bool:
    """Whether the root alone means this division. 吉林 may be the province or the city, and 朝阳 is
    better known in Beijing."""
    known, root = _known(), division.root
    match division.level, division.suffix:
        case DivisionLevel.PROVINCE, _:
            return True
        case DivisionLevel.CITY, "市":
            return root not in known.provinces | known.in_municipalities
    return division.suffix == "市" and known.roots[root] == 1


class _Known(NamedTuple):
    all: tuple[Division, ...]
    provinces: frozenset[str]
    """Their roots."""
    in_municipalities: frozenset[str]
    """The roots of districts of Beijing, Shanghai, Tianjin and Chongqing."""
    roots: Mapping[str, int]
    """How many divisions have it."""
    names: Mapping[str, int]


@cache
def _known() -> _Known:
    every = tuple(_divisions())
    in_province = [(one, one.parents[-1]) for one in every if one.parents]
    return _Known(
        all=every,
        provinces=frozenset(one.root for one in every if one.level is DivisionLevel.PROVINCE),
        in_municipalities=frozenset(one.root for one, of in in_province if of.suffix == "市"),
        roots=Counter(one.root for one in every),
        names=Counter(one.named for one in every),
    )


@cache
def _longest() -> int:
    return max(len(written) for one in _known().all for written in one.with_suffix)


@cache
def _table() -> Mapping[Division | None, Mapping[str, Division]]:
    """What is written, by the division that it follows; None: at the beginning."""
    found: dict[Division | None, dict[str, Division]] = defaultdict(dict)
    for one in _known().all:
        for text in one.with_suffix | _short(one):
            for place in (None, *one.parents):
                there = found[place].setdefault(text, one)
                if there != one and text != there.root:
                    found[place][text] = Division(DivisionLevel.COUNTY, one.root, one.suffix)
    return found


def _short(division: Division) -> set[str]:
    """Provinces and cities are called by their roots, counties are not."""
    level, suffix = division.level, division.suffix
    called = level is DivisionLevel.PROVINCE or (level is DivisionLevel.CITY and suffix == "市")
    return {division.root} if called else set()


def _divisions() -> Iterator[Division]:
    for province_text in DIVISIONS.split(";"):
        province_name, *cities = province_text.split("|")
        province = _division(DivisionLevel.PROVINCE, province_name, ())
        yield province
        for city_text in cities:
            city_name, *counties = city_text.split(",")
            parents: tuple[Division, ...] = (province,)
            if city_name:
                yield (city := _division(DivisionLevel.CITY, city_name, parents))
                parents = (city, province)
            yield from (_division(DivisionLevel.COUNTY, county, parents) for county in counties)


def _division(level: DivisionLevel, full: str, parents: tuple[Division, ...]) -> Division:
    name = folded(full)
    parted = re.fullmatch("(.+?)(特别行政区|自治[区州县旗]|地区|.)", name)
    assert parted  # noqa: S101 - every name in the table has a suffix
    root, suffix = parted.groups()
    if suffix.startswith("自治") and (people := PEOPLES.search(root, 2)):
        root = root[: people.start()]
    return Division(level, root, name.removeprefix(root), parents)
