"""Checks a filled invitation sheet. `invitation_template` has its headings and makes the blank one;
`invitation_plan` decides what each row does."""

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta

from contest.entry.form_checks import unit_of
from contest.mail.account_mail import ROLES
from contest.model import Fact, Id
from contest.people.account import LONGEST_FIELD, MOST_LOAD, Invited, Role, normalised
from contest.refusals import Refusal, Refused
from contest.rules.contest import Contest
from contest.rules.rules import Rules
from contest.spreadsheets.answers import longest
from contest.spreadsheets.invitation_template import HEADINGS, roles
from contest.spreadsheets.rows import FilledRow, Mistake, lines
from contest.spreadsheets.table import Table, place
from contest.spreadsheets.values import day, email, one_line, plain, several, theme_of
from contest.unit_names import closest, folded

LABELS = {heading.id: heading.label for heading in HEADINGS}
ALSO = {
    "评委": Role.JUDGE,
    "专家": Role.JUDGE,
    "评审": Role.JUDGE,
    "评审人员": Role.JUDGE,
    "初筛": Role.SCREENER,
    "初审人员": Role.SCREENER,
    "推荐": Role.UNIT,
    "推荐部门": Role.UNIT,
}
"""Other names that people use for a role."""
SHOWN = 50
DAYS = "2024-05-29"


class InvitationRow(Fact):
    number: int
    address: str
    """The normalised email address."""
    asked: Invited


class InvitationSheet(Fact):
    name: str
    filled: int
    rows: tuple[InvitationRow, ...]
    """Rows without mistakes."""
    mistakes: tuple[Mistake, ...]
    examples: tuple[int, ...]
    unread_rows: tuple[int, ...]
    unread_columns: tuple[str, ...]


def check(tables: Sequence[Table], *, contest: Contest, now: datetime) -> InvitationSheet:
    """Valid rows and all mistakes. A role must end after `now`. Refuses without a table.

    A last day is a day of the contest's calendar, which a rehearsal's clock decides. The row holds
    what the real clock shows then."""
    rules = contest.rules
    found = lines(tables, HEADINGS, given=frozenset({"role"}))
    rows, wrong, seen = [], list(found.mistakes), dict[tuple[str, str], int]()
    for line in found.lines:
        refusals = list(_refusals(line, rules, contest.time_at(now)))
        if not refusals:
            row = _row(line, contest)
            first = seen.setdefault((row.address, row.asked.role), line.number)
            if first != line.number:
                twice = Refusal(code="sheet.invited_twice", field="address", measured=str(first))
                refusals.append(twice)
            rows.append(row)
        wrong += (found.mistake(line, r.field, r) for r in refusals if line.readable(r.field))
    wrong.sort(key=lambda mistake: place(mistake.cell) or (mistake.row, 0))
    spoilt = {mistake.row for mistake in wrong}
    sound = () if found.columns.row in spoilt else (r for r in rows if r.number not in spoilt)
    return InvitationSheet(
        name=found.sheet,
        filled=len(found.lines),
        rows=tuple(sound),
        mistakes=tuple(wrong),
        examples=found.examples,
        unread_rows=found.unread,
        unread_columns=found.columns.unread,
    )


def _refusals(line: FilledRow, rules: Rules, contest_time: datetime) -> Iterator[Refusal]:
    role, address = one_line(line.text("role")), email(line.text("address"))
    for field, text in (("role", role), ("address", address)):
        if not text:
            yield Refusal(code="form.missing", field=field, measured=LABELS[field])
    if role and _role(role, rules) is None:
        allowed = "、".join(roles(rules).values())
        yield Refusal(code="invitation.unknown_role", field="role", allowed=allowed)
    if address:
        yield from _of_address(address)
    yield from _too_long(line)
    yield from _of_role(line, _role(role, rules), rules)
    for theme in _themes(line):
        if theme_of(rules, theme) is None:
            names = "、".join(known.name.zh for known in rules.themes)
            code = "form.unknown_theme"
            yield Refusal(code=code, field="themes", measured=theme[:SHOWN], allowed=names)
    yield from _of_judging(line)
    written = one_line(line.text("ends_at"))
    ends = _ends_at(written, rules)
    if written and (ends is None or ends <= contest_time):
        today = contest_time.astimezone(rules.zone).date()
        allowed = f"{DAYS},≥ {today}" if ends else DAYS
        yield Refusal(code="sheet.date", field="ends_at", measured=written[:SHOWN], allowed=allowed)


def _of_address(address: str) -> Iterator[Refusal]:
    try:
        normalised(address)
    except Refused as wrong:
        yield from (refusal.model_copy(update={"field": "address"}) for refusal in wrong.refusals)


def _too_long(line: FilledRow) -> Iterator[Refusal]:
    for field in ("name", "unit"):
        length, most = len(one_line(line.text(field))), longest(Invited, field)
        if length > most:
            shown = f"{LABELS[field]}: {length}"
            yield Refusal(code="form.too_long", field=field, measured=shown, allowed=str(most))


def _of_judging(line: FilledRow) -> Iterator[Refusal]:
    fields = _expertise(line)
    lengths = [(len(fields), longest(Invited, "expertise"))]
    for length, most in (*lengths, *((len(one), LONGEST_FIELD) for one in fields)):
        if length > most:
            shown = f"{LABELS['expertise']}: {length}"
            yield Refusal(
                code="form.too_long", field="expertise", measured=shown, allowed=str(most)
            )
    written = one_line(line.text("max_load"))
    if written and _max_load(written) is None:
        yield Refusal(code="sheet.number", field="max_load", measured=written[:SHOWN], allowed="40")


def _of_role(line: FilledRow, role: Role | None, rules: Rules) -> Iterator[Refusal]:
    unit = one_line(line.text("unit"))
    if role is Role.JUDGE and not one_line(line.text("name")):
        yield Refusal(code="invitation.name_missing", field="name")
    if role is Role.UNIT and unit_of(rules, unit) is None:
        names = "、".join(closest(unit, (known.name.zh for known in rules.units)))
        shown = unit[:SHOWN]
        yield Refusal(code="invitation.unknown_unit", field="unit", measured=shown, allowed=names)


def _row(line: FilledRow, contest: Contest) -> InvitationRow:
    rules = contest.rules
    ends = _ends_at(one_line(line.text("ends_at")), rules)
    role, unit = _role(one_line(line.text("role")), rules), one_line(line.text("unit"))
    known = unit_of(rules, unit) if role is Role.UNIT else None
    asked = Invited.model_validate(
        {"role": role, "name": one_line(line.text("name")), "unit": known.id if known else unit}
        | {"themes": tuple(filter(None, (theme_of(rules, text) for text in _themes(line))))}
        | {"expertise": _expertise(line), "max_load": _max_load(line.text("max_load"))}
        | {"ends_at": ends and contest.clock_at(ends)}
    )
    address = normalised(email(line.text("address")))
    return InvitationRow(number=line.number, address=address, asked=asked)


def _role(text: str, rules: Rules) -> Role | None:
    wanted = folded(text)
    names = {folded(name): role for name, role in ALSO.items()}
    for role, text_ in ROLES.items():
        names |= dict.fromkeys((role.value, folded(text_.zh), folded(text_.en)), role)
    found = names.get(wanted)
    return found if found in roles(rules) else None


def _themes(line: FilledRow) -> tuple[Id, ...]:
    return several(line.text("themes"), strokes=True)


def _expertise(line: FilledRow) -> tuple[str, ...]:
    return several(line.text("expertise"), strokes=True)


def _max_load(text: str) -> int | None:
    """None if it is not a whole number from 1 to the most that there can be."""
    written = plain(text)
    if not written.isascii() or not written.isdigit() or len(written) > len(str(MOST_LOAD)):
        return None
    return int(written) if 0 < int(written) <= MOST_LOAD else None


def _ends_at(text: str, rules: Rules) -> datetime | None:
    """The end of the written day in the contest's time zone; None if it is not a date."""
    last = day(text)
    return datetime.combine(last + timedelta(days=1), time(), rules.zone) if last else None
