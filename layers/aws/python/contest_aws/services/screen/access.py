"""Which entries a screener may read and work on. Nobody screens a work of their own, and nobody one
that another screener works on."""

from contest.entry.entry import Entry
from contest.entry.queue_card import is_as_decided
from contest.entry.submit import is_submitted
from contest.model import Id
from contest.refusals import Refused, refused
from contest.refusals.formatting import stored
from contest_aws.services.context import Context
from contest_aws.services.entries import entry_of
from contest_aws.services.pointers import Pointer
from contest_aws.store import keys


def readable(ctx: Context, entry_id: Id) -> Entry:
    """An entry that the acting screener may read. Answers `item.missing` for every other that was
    not submitted, so that drafts are not revealed. One that was returned may be read until its
    entrant changes it."""
    entry = entry_of(ctx.store, ctx.contest.id, entry_id)
    if not (is_submitted(entry) or is_as_decided(entry)):
        raise refused("item.missing")
    check_not_own(ctx, entry)
    return entry


def to_decide_on(ctx: Context, entry_id: Id) -> Entry:
    """An entry to decide on. One that another screener has just returned, or that was withdrawn
    meanwhile, is found too: the decision then says what has happened."""
    entry = entry_of(ctx.store, ctx.contest.id, entry_id)
    if not (is_submitted(entry) or entry.screening or entry.submitted_at):
        raise refused("item.missing")
    return entry


def check_not_own(ctx: Context, entry: Entry) -> None:
    """Refused for the entry's owner, and for whoever has the address of its contact."""
    if ctx.account and ctx.account in (entry.owner, _contact_account(ctx, entry)):
        raise refused("screening.own_work")


def _contact_account(ctx: Context, entry: Entry) -> Id:
    if not entry.contact_hash:
        return ""
    found = ctx.store.find(keys.address(entry.contact_hash), Pointer)
    return found.account if found else ""


def check_unclaimed(ctx: Context, entry: Entry) -> None:
    """Refused if another screener works on the entry."""
    if problem := claimed_by_other(ctx, entry):
        raise problem


def claimed_by_other(ctx: Context, entry: Entry) -> Refused | None:
    claim = entry.claim
    if claim is None or not claim.counts(ctx.now) or claim.by == ctx.actor.id:
        return None
    until = stored(ctx.contest.time_at(claim.until), ctx.contest.rules.zone)
    return refused("screening.claimed", measured=claim.name or claim.by, allowed=until)
