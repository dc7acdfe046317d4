"""Any file that somebody hands in as a spreadsheet: the tables in it, or why it is none."""

from contest.refusals import refused
from contest.workbook import comma
from contest.workbook.archive import LIMITS, ZIP, Archive, Limits, check_kind
from contest.workbook.cells import Table
from contest.workbook.parts import open_workbook
from contest.workbook.sheet_part import SheetReader
from contest.workbook.xml import walk


def tables(file: bytes, limits: Limits = LIMITS) -> list[Table]:
    """Of every sheet that is not hidden and holds something. Refused with a `sheet.*` code that
    names what the file is; nothing of it is trusted before that."""
    check_kind(file, limits)
    if not file.startswith(ZIP):
        return [found for found in [comma.table(file, limits)] if found.rows]
    archive = Archive(file, limits)
    book = open_workbook(archive)
    found = []
    for sheet in book.sheets:
        if not sheet.hidden:
            reader = SheetReader(book, limits)
            walk(archive.read(sheet.part), reader)
            found.append(reader.table(sheet.name))
    if not any(table.rows for table in found):
        raise refused("sheet.empty")
    return [table for table in found if table.rows]
