"""Publicity reports by spreadsheet: makes the blank sheet and checks a filled one."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from contest.award.publicity import LINK, MOST_REACH, Report
from contest.model import Fact, Text
from contest.refusals import Refusal
from contest.rules.form_fields import RecommendingUnit
from contest.spreadsheets.answers import longest
from contest.spreadsheets.columns import Heading, made
from contest.spreadsheets.layout import Page, PageLine
from contest.spreadsheets.rows import EXAMPLE, FilledRow, Lines, Mistake, lines
from contest.spreadsheets.table import Table, place
from contest.spreadsheets.values import amount, day, one_line, plain

HEADINGS = (
    made(
        "title",
        Text(zh="报道标题", en="Title"),
        ("标题", "报道题目", "题目", "新闻标题"),
        required=True,
    ),
    made(
        "medium",
        Text(zh="媒体", en="Medium"),
        ("媒体名称", "发布媒体", "刊发媒体", "发布平台", "平台"),
        required=True,
    ),
    made("link", Text(zh="链接", en="Link"), ("网址", "报道链接", "url"), required=True),
    made(
        "published",
        Text(zh="发布日期", en="Date"),
        ("日期", "发布时间", "刊发日期", "报道日期"),
        required=True,
    ),
    made(
        "reach",
        Text(zh="阅读/播放量", en="Reach"),
        ("阅读量", "播放量", "传播量", "浏览量"),
        required=False,
    ),
)
WIDTHS = (44, 24, 50, 16, 16)
EXAMPLES = (
    (
        f"{EXAMPLE}短视频征选活动启动",
        "某某日报",
        "https://news.example.com/1",
        "2024-05-20",
        "3.2万",
    ),
)
ROWS = 500
LINKED = re.compile(LINK)
DAYS, NUMBERS, LINKS = "2024-05-29", "32000、3.2万", "https://"


class ReportRow(Fact):
    number: int
    report: Report


class ReportSheet(Fact):
    name: str
    filled: int
    rows: tuple[ReportRow, ...]
    mistakes: tuple[Mistake, ...]
    examples: tuple[int, ...]
    unread_rows: tuple[int, ...]
    unread_columns: tuple[str, ...]


def blank_reports(unit: RecommendingUnit) -> Page:
    """The blank sheet of one unit: a note, headings and an example."""
    note = f"推荐单位：{unit.name.zh}。每行一篇报道，带 * 的栏目必填。One report per row."
    head = [f"{h.label}{'*' if h.required else ''}\n{h.own[1].title()}" for h in HEADINGS]
    return Page(
        "宣传报道",
        [
            PageLine(["宣传报道汇总表"], "title", merged=True, height=30),
            PageLine([note], "note", merged=True, height=30),
            PageLine(head, "head", height=45),
            *(PageLine(example, "example") for example in EXAMPLES),
        ],
        WIDTHS,
        frozen=3,
        free=ROWS,
    )


def check(tables: Sequence[Table], *, today: date) -> ReportSheet:
    """The valid rows and all mistakes of a filled sheet.

    A report must not be dated after `today`. Refuses only if no table is found."""
    found = lines(tables, HEADINGS, given=frozenset())
    rows, wrong, seen = [], list(found.mistakes), dict[str, int]()
    for line in found.lines:
        refusals = list(_refusals(line, today))
        if not refusals:
            report = _report(line)
            first = seen.setdefault(report.report_id, line.number)
            if first != line.number:
                twice = Refusal(code="sheet.report_twice", field="link", measured=str(first))
                refusals.append(twice)
            rows.append(ReportRow(number=line.number, report=report))
        wrong += (found.mistake(line, r.field, r) for r in refusals if line.readable(r.field))
    wrong.sort(key=lambda mistake: place(mistake.cell) or (mistake.row, 0))
    spoilt = {mistake.row for mistake in wrong}
    sound = () if found.columns.row in spoilt else (r for r in rows if r.number not in spoilt)
    return _sheet(found, tuple(sound), tuple(wrong))


def _sheet(found: Lines, rows: tuple[ReportRow, ...], wrong: tuple[Mistake, ...]) -> ReportSheet:
    return ReportSheet(
        name=found.sheet,
        filled=len(found.lines),
        rows=rows,
        mistakes=wrong,
        examples=found.examples,
        unread_rows=found.unread,
        unread_columns=found.columns.unread,
    )


def _text(line: FilledRow, field: str) -> str:
    text = line.text(field)
    return plain(text) if field in ("link", "published", "reach") else one_line(text)


def _refusals(line: FilledRow, today: date) -> Iterator[Refusal]:
    for heading in HEADINGS:
        text = _text(line, heading.id)
        if not text and heading.required:
            yield Refusal(code="form.missing", field=heading.id, measured=heading.label)
        if text:
            yield from _wrong(heading, text, today)


def _wrong(heading: Heading, text: str, today: date) -> Iterator[Refusal]:
    shown, known = text[:50], day(text)
    most = longest(Report, heading.id)
    if most and len(text) > most:
        length_shown = f"{heading.label}: {len(text)}"
        yield Refusal(
            code="form.too_long", field=heading.id, measured=length_shown, allowed=str(most)
        )
    match heading.id:
        case "link" if not LINKED.fullmatch(text):
            yield Refusal(code="sheet.link", field="link", measured=shown, allowed=LINKS)
        case "published" if known is None or known > today:
            allowed = f"{DAYS},≤ {today}" if known else DAYS
            yield Refusal(code="sheet.date", field="published", measured=shown, allowed=allowed)
        case "reach" if (amount(text) is None) or (amount(text) or 0) > MOST_REACH:
            yield Refusal(code="sheet.number", field="reach", measured=shown, allowed=NUMBERS)


def _report(line: FilledRow) -> Report:
    known = {name: _text(line, name) for name in ("title", "medium", "link")}
    reach = _text(line, "reach")
    return Report.model_validate(
        known
        | {"published": day(_text(line, "published")), "reach": amount(reach) if reach else None}
    )
