"""Spreadsheets for tests: made by another program (openpyxl), or by hand where none would."""

import io
import zipfile

import openpyxl

from contest_aws.workbook.read import tables


def saved(book):
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def book_of(*rows):
    """A workbook and its one sheet."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    return book, book.active


def file_of(*rows):
    return saved(book_of(*rows)[0])


def texts(table):
    return {row: {at: cell.text for at, cell in cells.items()} for row, cells in table.rows.items()}


def only_table(file):
    [table] = tables(file)
    return table


def with_part(file, name, change):
    """The same workbook with one part of it changed, or another part added."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as before, zipfile.ZipFile(target, "w", 8) as after:
        for member in before.namelist():
            body = before.read(member)
            after.writestr(member, change(body) if member == name else body)
        if name not in before.namelist():
            after.writestr(name, change(b""))
    return target.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def with_sheet(body, file=None):
    """A workbook whose sheet holds exactly this XML between `<worksheet>` and its end."""
    whole = f'<worksheet xmlns="{MAIN}">{body}</worksheet>'.encode()
    return with_part(file or file_of(["x"]), SHEET, lambda _: whole)
