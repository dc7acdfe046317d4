"""Publicity reports by spreadsheet. It is separate from `publicity`, so that only functions that
read sheets load the spreadsheet library."""

from datetime import datetime

from contest.award.publicity import Publicity
from contest.model import Id
from contest.refusals import refused
from contest.rules.contest import Contest
from contest.spreadsheets.publicity_sheet import ReportSheet, check
from contest_aws.services.context import Context
from contest_aws.services.units.publicity import tell, today
from contest_aws.workbook.read import tables


def read(contest: Contest, file: bytes, *, now: datetime) -> ReportSheet:
    return check(tables(file), today=today(contest, now))


def tell_by_sheet(ctx: Context, unit_id: Id, file: bytes) -> list[Publicity]:
    """Add or update all reports of a sheet, or none if it has a mistake."""
    sheet = read(ctx.contest, file, now=ctx.now)
    if sheet.mistakes:
        raise refused("sheet.mistakes", measured=len(sheet.mistakes))
    if not sheet.rows:
        raise refused("sheet.no_rows")
    return tell(ctx, unit_id, [r.report for r in sheet.rows])
