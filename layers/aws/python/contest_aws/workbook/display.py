"""What a cell shows: its stored value in its number format, as Excel and WPS on a Chinese system
show it. Where the format does not tell, or digits are lost, the cell is `unclear`.

The width of the column does not count: a number that is cut to ##### is read in full."""

from decimal import ROUND_HALF_UP, Context, Decimal, DecimalException, localcontext

from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, to_excel

from contest.spreadsheets.table import Cell
from contest_aws.workbook.display_dates import moment
from contest_aws.workbook.display_numbers import fraction, plain, scientific
from contest_aws.workbook.number_format import PLAIN, Section, UnknownFormat, sections

SIGNIFICANT = Context(prec=15, rounding=ROUND_HALF_UP)
"""The number of digits that Excel keeps. Of a longer number the last ones are lost."""
TOO_LARGE = Decimal(10) ** 15
LONGEST = 40
"""The most characters of a small number that is written in full."""
THREE = 3
"""Sections for numbers: above zero, below, and zero. A fourth one is for text."""
EXACT = Context(prec=700, rounding=ROUND_HALF_UP)


def number_cell(stored: str, code: str, *, from_1904: bool) -> Cell:
    """`code`: the number format. `from_1904`: whether the workbook counts its days from 1904."""
    try:
        value = SIGNIFICANT.create_decimal(stored)
    except DecimalException:
        return Cell(stored, "unclear")
    if not value.is_finite() or abs(value) >= TOO_LARGE:
        return Cell(stored, "unclear")
    if code in PLAIN:
        return Cell(in_full(value), "number")
    try:
        with localcontext(EXACT):
            cell = _shown(value, sections(code), from_1904=from_1904)
    except UnknownFormat:
        return Cell(in_full(value), "unclear")
    return cell if cell.text else Cell(in_full(value), "unclear")


def dated_cell(value: object, code: str, *, from_1904: bool) -> Cell:
    """A date that is stored as one (ISO 8601) instead of as a number of days."""
    if code in PLAIN:
        return Cell(str(value).removesuffix(" 00:00:00"), "date")
    epoch = CALENDAR_MAC_1904 if from_1904 else CALENDAR_WINDOWS_1900
    return number_cell(str(to_excel(value, epoch)), code, from_1904=from_1904)


def text_cell(text: str, code: str) -> Cell:
    """Text in a cell. A format can add to it or hide it."""
    if code in PLAIN:
        return Cell(text)
    try:
        found = sections(code)
    except UnknownFormat:
        return Cell(text)
    of_text = [section for section in found[:1] if section.has("text")] + list(
        found[THREE : THREE + 1]
    )
    if not of_text:
        return Cell(text)
    tokens = of_text[-1].tokens
    shown = "".join(text if token.kind == "text" else token.text for token in tokens)
    return Cell(shown) if shown.strip() or not text.strip() else Cell(text, "unclear")


def in_full(number: Decimal) -> str:
    """Writes 1.38E+10 as 13800000000, and 330.0 as 330."""
    if not number.is_finite() or abs(number.adjusted()) > LONGEST:
        return str(number)
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _shown(value: Decimal, found: tuple[Section, ...], *, from_1904: bool) -> Cell:
    section, signed = _choose(value, found)
    if section.has("date", "elapsed", "half"):
        return moment(value, section, from_1904=from_1904)
    if section.numerals and section.has("digit", "general"):
        raise UnknownFormat("DBNum1")
    size = abs(value)
    if section.has("exponent"):
        text = scientific(size, section.tokens)
    elif section.has("slash") and section.has("digit"):
        text = fraction(size, section.tokens)
    else:
        text = plain(size, section.tokens, general=in_full(size))
    negative = value < 0 and signed and any(digit in text for digit in "123456789")
    return Cell(f"{'-' * negative}{text.strip()}", "number")


def _choose(value: Decimal, found: tuple[Section, ...]) -> tuple[Section, bool]:
    """The section for the value, and whether a minus is put before it: the second of two sections
    writes its own."""
    numbers = found[:THREE] if len(found) > 1 else found
    if any(section.condition for section in numbers):
        return _by_condition(value, numbers)
    if value < 0 and len(numbers) > 1:
        return numbers[1], False
    return (numbers[-1] if not value and len(numbers) == THREE else numbers[0]), True


def _by_condition(value: Decimal, found: tuple[Section, ...]) -> tuple[Section, bool]:
    for section in found:
        if section.condition is None or _holds(value, *section.condition):
            below_zero = section.condition and section.condition[0] in ("<", "<=")
            if value < 0 and below_zero:
                raise UnknownFormat("programs disagree on the sign")
            return section, True
    raise UnknownFormat("no condition holds")


def _holds(value: Decimal, sign: str, bound: Decimal) -> bool:
    holds = {"<": value < bound, "<=": value <= bound, ">": value > bound, ">=": value >= bound}
    return (holds | {"=": value == bound, "<>": value != bound})[sign]
