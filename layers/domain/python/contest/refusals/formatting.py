"""Times, sizes and spans as people read them, in Chinese and English.

A refusal holds its values as programs read them. The sentences of the catalogue name the format of
each, such as `{allowed:end}`; this module has the formats."""

import re
from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from contest.model import Language, Text

ZONES = {"Asia/Shanghai": "China Standard Time", "Asia/Hong_Kong": "Hong Kong Time"}
"""English names of time zones. Others are named by their place, such as `Asia/Tokyo`."""
AT_HOME = "Asia/Shanghai"
"""The zone that a Chinese sentence need not name."""
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)
SIZES = (("GB", 1024**3), ("MB", 1024**2), ("KB", 1024))
"""As file managers show them."""
OPEN_END, BETWEEN = "..", " / "
PERIOD = re.compile(r"(\.\.|.*?\])/(\.\.|.*\])")


def stored(at: datetime, zone: ZoneInfo) -> str:
    """A moment as a refusal holds it (RFC 9557): `2024-08-01T00:00:00+08:00[Asia/Shanghai]`."""
    return f"{at.astimezone(zone).isoformat()}[{zone.key}]"


def stored_period(begins: datetime | None, ends: datetime | None, zone: ZoneInfo) -> str:
    """Two moments with a slash between them; `..` stands for an open end (ISO 8601-2)."""
    return "/".join(stored(at, zone) if at else OPEN_END for at in (begins, ends))


def stored_text(text: Text) -> str:
    """A text as a refusal holds it, in both languages: `评审中 / in review`."""
    return f"{text.zh}{BETWEEN}{text.en}"


def start(at: datetime, zone: ZoneInfo, language: Language) -> str:
    """A moment from which something holds: `2024年3月1日 00:00`, `1 March 2024, 00:00 (China
    Standard Time)`."""
    return _begins(at.astimezone(zone), language) + _zone(zone, language)


def end(at: datetime, zone: ZoneInfo, language: Language) -> str:
    """A moment at which something ends, to the minute. Midnight is 24:00 of the day before, as
    calls for entries write it: `2024年7月31日 24:00`, `31 July 2024, 24:00 (China Standard
    Time)`."""
    return _ends(at.astimezone(zone), language) + _zone(zone, language)


def size(count: int, language: Language, *, exact: bool = False) -> str:
    """Bytes as file managers show them: `2 GB`, `1.46 MB`, `300 字节`."""
    for unit, of in SIZES:
        if count >= of and not exact:
            return f"{count / of:.2f}".rstrip("0").rstrip(".") + f" {unit}"
    word = "字节" if language == "zh" else "byte" if count == 1 else "bytes"
    return f"{count:,} {word}"


def span(seconds: int, language: Language) -> str:
    """A time to wait, rounded up: `45 秒`, `12 minutes`, `3 hours`."""
    unit = next((unit for unit in SPANS if seconds < unit.below), SPANS[-1])
    count = -(-seconds // unit.seconds)
    return f"{count} {unit.zh}" if language == "zh" else f"{count} {unit.en}{'s' * (count != 1)}"


class _Unit(NamedTuple):
    below: int
    """It is used for spans of fewer seconds than this."""
    seconds: int
    zh: str
    en: str


SPANS = (
    _Unit(120, 1, "秒", "second"),
    _Unit(7200, 60, "分钟", "minute"),
    _Unit(172_800, 3600, "小时", "hour"),
    _Unit(0, 86_400, "天", "day"),
)


class Value:
    """A value of a refusal within its sentence; `beside`: the other value. What is not in the form
    of its format is shown as it is."""

    def __init__(self, text: str, language: Language, *, beside: str = "") -> None:
        self._text, self._language, self._beside = text, language, beside

    def __format__(self, name: str) -> str:
        try:
            return self._shown(name)
        except (ValueError, ZoneInfoNotFoundError):
            return self._text

    def _shown(self, name: str) -> str:
        match name:
            case "start" | "end":
                at, zone = _read(self._text)
                return (start if name == "start" else end)(at, zone, self._language)
            case "period":
                return _period(self._text, self._language)
            case "size":
                return self._size()
            case "text":
                return self._half()
            case "lengths":
                return self._lengths()
            case "span":
                return span(int(self._text), self._language)
            case "list":
                return self._text.replace(", ", "、") if self._language == "zh" else self._text
            case _:
                return format(self._text, name)

    def _lengths(self) -> str:
        """The end of a sentence that says how long a film may be."""
        between = "–" in self._text
        if self._language == "zh":
            return f"{self._text} 之间" if between else f"{self._text} 以内"
        return self._text if between else f"at most {self._text}"

    def _half(self) -> str:
        zh, between, en = self._text.partition(BETWEEN)
        return (zh if self._language == "zh" else en) if between else self._text

    def _size(self) -> str:
        """To the byte if the two values would look the same."""
        count, other = _bytes(self._text), _bytes(self._beside or "0")
        alike = count != other and size(count, "en") == size(other, "en")
        return size(count, self._language, exact=alike)


def _bytes(text: str) -> int:
    return int(text.removesuffix(" B"))


def _read(text: str) -> tuple[datetime, ZoneInfo]:
    """What `stored` wrote. Raises ValueError for anything else."""
    moment, _, zone = text.removesuffix("]").partition("[")
    at = datetime.fromisoformat(moment)
    if not zone or at.tzinfo is None:
        raise ValueError(text)
    return at, ZoneInfo(zone)


def _period(text: str, language: Language) -> str:
    halves = PERIOD.fullmatch(text)
    if halves is None:
        raise ValueError(text)
    begins, ends = (_read(half) if half != OPEN_END else None for half in halves.groups())
    known = begins or ends
    zone = _zone(known[1], language) if known else ""
    first = _begins(begins[0].astimezone(begins[1]), language) if begins else ""
    last = _ends(ends[0].astimezone(ends[1]), language) if ends else ""
    if language == "zh":
        words = f"{first} 至 {last}" if first and last else f"{first} 起" if first else f"{last} 前"
    else:
        words = " ".join(f"{word} {at}" for word, at in (("from", first), ("until", last)) if at)
    return words + zone


def _begins(there: datetime, language: Language) -> str:
    return f"{_day(there, language)} {there:%H:%M}"


def _ends(there: datetime, language: Language) -> str:
    if (there.hour, there.minute) == (0, 0):
        return f"{_day(there - timedelta(days=1), language)} 24:00"
    return _begins(there, language)


def _day(there: datetime, language: Language) -> str:
    if language == "zh":
        return f"{there.year}年{there.month}月{there.day}日"
    return f"{there.day} {MONTHS[there.month - 1]} {there.year},"


def _zone(zone: ZoneInfo, language: Language) -> str:
    if language == "en":
        return f" ({ZONES.get(zone.key, zone.key)})"
    return "" if zone.key == AT_HOME else f"（{zone.key} 时间）"
