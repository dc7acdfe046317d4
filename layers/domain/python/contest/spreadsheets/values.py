"""What people write into the cells of a sheet, and what they mean by it."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from decimal import Decimal, InvalidOperation

from contest.model import Id, Text
from contest.rules.rules import Rules
from contest.unit_names import folded

PARTED = re.compile(r"[、,\uff0c;\uff1b\n]+")
STROKES = re.compile(r"[/|\\]")
UNSEEN = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ud800-\udfff"
    r"\ufeff\ufffe\uffff]"
)
"""Control characters, marks of no width that programs leave behind, those that turn the direction,
and halves of characters."""
SPACE = re.compile(r"[^\S\n]+")
ROUNDED = re.compile(r"\d(\.\d+)?[eE]\+?\d+")
"""What a spreadsheet makes of a long number when it writes it as text."""
CLOCK = re.compile(r"(?:(\d{1,3}):)?(\d{1,4}):(\d{1,2})(?:\.\d+)?")
WORDS = re.compile(
    r"(?:(\d{1,2})(?:小时|时|h)(?:ours?)?)?(?:(\d{1,4}(?:\.\d+)?)(?:分钟|分|minutes?|mins?|m|'|′))?"
    r"(?:(\d{1,5})(?:秒钟|秒|seconds?|secs?|s|\"|′′|'')?)?"
)
MINUTE, HOUR = 60, 3600
DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T].*)?")
SCALES = {"万": 10_000, "亿": 100_000_000, "w": 10_000, "k": 1000}
"""3.2万 is 32,000."""
AMOUNT = re.compile(
    r"(?:约|≈)?(\d[\d,]*(?:\.\d+)?)([万亿wk])?(?:\+|余|多)?(?:次|人次|人|阅读|播放)?"
)


def clean(text: str) -> str:
    """Without what cannot be seen; lines kept."""
    lines = UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return SPACE.sub(" ", lines).replace(" \n", "\n").strip()


def one_line(text: str) -> str:
    return " ".join(clean(text).split())


def plain(text: str) -> str:
    """One line in half-width forms: for what is no prose, such as phones and addresses."""
    return one_line(unicodedata.normalize("NFKC", text))


def several(text: str, *, strokes: bool = False) -> tuple[str, ...]:
    """Names parted by 、 commas, semicolons or lines, and, if so told, by strokes; each once.

    Among credits a stroke parts nothing: 导演/编剧:张三."""
    told = STROKES.sub("、", text) if strokes else text
    parts = (one_line(part) for part in PARTED.split(clean(told)))
    return tuple(dict.fromkeys(part for part in parts if part))


def theme_of(rules: Rules, text: str) -> Id | None:
    """A theme by its id or its name in either language."""
    wanted = folded(text)
    for theme in rules.themes:
        if wanted in (folded(theme.id), folded(theme.name.zh), folded(theme.name.en)):
            return theme.id
    return None


def choice_of(choices: Sequence[Text], text: str) -> str:
    """The choice that is meant, as the rules spell it; what was written if there is none."""
    wanted = folded(text)
    for choice in choices:
        if wanted in (folded(choice.zh), folded(choice.en)):
            return choice.zh
    return text


def email(text: str) -> str:
    return plain(text).removeprefix("mailto:").replace(" ", "").rstrip(";,.。")


def seconds(text: str, *, longest: Decimal) -> int | None:
    """5分30秒, 5:30, 0:05:30 and 330 are the same; None where nothing is meant.

    A bare number is minutes as long as a work of so many minutes may be handed in, or seconds. A
    time of day of an hour or more is minutes and seconds, as spreadsheets take 5:30 for 5:30:00."""
    written = "".join(plain(text).lower().split())
    if clock := CLOCK.fullmatch(written):
        hours, minutes, rest = (int(part or 0) for part in clock.groups())
        length = hours * HOUR + minutes * MINUTE + rest
        return length if length <= longest or rest or not hours else length // MINUTE
    try:
        number = Decimal(written)
    except InvalidOperation:
        return _in_words(written)
    if not number.is_finite() or not 0 < number < HOUR * 24:
        return None
    return int(number * MINUTE if number * MINUTE <= longest else number) or None


def day(text: str) -> date | None:
    """2024-05-29, 2024/5/29 and 2024年5月29日, with a time behind it or without."""
    match = DAY.fullmatch(plain(text))
    try:
        return date(*(int(part) for part in match.groups())) if match else None
    except ValueError:
        return None


def amount(text: str) -> int | None:
    """How many: 32000, 32,000 and 3.2万 are the same."""
    match = AMOUNT.fullmatch("".join(plain(text).lower().split()))
    if not match:
        return None
    return int(Decimal(match[1].replace(",", "")) * SCALES.get(match[2] or "", 1))


def _in_words(written: str) -> int | None:
    match = WORDS.fullmatch(written)
    if not match or not any(match.groups()):
        return None
    hours, minutes, rest = (Decimal(part or 0) for part in match.groups())
    return int(hours * HOUR + minutes * MINUTE + rest)
