"""Reconciles the rows of a unit's sheets with the entries that name the unit: which agree, which
fields differ, which rows have no upload and which uploads have no row."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from enum import StrEnum

from contest.entry.entry import Entry, EntryStatus
from contest.entry.form import Form
from contest.model import Fact, Id, Text
from contest.rules.rules import Rules
from contest.spreadsheets.layout import Page, PageLine, Style
from contest.spreadsheets.row_matching import ENDED, Recommendation
from contest.unit_names import folded, normalised, province_of

SECONDS = 2
"""Tolerated difference between stated and measured duration. People read it off a player."""
NOT_COMPARED = frozenset({"contact", "phone", "email", "recommending_unit", "remarks"})
"""Fields that may differ: the entrant may change personal data, and remarks belong to the unit."""


class MatchOutcome(StrEnum):
    MATCHED = "matched"
    DIFFERS = "differs"
    ROW_WITHOUT_UPLOAD = "row_without_upload"
    UPLOAD_WITHOUT_ROW = "upload_without_row"


TITLES = {
    MatchOutcome.MATCHED: Text(zh="一致", en="agrees"),
    MatchOutcome.DIFFERS: Text(zh="内容不一致", en="differs"),
    MatchOutcome.ROW_WITHOUT_UPLOAD: Text(
        zh="有行无作品（未上传）", en="in the sheet, not uploaded"
    ),
    MatchOutcome.UPLOAD_WITHOUT_ROW: Text(
        zh="有作品无行（表中没有）", en="uploaded, not in the sheet"
    ),
}


class Difference(Fact):
    field: str
    label: str
    sheet: str
    entry: str


class Match(Fact):
    """A row, an entry, or both, with the outcome."""

    outcome: MatchOutcome
    recommendation: Id | None
    number: int | None
    """Row number in the sheet that was last submitted; None without a row."""
    entry: Id | None
    entry_number: str = ""
    """Short, as it is read out on the phone; empty until the entry is submitted."""
    status: EntryStatus | None
    status_name: Text | None
    title: str
    entrant: str
    differences: tuple[Difference, ...] = ()


def reconcile(
    rows: Sequence[Recommendation], entries: Iterable[Entry], *, rules: Rules
) -> list[Match]:
    """The matches of all rows and all uploaded entries. Those that need attention come first.

    `entries` are the entries that name the unit."""
    by_id = {entry.id: entry for entry in entries}
    found = [_row(row, by_id.get(row.entry), rules) for row in rows]
    with_row = {row.entry for row in rows}
    found += (
        _match(MatchOutcome.UPLOAD_WITHOUT_ROW, None, entry)
        for entry in by_id.values()
        if entry.id not in with_row and _uploaded(entry)
    )
    order = [*MatchOutcome][::-1]
    found.sort(key=lambda m: (order.index(m.outcome), m.number or 0, m.title, m.entry or ""))
    return found


def _uploaded(entry: Entry) -> bool:
    """Whether a video was uploaded completely, valid or not, and the entry has not ended."""
    there = entry.upload is not None and entry.upload.object_version is not None
    return (there or entry.previous_upload is not None) and entry.status not in ENDED


def _row(row: Recommendation, entry: Entry | None, rules: Rules) -> Match:
    if entry is None or not _uploaded(entry):
        return _match(MatchOutcome.ROW_WITHOUT_UPLOAD, row, entry)
    differences = tuple(_differences(row, entry, rules))
    outcome = MatchOutcome.DIFFERS if differences else MatchOutcome.MATCHED
    return _match(outcome, row, entry, differences)


def _match(
    outcome: MatchOutcome,
    row: Recommendation | None,
    entry: Entry | None,
    differences: tuple[Difference, ...] = (),
) -> Match:
    form = row.form if row else entry.form if entry else Form()
    return Match(
        outcome=outcome,
        recommendation=row and row.id,
        number=row and row.number,
        entry=entry and entry.id,
        entry_number=entry.number if entry else "",
        status=entry and entry.status,
        status_name=entry and entry.status_names.organiser,
        title=form.title,
        entrant=form.entrant,
        differences=differences,
    )


def _differences(row: Recommendation, entry: Entry, rules: Rules) -> Iterator[Difference]:
    names = {theme.id: theme.name.zh for theme in rules.themes}
    for field in rules.sheet_fields:
        if field.id in NOT_COMPARED or field.measured:
            continue
        in_sheet, in_entry = getattr(row.form, field.id), getattr(entry.form, field.id)
        if in_sheet and not _agree(field.id, in_sheet, in_entry):
            yield Difference(
                field=field.id,
                label=field.label.zh,
                sheet=_details(in_sheet, names),
                entry=_details(in_entry, names),
            )
    yield from _length(row, entry, rules)


def _length(row: Recommendation, entry: Entry, rules: Rules) -> Iterator[Difference]:
    """The difference between the stated and the measured duration, if it is too large."""
    measured = entry.verdict.facts.seconds if entry.verdict and entry.verdict.facts else None
    if measured is None or row.seconds is None or abs(measured - row.seconds) <= SECONDS:
        return
    label = next((field.label.zh for field in rules.sheet_fields if field.id == "duration"), "时长")
    yield Difference(
        field="duration", label=label, sheet=_clock(row.seconds), entry=_clock(measured)
    )


def _agree(field: str, sheet: str | tuple[str, ...], entry: str | tuple[str, ...]) -> bool:
    if isinstance(sheet, tuple) or isinstance(entry, tuple):
        return sorted(map(folded, sheet)) == sorted(map(folded, entry))
    if field not in ("entrant", "region"):
        return folded(sheet) == folded(entry)
    names = normalised(sheet), normalised(entry)
    return names[0] == names[1] or (field == "region" and _is_within(*names))


def _is_within(one: str, other: str) -> bool:
    """Whether one names the province, and the other a place in it."""
    province = province_of(one)
    return province in (one, other) and province == province_of(other)


def _details(value: str | tuple[str, ...], themes: dict[str, str]) -> str:
    texts = value if isinstance(value, tuple) else (value,)
    return "、".join(themes.get(text, text) for text in texts)


def _clock(seconds: int | Decimal) -> str:
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes}:{rest:02}"


HEAD = (
    ("结果 Result", 22),
    ("行号 Row", 8),
    ("作品编号 Number", 24),
    ("状态 Status", 16),
    ("作品名称 Title", 28),
    ("参选单位/个人 Entrant", 28),
    ("不一致的栏目 Differs in", 16),
    ("表中 Sheet", 28),
    ("系统中 Uploaded", 28),
)


def page(found: Sequence[Match], *, title: str) -> Page:
    """The page for an .xlsx: one line per match, or one per differing field."""
    names, widths = zip(*HEAD, strict=True)
    lines = [PageLine([title], "title", merged=True, height=30), PageLine(names, "head")]
    for match in found:
        style: Style = "text" if match.outcome is MatchOutcome.MATCHED else "wrong"
        status = match.status_name.both if match.status_name else ""
        cells = [
            TITLES[match.outcome].both,
            str(match.number or ""),
            match.entry_number or match.entry,
            status,
        ]
        for difference in match.differences or (None,):
            both = (difference.label, difference.sheet, difference.entry) if difference else ()
            lines.append(PageLine([*cells, match.title, match.entrant, *both], style))
    return Page("核对结果 Reconciliation", lines, widths, frozen=2)
