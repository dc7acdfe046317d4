"""Dates, times and durations in a format. Excel draws ##### for negative ones and for days after
the year 9999, and programs disagree on days before March 1900: all of these are unknown here."""

import calendar
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from contest.spreadsheets.table import Cell
from contest_aws.workbook.number_format import Section, Token, UnknownFormat

EPOCH, EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
LAST_DAY = 2_958_466
"""The first serial number beyond dates: it would be in the year 10000."""
FIRST_DAY = 61
"""1 March 1900. Excel counts a 29 February before it that never was."""
DAY, HOUR, MINUTE = 86_400, 3600, 60
NOON = 12
TWO, SHORT, ONE_LETTER = 2, 3, 5
"""mmm is the short name of a month, mmmm the long one, mmmmm its first letter."""
NUMERALS = "〇一二三四五六七八九"
WEEK = "一二三四五六日"


def moment(value: Decimal, section: Section, *, from_1904: bool) -> Cell:
    """A duration in [h] goes on after 24 hours; h begins again."""
    tokens = _minutes(section.tokens)
    dated = any(token.kind == "date" and token.text[0] in "ydma" for token in tokens)
    first = FIRST_DAY if dated and not from_1904 else 0
    if not first <= value < LAST_DAY:
        raise UnknownFormat("a moment without a date")
    places = _places(tokens)
    ticks = (value * DAY).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    days, rest = divmod(ticks, DAY)
    day = (EPOCH_1904 if from_1904 else EPOCH) + timedelta(days=int(days) if dated else 0)
    return Cell(_Clock(day, ticks, rest, section).shown(tokens), "date" if dated else "time")


def _minutes(tokens: Sequence[Token]) -> list[Token]:
    """`m` after hours or before seconds is the minute. Its kind becomes `minute`."""
    found, before = list(tokens), ""
    parts = [at for at, token in enumerate(tokens) if token.kind in ("date", "elapsed")]
    for number, at in enumerate(parts):
        text = tokens[at].text
        after = tokens[parts[number + 1]].text if number + 1 < len(parts) else ""
        if tokens[at].kind == "date" and text[0] == "m" and (before[:1] == "h" or after[:1] == "s"):
            found[at] = Token("minute", text)
        before = text
    return found


def _places(tokens: Sequence[Token]) -> int:
    """The decimals of seconds: those after a point."""
    point = next((at for at, token in enumerate(tokens) if token.kind == "point"), len(tokens))
    return sum(token.kind == "digit" for token in tokens[point:])


class _Clock:
    def __init__(self, day: date, ticks: Decimal, rest: Decimal, section: Section) -> None:
        self._day, self._ticks, self._rest = day, ticks, rest
        self._section = section
        self._half = section.has("half")

    def shown(self, tokens: Sequence[Token]) -> str:
        texts, decimals = list[str](), format(self._ticks, "f").partition(".")[2]
        for token in tokens:
            match token.kind:
                case "date" | "minute" | "elapsed" | "half":
                    texts.append(self._part(token))
                case "digit":
                    texts.append(decimals[:1] or token.text)
                    decimals = decimals[1:]
                case _:
                    texts.append(token.text)
        return "".join(texts).strip()

    def _part(self, token: Token) -> str:
        letter, wide = token.text[0], len(token.text)
        match token.kind:
            case "elapsed":
                unit = {"h": HOUR, "m": MINUTE, "s": 1}[letter]
                return self._digits(int(self._ticks // unit), wide)
            case "minute":
                return self._digits(int(self._rest % HOUR // MINUTE), wide)
            case "half":
                return self._half_of_day(token.text)
        hours = int(self._rest // HOUR)
        if letter == "h":
            return self._digits((hours - 1) % NOON + 1 if self._half else hours, wide)
        if letter == "s":
            return self._digits(int(self._rest % MINUTE), wide)
        return self._of_day(letter, wide)

    def _of_day(self, letter: str, wide: int) -> str:
        numbers = {"m": self._day.month, "d": self._day.day}
        if letter == "y":
            short = wide <= TWO
            year = f"{self._day.year % 100:02}" if short else f"{self._day.year}"
            return "".join(NUMERALS[int(digit)] for digit in year) if self._numerals else year
        if letter in numbers and wide <= TWO:
            return self._digits(numbers[letter], wide)
        return self._name(letter, wide)

    def _name(self, letter: str, wide: int) -> str:
        """The name of a month or day."""
        weekday, month = self._day.weekday(), self._day.month
        long, language = wide > SHORT, self._language
        if letter == "a":
            return f"{'星期' if long else ''}{WEEK[weekday]}"
        if letter != "m":
            names = calendar.day_name if long else calendar.day_abbr
            return (
                names[weekday] if language == "en" else f"{'星期' if long else '周'}{WEEK[weekday]}"
            )
        if language == "zh":
            return f"{_counted(month)}月" if long else f"{month}月"
        name = (calendar.month_name if long else calendar.month_abbr)[month]
        return name[:1] if wide == ONE_LETTER else name

    def _half_of_day(self, text: str) -> str:
        late = self._rest >= NOON * HOUR
        if text == "上午/下午" or (self._language == "zh" and len(text) > len("A/P")):
            return "下午" if late else "上午"
        return text.split("/")[late]

    @property
    def _language(self) -> str:
        if self._section.language not in ("zh", "en"):
            raise UnknownFormat("names in a language that is not given")
        return self._section.language

    @property
    def _numerals(self) -> bool:
        return self._section.numerals

    def _digits(self, number: int, wide: int) -> str:
        return _counted(number) if self._numerals else f"{number:0{wide}}"


def _counted(number: int) -> str:
    """Numbers up to 99 as they are counted: 十八, 二十."""
    tens, ones = divmod(number, 10)
    if tens > 9:
        raise UnknownFormat("a long duration in numerals")
    if not tens:
        return NUMERALS[ones]
    return ("" if tens == 1 else NUMERALS[tens]) + "十" + (NUMERALS[ones] if ones else "")
