"""Reads what the lists show, and records who took one in full, and why."""

from collections.abc import Sequence
from typing import NamedTuple

from contest.entry.entry import Entry, EntryStatus
from contest.entry.form import Contact
from contest.exports import lists, score_lists
from contest.exports.export import ExportKind, ExportLog
from contest.exports.score_lists import Tallied
from contest.model import Id
from contest.people.account import Account
from contest.refusals import refused
from contest.review.judge import Judge
from contest.spreadsheets.layout import Page
from contest_aws.media.snapshots import Snapshots
from contest_aws.services import parallel
from contest_aws.services.award import award_rounds, result_view
from contest_aws.services.context import Context
from contest_aws.services.people import accounts
from contest_aws.store import keys
from contest_aws.store.protocol import create, get, recorded, retry_on_conflict, update


class ExportChoice(NamedTuple):
    kind: ExportKind
    award_round: Id | None = None
    """Of the results. The others have none."""


def may_be_full(ctx: Context, allowed: frozenset[str]) -> bool:
    """Whether the address of the account is among those that the deployment allows it to."""
    return get(ctx.store, keys.account(ctx.account), Account).address in allowed


def masked(ctx: Context, snapshots: Snapshots, choice: ExportChoice) -> Sequence[Page]:
    return _pages(ctx, snapshots, choice, full=False)


def full(
    ctx: Context,
    snapshots: Snapshots,
    choice: ExportChoice,
    *,
    reason: str,
    allowed: frozenset[str],
) -> Sequence[Page]:
    """Recorded before it is given. Refused with `export.not_allowed`."""
    if not may_be_full(ctx, allowed):
        raise refused("export.not_allowed")
    pages = _pages(ctx, snapshots, choice, full=True)
    retry_on_conflict(lambda: _record(ctx, choice, reason))
    return pages


def _record(ctx: Context, choice: ExportChoice, reason: str) -> None:
    key = keys.exports(ctx.contest.id)
    before = ctx.store.find(key, ExportLog)
    after, record = (before or ExportLog()).with_export(
        choice.kind,
        award_round=choice.award_round,
        reason=reason,
        subject=key,
        actor=ctx.actor,
        at=ctx.now,
    )
    written = update(key, after, before=before) if before else create(key, after)
    ctx.store.commit(written, recorded(key, record))


def _pages(
    ctx: Context, snapshots: Snapshots, choice: ExportChoice, *, full: bool
) -> Sequence[Page]:
    if choice.kind is ExportKind.RESULTS:
        tallied = _tallied(ctx, snapshots, choice.award_round)
        return score_lists.result_pages(ctx.contest, tallied, full=full)
    if choice.kind is ExportKind.ENTRIES:
        return [lists.entries_page(ctx.contest, _works(ctx), full=full)]
    invited = accounts.invitations(ctx.store, ctx.contest.id)
    return [lists.people_page(ctx.contest, invited, full=full)]


def _works(ctx: Context) -> list[tuple[Entry, Contact]]:
    """Those that were ever submitted, by number."""
    found = parallel.each(
        ctx.store, lambda status: list(ctx.store.entries_at(ctx.contest.id, status)), EntryStatus
    )
    entries = sorted((e for of in found for e in of if e.number), key=lambda entry: entry.number)
    own = {entry.id: keys.contact(ctx.contest.id, entry.id) for entry in entries}
    contacts = parallel.find_each(ctx.store, own.values(), Contact)
    return [(entry, contacts.get(own[entry.id], Contact())) for entry in entries]


def _tallied(ctx: Context, snapshots: Snapshots, award_round: Id | None) -> Tallied:
    if award_round is None:
        raise refused("item.missing")
    contest_id = ctx.contest.id
    round_ = award_rounds.round_of(ctx.store, contest_id, award_round)
    results = result_view.tallied(snapshots, round_)
    works = {one.entry for one in (*results.lines, *results.unranked)}
    wanted = [keys.entry(contest_id, one) for one in sorted(works)]
    entries = parallel.find_all(ctx.store, wanted, Entry)
    panel = ctx.store.query(keys.contest(contest_id).pk, Judge, begins=keys.SK_JUDGE)
    return Tallied(results, {one.id: one for one in entries}, {one.id: one for one in panel})
