"""Interprets what people write into cells: names, themes, durations, dates and amounts."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from decimal import Decimal, InvalidOperation

from contest.model import Id, Text, seen
from contest.rules.rules import Rules
from contest.unit_names import folded

PARTED = re.compile(r"[、,\uff0c;\uff1b\n]+")
STROKES = re.compile(r"[/|\\]")
JOINERS = re.compile("[\u200c\u200d]")
"""Programs leave them behind in addresses, numbers and names."""
SPACE = re.compile(r"[^\S\n]+")
ROUNDED = re.compile(r"\d(\.\d+)?[eE]\+?\d+")
"""How a number is shown whose last digits are not."""
LOST = re.compile(r"\d{16,}(\.\d+)?")
"""A number that is longer than the 15 digits that a spreadsheet keeps."""
"""A long number in the rounded form that spreadsheets write, such as 1.38E+10."""
CLOCK = re.compile(r"(?:(\d{1,3}):)?(\d{1,4}):(\d{1,2})(?:\.\d+)?")
WORDS = re.compile(
    r"(?:(\d{1,2})(?:小时|时|h)(?:ours?)?)?(?:(\d{1,4}(?:\.\d+)?)(?:分钟|分|minutes?|mins?|m|['′‘’]))?"
    r"(?:(\d{1,5})(?:秒钟|秒|seconds?|secs?|s|[\"“”]|['′‘’]{2})?)?"
)
MINUTE, HOUR = 60, 3600
DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T].*)?")
SCALES = {"万": 10_000, "亿": 100_000_000, "w": 10_000, "k": 1000}
"""3.2万 is 32,000."""
AMOUNT = re.compile(
    r"(?:约|≈)?(\d[\d,]*(?:\.\d+)?)([万亿wk])?(?:\+|余|多)?(?:次|人次|人|阅读|播放)?"
)


def clean(text: str) -> str:
    """The text without invisible characters and extra spaces. Line breaks are kept."""
    lines = seen(text.replace("\r\n", "\n").replace("\r", "\n"))
    return SPACE.sub(" ", JOINERS.sub("", lines)).replace(" \n", "\n").strip()


def one_line(text: str) -> str:
    """The cleaned text on one line."""
    return " ".join(clean(text).split())


def plain(text: str) -> str:
    """One line in half-width forms, for values such as phone numbers and addresses."""
    return one_line(unicodedata.normalize("NFKC", text))


def several(text: str, *, strokes: bool = False) -> tuple[str, ...]:
    """Names separated by 、, commas, semicolons or line breaks, without repetitions.

    `strokes`: whether / | and \\ separate too. In credits they do not: 导演/编剧:张三."""
    parted = STROKES.sub("、", text) if strokes else text
    parts = (one_line(part) for part in PARTED.split(clean(parted)))
    return tuple(dict.fromkeys(part for part in parts if part))


def theme_of(rules: Rules, text: str) -> Id | None:
    """The id of a theme from its id or its name in either language; None if there is none."""
    wanted = folded(text)
    for theme in rules.themes:
        if wanted in (folded(theme.id), folded(theme.name.zh), folded(theme.name.en)):
            return theme.id
    return None


def choice_of(choices: Sequence[Text], text: str) -> str:
    """The matching choice as the rules spell it in Chinese; the text itself if none matches."""
    wanted = folded(text)
    for choice in choices:
        if wanted in (folded(choice.zh), folded(choice.en)):
            return choice.zh
    return text


def email(text: str) -> str:
    """The address without `mailto:`, spaces and final punctuation."""
    return plain(text).removeprefix("mailto:").replace(" ", "").rstrip(";,.。")


def seconds(text: str, *, longest: Decimal) -> int | None:
    """A duration in seconds; None if the text is not one. 5分30秒, 5:30, 0:05:30 and 330 are equal.

    `longest` is the longest allowed duration in seconds. A bare number is minutes if that is not
    longer, and seconds otherwise. Spreadsheets read 5:30 as the time of day 5:30:00. So an hour or
    more without seconds counts as minutes and seconds if it is longer than `longest`."""
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
    """The date in 2024-05-29, 2024/5/29 or 2024年5月29日, with or without a time; else None."""
    match = DAY.fullmatch(plain(text))
    try:
        return date(*(int(part) for part in match.groups())) if match else None
    except ValueError:
        return None


def is_rounded(text: str) -> bool:
    """Whether a stored number has lost its last digits."""
    return bool(ROUNDED.fullmatch(text) or LOST.fullmatch(text))


def amount(text: str) -> int | None:
    """A whole number; None if the text is not one. 32000, 32,000 and 3.2万 are equal."""
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
