"""Who holds an award at this very moment. Nothing of it is stored: each use reads awards and works
again, so that no way in which an award ends can be forgotten."""

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from contest.award.award import AwardRound, AwardStatus, Winner
from contest.award.objection import winner_ref
from contest.award.places import places
from contest.entry.entry import Entry, EntryStatus
from contest.erasure import Erasure
from contest.model import Id
from contest.refusals import refused
from contest.rules.contest import Contest
from contest.rules.rules import Rules
from contest_aws.services.award.award_rounds import announced
from contest_aws.store import keys
from contest_aws.store.protocol import Store


class StandingWinner(NamedTuple):
    id: Id
    """Names the winner in addresses, as in the public list of winners."""
    winner: Winner
    entry: Entry | None
    """The work; None for a unit's award."""

    @property
    def who(self) -> Id:
        """The entry, or the unit."""
        return self.winner.entry or self.winner.unit or ""

    @property
    def theme(self) -> Id | None:
        """The theme that the award is for, or else that of the work."""
        return self.winner.theme or (self.entry.form.theme if self.entry else None) or None


def standing(store: Store, contest: Contest) -> list[StandingWinner]:
    """All winners of granted rounds whose award stands, in the order of the award plan. Works that
    were withdrawn or disqualified, or whose entrant is or will be erased, are not among them."""
    found = _with_works(store, contest.id, _granted(store, contest.id))
    return sorted(found, key=lambda one: _place(contest.rules, one))


def standing_one(store: Store, contest: Contest, id_: Id) -> StandingWinner:
    """The winner of this id. Refused as missing unless the award stands."""
    named = [(round_, one) for round_, one in _granted(store, contest.id) if _ref(round_, one, id_)]
    for found in _with_works(store, contest.id, named):
        return found
    raise refused("item.missing")


def held_by(store: Store, contest: Contest, who: Collection[Id]) -> list[StandingWinner]:
    """The awards of an entry, or of a unit by all of its ids, that stand."""
    granted = _granted(store, contest.id)
    own = ((round_, one) for round_, one in granted if (one.entry or one.unit) in who)
    return list(_with_works(store, contest.id, own))


def _ref(round_: AwardRound, winner: Winner, id_: Id) -> bool:
    return winner_ref(round_, winner) == id_


def _granted(store: Store, contest_id: Id) -> Iterator[tuple[AwardRound, Winner]]:
    for known in announced(store, contest_id):
        if known.round.status is AwardStatus.GRANTED:
            yield from ((known.round, winner) for winner in known.winners)


def _with_works(
    store: Store, contest_id: Id, granted: Iterable[tuple[AwardRound, Winner]]
) -> Iterator[StandingWinner]:
    held = list(granted)
    wanted = {keys.entry(contest_id, winner.entry) for _, winner in held if winner.entry}
    entries = {entry.id: entry for entry in store.find_all(wanted, Entry)}
    asked = {keys.erasure(entry.owner) for entry in entries.values()}
    erased = {erasure.account for erasure in store.find_all(asked, Erasure)}
    for round_, winner in held:
        entry = entries.get(winner.entry or "")
        if winner.entry is None or (entry and _stands(entry, winner, erased)):
            yield StandingWinner(winner_ref(round_, winner), winner, entry)


def _stands(entry: Entry, winner: Winner, erased: Iterable[Id]) -> bool:
    gone = "person" in entry.erased or entry.owner in erased
    return entry.status is EntryStatus.AWARDED and winner.place in entry.awards and not gone


def _place(rules: Rules, one: StandingWinner) -> tuple[int, int]:
    order = {place: number for number, place in enumerate(places(rules.awards))}
    themes = {theme.id: number for number, theme in enumerate(rules.themes)}
    return order.get(one.winner.place, len(order)), themes.get(one.theme or "", len(themes))
