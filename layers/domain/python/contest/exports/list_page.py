"""What all lists share: a heading that says whether the list is masked, so that a printed or
forwarded one says it too."""

from collections.abc import Sequence
from datetime import datetime, tzinfo

from contest.model import Text
from contest.rules.contest import Contest
from contest.spreadsheets.layout import Page, PageLine, Value

MASKED = Text(
    zh="联系方式等个人信息已作隐藏处理。",
    en="Contact data is masked.",
)
FULL = Text(
    zh="含完整个人信息，仅限本次用途，用后删除。",
    en="This list has personal data in full. Use it for its one purpose, then delete it.",
)


def list_page(
    name: str,
    contest: Contest,
    heads: Sequence[str],
    lines: Sequence[Sequence[Value]],
    *,
    full: bool,
    widths: Sequence[int],
) -> Page:
    note = FULL if full else MASKED
    title = PageLine([f"{contest.rules.name.zh} {name}"], "title", merged=True, height=30)
    said = PageLine([note.both], "note", merged=True)
    rest = [20] * (len(heads) - len(widths))
    rows = [PageLine(line) for line in lines]
    return Page(name, [title, said, PageLine(heads, "head"), *rows], [*widths, *rest], frozen=3)


def moment(at: datetime | None, zone: tzinfo) -> str:
    return at.astimezone(zone).strftime("%Y-%m-%d %H:%M") if at else ""
