"""Which entries a screener may read and work on. Nobody screens a work of their own, and nobody one
that another screener works on."""

from collections.abc import Iterable

from contest.entry.entrant_view import as_told
from contest.entry.entry import Entry
from contest.entry.queue_card import is_as_decided
from contest.entry.submit import is_submitted
from contest.model import Id
from contest.people.account import Grant, Role
from contest.refusals import Refused, refused
from contest.refusals.formatting import stored
from contest.screen.claim import Claim
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
    if _is_own(ctx, entry):
        raise refused("screening.own_work")


def _is_own(ctx: Context, entry: Entry) -> bool:
    hash_ = entry.contact_hash
    return bool(ctx.account) and ctx.account in (entry.owner, accounts_of(ctx, [hash_]).get(hash_))


def as_known(ctx: Context, entry: Entry) -> Entry:
    """The entry as the acting screener may know it: of a work of their own, no decision that can
    still be undone."""
    told = as_told(entry, now=ctx.now)
    return told if told is not entry and _is_own(ctx, entry) else entry


def check_other_not_own(ctx: Context, other: str) -> None:
    """The same for the other work of a match: an entry of this contest, or `<contest>.<entry>`."""
    contest_id, _, entry_id = other.rpartition(".")
    entry = ctx.store.find(keys.entry(contest_id or ctx.contest.id, entry_id), Entry)
    if entry is not None:
        check_not_own(ctx, entry)


def accounts_of(ctx: Context, hashes: Iterable[str]) -> dict[str, Id]:
    """The accounts of addresses, by their hashes, as far as they have one."""
    wanted = {hash_: keys.address(hash_) for hash_ in hashes if hash_}
    found = ctx.store.find_each(wanted.values(), Pointer)
    return {hash_: found[key].account for hash_, key in wanted.items() if key in found}


def check_theme(ctx: Context, theme: str) -> None:
    """Refused if the rules have no such theme. A later edition may have dropped it."""
    known = [one.id for one in ctx.contest.rules.themes]
    if theme not in known:
        raise refused("screening.unknown_theme", measured=theme, allowed=", ".join(known))


def check_unclaimed(ctx: Context, entry: Entry) -> None:
    """Refused if another screener works on the entry."""
    if problem := claimed_by_other(ctx, entry):
        raise problem


def claimed_by_other(ctx: Context, entry: Entry) -> Refused | None:
    claim = entry.claim
    if claim is None or not claim.counts(ctx.now) or claim.by == ctx.actor.id:
        return None
    until = stored(ctx.contest.time_at(claim.until), ctx.contest.rules.zone)
    return refused("screening.claimed", measured=names_of(ctx, [claim])[claim.by], allowed=until)


def names_of(ctx: Context, claims: Iterable[Claim | None]) -> dict[Id, str]:
    """Who holds these claims, as the host invited them; who is no screener any more, by their
    id."""
    by = {claim.by for claim in claims if claim is not None and claim.counts(ctx.now)}
    grants = {one: keys.grant(one, ctx.contest.id, Role.SCREENER) for one in by}
    found = ctx.store.find_each(grants.values(), Grant)
    return {one: found[key].name or one if key in found else one for one, key in grants.items()}
