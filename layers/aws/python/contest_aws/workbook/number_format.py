"""Number formats: the built-in ones, and the code of a format as sections of tokens (ECMA-376 part
1, 18.8.30 and 18.8.31). `display` shows a value in a format."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from openpyxl.styles.numbers import BUILTIN_FORMATS

GENERAL, TEXT = "General", "@"
PLAIN = (GENERAL, TEXT)
"""Formats that show a value as it is."""
CHINESE: dict[int, str] = {
    5: '"¥"#,##0;"¥"-#,##0',
    6: '"¥"#,##0;[Red]"¥"-#,##0',
    7: '"¥"#,##0.00;"¥"-#,##0.00',
    8: '"¥"#,##0.00;[Red]"¥"-#,##0.00',
    14: "yyyy/m/d",
    22: "yyyy/m/d h:mm",
    27: 'yyyy"年"m"月"',
    28: 'm"月"d"日"',
    29: 'm"月"d"日"',
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
    34: '上午/下午h"时"mm"分"',
    35: '上午/下午h"时"mm"分"ss"秒"',
    36: 'yyyy"年"m"月"',
    37: "#,##0_ ;-#,##0_ ",
    38: "#,##0_ ;[Red]-#,##0_ ",
    39: "#,##0.00_ ;-#,##0.00_ ",
    40: "#,##0.00_ ;[Red]-#,##0.00_ ",
    41: '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ',
    42: '_ "¥"* #,##0_ ;_ "¥"* -#,##0_ ;_ "¥"* "-"_ ;_ @_ ',
    43: '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ',
    44: '_ "¥"* #,##0.00_ ;_ "¥"* -#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ ',
    50: 'yyyy"年"m"月"',
    51: 'm"月"d"日"',
    52: 'yyyy"年"m"月"',
    53: 'm"月"d"日"',
    54: 'm"月"d"日"',
    55: '上午/下午h"时"mm"分"',
    56: '上午/下午h"时"mm"分"ss"秒"',
    57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
}
"""Built-in formats as a Chinese Excel or WPS shows them (18.8.30, zh-cn)."""
LONGEST = 255
"""The most characters of a format's code in Excel."""
MOST_TOKENS = 60
"""More than any format of Excel's own. The longest one, of accounting, has 38."""
TOKENS = re.compile(
    r"""
    "(?P<quoted>[^"]*)"? | \\(?P<escaped>.) | _(?P<space>.) | \*(?P<fill>.) | (?P<end>;)
    | \[(?P<bracket>[^\]]*)\] | (?P<general>General|G/通用格式)
    | (?P<half>AM/PM|A/P|上午/下午) | (?P<date>y+|m+|d+|h+|s+|e+(?![+-])|g+|b+|aaaa?)
    | (?P<exponent>E[+-]) | (?P<digit>[0\#?]) | (?P<point>\.) | (?P<comma>,) | (?P<percent>%)
    | (?P<slash>/) | (?P<text>@) | (?P<literal>.)
    """,
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
COLOUR = re.compile(
    r"black|blue|cyan|green|magenta|red|white|yellow|color ?\d+|颜色 ?\d+|[黑蓝青绿红白黄]色?|洋红",
    re.IGNORECASE,
)
CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)")
ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)
SYSTEM = {
    "-f800": 'yyyy"年"m"月"d"日"',
    "-x-sysdate": 'yyyy"年"m"月"d"日"',
    "-f400": "h:mm:ss",
    "-x-systime": "h:mm:ss",
}
"""Formats that stand for the system's own long date and time, as a Chinese system has them."""
ZH, EN = ("804", "0804", "1004", "zh-cn", "zh"), ("409", "0409", "809", "0809", "en-us", "en-gb")


class UnknownFormat(Exception):  # noqa: N818 - says what the format is
    """Nobody can say from the code alone what the cell shows."""


class Token(NamedTuple):
    kind: str
    """`literal` is text to be shown; the others are named as in `TOKENS`, and `elapsed` is [h]."""
    text: str


class Section(NamedTuple):
    tokens: tuple[Token, ...]
    condition: tuple[str, Decimal] | None = None
    language: str = ""
    """Of the names of months and days: zh, en, or another that is not known. Empty: the reader's,
    and programs disagree about that."""
    numerals: bool = False
    """Whether digits are shown as Chinese numerals, 二〇二四."""

    def has(self, *kinds: str) -> bool:
        return any(token.kind in kinds for token in self.tokens)


def code_of(number: int, codes: dict[int, str]) -> str:
    """The code of a format by its number. `codes`: the workbook's own."""
    if number in codes:
        return codes[number]
    return CHINESE.get(number) or BUILTIN_FORMATS.get(number, GENERAL)


def sections(code: str) -> tuple[Section, ...]:
    """Raises `UnknownFormat` for a code that is too long, or with parts that are not known here."""
    found = _known(code)
    if found is None:
        raise UnknownFormat(code)
    return found


@lru_cache(maxsize=512)
def _known(code: str) -> tuple[Section, ...] | None:
    """Remembers what is not known, too: every cell of a sheet may have such a format."""
    try:
        return _read(code)
    except UnknownFormat:
        return None


def _read(code: str) -> tuple[Section, ...]:
    matches = list(TOKENS.finditer(code[: LONGEST + 1]))
    if len(code) > LONGEST or len(matches) > MOST_TOKENS:
        raise UnknownFormat(code)
    found, part = [], list[re.Match[str]]()
    for match in matches:
        if match.lastgroup == "end":
            found.append(_section(part))
            part = []
        else:
            part.append(match)
    return (*found, _section(part))


def _section(matches: list[re.Match[str]]) -> Section:
    section = Section(())
    tokens = list[Token]()
    for match in matches:
        kind, text = match.lastgroup or "literal", match[match.lastgroup or 0]
        if kind == "bracket":
            if text.lower().removeprefix("$") in SYSTEM:
                return sections(SYSTEM[text.lower().removeprefix("$")])[0]
            section, shown = _bracket(section, text)
            tokens += shown
        else:
            tokens += _token(kind, text)
    return section._replace(tokens=tuple(tokens))


def _token(kind: str, text: str) -> Iterator[Token]:
    match kind:
        case "quoted" | "escaped" | "literal":
            yield Token("literal", text)
        case "space":
            yield Token("literal", " ")
        case "fill":
            return
        case "date" if text[0] in "gGbBeE":
            raise UnknownFormat(text)  # eras, and years that each program counts in its own way
        case _:
            yield Token(kind, text.lower() if kind == "date" else text)


def _bracket(section: Section, text: str) -> tuple[Section, list[Token]]:
    lower = text.lower()
    if ELAPSED.fullmatch(text):
        return section, [Token("elapsed", lower)]
    if condition := CONDITION.fullmatch(text):
        return section._replace(condition=(condition[1], Decimal(condition[2]))), []
    if lower == "dbnum1":
        return section._replace(numerals=True), []
    if text.startswith("$"):
        symbol, _, language = text[1:].partition("-")
        return section._replace(language=_language(language.lower())), [Token("literal", symbol)]
    if COLOUR.fullmatch(text):
        return section, []
    raise UnknownFormat(text)


def _language(code: str) -> str:
    """Longer codes also choose a calendar or other digits."""
    if code in EN:
        return "en"
    if code in ZH:
        return "zh"
    if re.fullmatch(r"[0-9a-f]{5,8}", code):
        raise UnknownFormat(code)
    return code
