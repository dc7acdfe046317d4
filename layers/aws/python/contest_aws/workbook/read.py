"""Any file that somebody hands in as a spreadsheet: the tables in it, or why it is none."""

from contest.refusals import refused
from contest.spreadsheets.table import Table
from contest_aws.workbook import comma
from contest_aws.workbook.archive import LIMITS, ZIP, Limits, check_archive, check_kind
from contest_aws.workbook.sheet import sheets


def tables(file: bytes, limits: Limits = LIMITS) -> list[Table]:
    """Of every sheet that is not hidden and holds something. Refused with a `sheet.*` code that
    names what the file is; nothing of it is trusted before that."""
    check_kind(file, limits)
    if not file.startswith(ZIP):
        return [found for found in [comma.table(file, limits)] if found.rows]
    check_archive(file, limits)
    found = [table for table in sheets(file, limits) if table.rows]
    if not found:
        raise refused("sheet.empty")
    return found
