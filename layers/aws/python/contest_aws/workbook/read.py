"""Reads any file that is submitted as a spreadsheet: returns its tables or refuses it with a
reason."""

from contest.refusals import refused
from contest.spreadsheets.table import Table
from contest_aws.workbook import comma
from contest_aws.workbook.archive import LIMITS, ZIP, Limits, check_archive, check_kind
from contest_aws.workbook.sheet import sheets


def tables(file: bytes, limits: Limits = LIMITS) -> list[Table]:
    """The tables of every visible sheet that has content. Refused with a `sheet.*` code that names
    the kind of file; nothing is parsed before those checks."""
    check_kind(file, limits)
    if not file.startswith(ZIP):
        return [found for found in [comma.table(file, limits)] if found.rows]
    check_archive(file, limits)
    found = [table for table in sheets(file, limits) if table.rows]
    if not found:
        raise refused("sheet.empty")
    return found
