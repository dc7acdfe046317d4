"""Publicity: units report coverage in the media, one by one here and by sheet in `publicity_sheet`;
the host confirms the reports."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from contest.audit import Actor
from contest.award.publicity import Publicity, Report, ReportStatus, retold, settle_report
from contest.model import Id
from contest.refusals import refused
from contest.rules.contest import Contest
from contest_aws.services import parallel
from contest_aws.services.context import Context
from contest_aws.store import keys
from contest_aws.store.protocol import Change, Store, create, get, recorded, update

ROWS = 40
"""The most rows in one transaction. Each row takes two writes."""


def all_of(store: Store, contest_id: Id, unit_id: Id) -> list[Publicity]:
    """A unit's reports, the newest first."""
    partition = keys.unit(contest_id, unit_id).pk
    found = store.query(partition, Publicity, begins=keys.SK_PUBLICITY)
    return sorted(found, key=lambda p: (p.report.published, p.report.report_id), reverse=True)


def of_all(store: Store, contest: Contest) -> list[Publicity]:
    """The reports of every unit in the rules."""
    units = [unit.id for unit in contest.rules.units]
    found = parallel.each(store, lambda unit: all_of(store, contest.id, unit), units)
    return [one for of_unit in found for one in of_unit]


def today(contest: Contest, now: datetime) -> date:
    return contest.time_at(now).astimezone(contest.rules.zone).date()


def tell_one(ctx: Context, unit_id: Id, report: Report) -> Publicity:
    """Add one report. Refused with `sheet.date` if its date is in the future."""
    if report.published > (day := today(ctx.contest, ctx.now)):
        raise refused("sheet.date", measured=report.published, allowed=f"≤ {day}")
    return tell(ctx, unit_id, [report])[0]


def tell(
    ctx: Context,
    unit_id: Id,
    reports: Sequence[Report],
) -> list[Publicity]:
    """Add or update reports. An unchanged report keeps its status; a changed one has to be
    confirmed again. After an interruption a second call continues where the first one stopped."""
    contest_time, found = ctx.contest_time, list[Publicity]()
    for start in range(0, len(reports), ROWS):
        some = reports[start : start + ROWS]
        wanted = {r.report_id: keys.publicity(ctx.contest.id, unit_id, r.report_id) for r in some}
        there = ctx.store.find_each(wanted.values(), Publicity)
        changes = list[Change]()
        for report in some:
            publicity, writes = _report_changes(
                ctx.contest,
                unit_id,
                report,
                there.get(wanted[report.report_id]),
                actor=ctx.actor,
                at=contest_time,
            )
            found.append(publicity)
            changes += writes
        if changes:
            ctx.store.commit(*changes)
    return found


def _report_changes(
    contest: Contest,
    unit_id: Id,
    report: Report,
    before: Publicity | None,
    *,
    actor: Actor,
    at: datetime,
) -> tuple[Publicity, Iterable[Change]]:
    if before and before.report == report:
        return before, ()
    key = keys.publicity(contest.id, unit_id, report.report_id)
    start = before or Publicity(contest=contest.id, unit=unit_id, report=report, told_at=at)
    after, record = retold(start, report, subject=key, actor=actor, at=at)
    change = update(key, after, before=before) if before else create(key, after)
    return after, (change, recorded(key, record))


def settle_one(
    ctx: Context,
    unit_id: Id,
    report_id: Id,
    to: ReportStatus,
    *,
    expected_version: int,
    reason: str,
) -> Publicity:
    """Record the host's decision on a report. `expected_version`: the version that the host saw.
    Repeating the same decision changes nothing."""
    key = keys.publicity(ctx.contest.id, unit_id, report_id)
    before = get(ctx.store, key, Publicity)
    if (before.status, before.reason) == (to, reason):
        return before
    if before.version != expected_version:
        raise refused("item.changed_meanwhile")
    after, record = settle_report(
        before, to, reason=reason, subject=key, actor=ctx.actor, at=ctx.contest_time
    )
    ctx.store.commit(update(key, after, before=before), recorded(key, record))
    return after
