"""Formats stored numbers as a person would write them: in full, or as a date or time if the cell
has such a format (ECMA-376 part 1, 18.8.30)."""

import re
from datetime import datetime, timedelta
from decimal import Context, Decimal, DecimalException

from contest.spreadsheets.table import Cell, Kind

SIGNIFICANT = Context(prec=15)
"""The number of digits that Excel keeps and shows."""
LONGEST = 40
"""The most characters of a number that is written in full."""
DATES = frozenset({*range(14, 18), 22, *range(27, 32), 36, *range(50, 55), 57, 58})
TIMES = frozenset({*range(18, 22), *range(32, 36), *range(45, 48), 55, 56})
"""Built-in formats. 27 to 36 and 50 to 58 are Chinese, Japanese and Korean ones."""
LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
EPOCH, EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001 - a wall's clock
LAST_DAY = 2_958_466
"""The first serial number beyond dates: it would be in the year 10000."""
SECONDS = 86_400


def format_kind(number: int, code: str | None) -> Kind:
    """The kind of value that a number format displays. `code`: the text of a custom format."""
    if code is None:
        return "date" if number in DATES else "time" if number in TIMES else "number"
    letters = LITERAL.sub("", code.split(";")[0]).lower()
    if "general" in letters:
        return "number"
    if re.search(r"[yde年月日]", letters):
        return "date"
    return "time" if re.search(r"[hms]", letters) else "number"


def number_cell(stored: str, kind: Kind, *, from_1904: bool) -> Cell:
    try:
        number = SIGNIFICANT.create_decimal(stored)
    except DecimalException:
        return Cell(stored)
    if kind in ("date", "time") and number.is_finite() and 0 <= number < LAST_DAY:
        return _moment(number, kind, EPOCH_1904 if from_1904 else EPOCH)
    return Cell(in_full(number), "number")


def in_full(number: Decimal) -> str:
    """Writes 1.38E+10 as 13800000000, and 330.0 as 330."""
    if not number.is_finite() or abs(number.adjusted()) > LONGEST:
        return str(number)
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _moment(serial: Decimal, kind: Kind, epoch: datetime) -> Cell:
    seconds = round(serial * SECONDS)
    if kind == "time" or serial < 1:
        minutes, second = divmod(seconds, 60)
        return Cell(f"{minutes // 60}:{minutes % 60:02}:{second:02}", "time")
    try:
        moment = epoch + timedelta(seconds=seconds)
    except OverflowError:
        return Cell(in_full(serial), "number")
    midnight = (moment.hour, moment.minute, moment.second) == (0, 0, 0)
    return Cell(f"{moment:%Y-%m-%d}" if midnight else f"{moment:%Y-%m-%d %H:%M:%S}", "date")
