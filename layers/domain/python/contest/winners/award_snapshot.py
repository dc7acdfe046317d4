"""What stands of an award round, snapshot by snapshot.

Each change of the list makes another one: numbered in a row, with its reasons, and with the hash of
the one before. Snapshots are kept permanently. So they name works and units by their ids alone, and
hold no words of the host, which stand in the audit record."""

from collections.abc import Iterator, Mapping
from typing import Literal

from pydantic import AwareDatetime

from contest.award.award import AwardRound, AwardStatus
from contest.model import Fact, Id

Loss = Literal["revoked", "withdrawn", "disqualified"]
Award = tuple[Id, Id | None, Id | None, Id | None]
"""Place, theme, entry and unit: what names an award of a round."""


class ListedAward(Fact):
    place: Id
    """The award, or its level."""
    theme: Id | None = None
    entry: Id | None = None
    unit: Id | None = None
    override: bool = False
    """Whether the host gave it against the plan's own rules."""
    lost: Loss | None = None
    """Why it does not stand any more."""

    @property
    def award(self) -> Award:
        return self.place, self.theme, self.entry, self.unit


class SnapshotReason(Fact):
    """Why a snapshot is another than the one before: the new status of the round, or the award that
    was lost."""

    cause: AwardStatus | Loss
    award: ListedAward | None = None


class AwardSnapshot(Fact):
    contest: Id
    award_round: Id
    number: int
    """From 1."""
    edition: int
    """Of the rules."""
    status: AwardStatus
    results: str
    """SHA-256 of the snapshot of the scores."""
    reasons: tuple[SnapshotReason, ...]
    awards: tuple[ListedAward, ...]
    previous: str
    """SHA-256 of the snapshot before; empty for the first."""


class KeptSnapshot(Fact):
    """What the table has of a snapshot."""

    number: int
    at: AwareDatetime
    edition: int
    status: AwardStatus
    reasons: tuple[SnapshotReason, ...]
    sha256: str
    """Of the snapshot, which is named by it."""
    previous: str
    """SHA-256 of the one before; empty for the first."""


def next_snapshot(
    round_: AwardRound,
    *,
    edition: int,
    ended: Mapping[Id, Loss],
    before: AwardSnapshot | None,
    previous: str,
) -> AwardSnapshot | None:
    """The snapshot of the round as it stands now; None if it stands as `before`.

    `ended`: the entries that were withdrawn or disqualified. `previous`: the hash of `before`."""
    awards = tuple(_listed(round_, ended))
    stands = (round_.status, round_.results_hash, awards)
    if before is not None and (before.status, before.results, before.awards) == stands:
        return None
    return AwardSnapshot(
        contest=round_.contest,
        award_round=round_.id,
        number=before.number + 1 if before else 1,
        edition=edition,
        status=round_.status,
        results=round_.results_hash,
        reasons=tuple(_reasons(round_, awards, before)),
        awards=awards,
        previous=previous,
    )


def _listed(round_: AwardRound, ended: Mapping[Id, Loss]) -> Iterator[ListedAward]:
    for winner in round_.proposal if round_.status is not AwardStatus.DISCARDED else ():
        lost = "revoked" if round_.is_revoked(winner) else ended.get(winner.entry or "")
        yield ListedAward(
            place=winner.place,
            theme=winner.theme,
            entry=winner.entry,
            unit=winner.unit,
            override=winner.override,
            lost=lost,
        )


def _reasons(
    round_: AwardRound, awards: tuple[ListedAward, ...], before: AwardSnapshot | None
) -> Iterator[SnapshotReason]:
    known = {one.award: one.lost for one in before.awards} if before else {}
    same = before is not None and (before.status, before.results) == (
        round_.status,
        round_.results_hash,
    )
    if not same or known.keys() != {one.award for one in awards}:
        yield SnapshotReason(cause=round_.status)
    for one in awards:
        if one.lost and one.lost != known.get(one.award):
            yield SnapshotReason(cause=one.lost, award=one)
