"""Awards: the round in which they are given, from the first tally through the host's confirmation
and the objection period 公示期 to the grant. What is proposed, and why, is `proposal`'s part.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, Literal

from pydantic import AwareDatetime, Field

from contest.audit import AuditRecord, Owned
from contest.award_plan import AnyAward, AwardPlan, Level
from contest.model import Fact, Id, Text
from contest.names import Names
from contest.refusals import Refusal, Refused, refused
from contest.results import Line


class Status(StrEnum):
    OPENED = "opened"
    TALLIED = "tallied"
    PROPOSED = "proposed"
    PROVISIONAL = "provisional"
    FINAL = "final"
    GRANTED = "granted"
    DISCARDED = "discarded"


S = Status
TRANSITIONS: Mapping[Status, frozenset[Status]] = {
    S.OPENED: frozenset({S.TALLIED, S.DISCARDED}),
    S.TALLIED: frozenset({S.PROPOSED, S.DISCARDED}),
    S.PROPOSED: frozenset({S.PROVISIONAL, S.DISCARDED}),
    S.PROVISIONAL: frozenset({S.FINAL, S.DISCARDED}),
    S.FINAL: frozenset({S.GRANTED}),
    S.GRANTED: frozenset(),
    S.DISCARDED: frozenset(),
}
STAGES: Mapping[Status, str] = {
    S.OPENED: "Tally",
    S.TALLIED: "Propose",
    S.PROPOSED: "Confirm",
    S.PROVISIONAL: "Object",
    S.FINAL: "Grant",
}
"""Statuses in which `award_round` works or waits, and the state of the machine that does so."""


class Winner(Fact):
    """One line of a proposal: a work, or a unit, and what it is to be given."""

    award: Id
    level: Id | None = None
    name: Text
    entry: Id | None = None
    title: str = ""
    theme: Id | None = None
    """Of a theme award: its places are counted theme by theme."""
    recipient: str
    """The entrant, or the unit."""
    score: str = ""
    """Percent, as it is shown."""
    tied: bool = False
    """More works stand equal at the end of the list than there are places: the host decides."""
    why: Text

    @property
    def place(self) -> Id:
        return self.level or self.award


class Change(Fact):
    """The host's own hand: an award given or taken, never without a reason."""

    deed: Literal["add", "drop"]
    place: Id
    entry: Id | None = None
    unit: str | None = None
    reason: str = Field(max_length=1000)


class AwardRound(Owned):
    contest: Id
    id: Id
    round: Id
    """The review round whose scores decide."""
    status: Status = Status.OPENED
    results_key: str = ""
    results_hash: str = ""
    """SHA-256 of the immutable result snapshot."""
    proposal: tuple[Winner, ...] = ()
    changes: tuple[Change, ...] = ()
    objections_end: AwareDatetime | None = None


def move(
    award_round: AwardRound, to: Status, *, owner: object, by: str, at: datetime,
    details: dict[str, Any] | None = None, **changes: Any,
) -> tuple[AwardRound, AuditRecord]:  # fmt: skip
    """The only way to change an award round's status. `details` go into the audit record."""
    if to not in TRANSITIONS[award_round.status]:
        raise refused("award.not_possible_now", measured=award_round.status.value)
    told = {"from": award_round.status.value, "to": to.value, **(details or {})}
    return award_round.after(
        f"award.{to.value}", owner=owner, by=by, at=at, details=told, status=to, **changes
    )


def places(plan: AwardPlan) -> dict[Id, tuple[AnyAward, Level | None]]:
    """Everything that can be given, by the id that a `Change` names."""
    found: dict[Id, tuple[AnyAward, Level | None]] = {}
    for award in plan:
        if award.kind == "overall":
            found |= {level.id: (award, level) for level in award.levels}
        else:
            found[award.id] = (award, None)
    return found


def confirmed(
    plan: AwardPlan, proposal: Iterable[Winner], changes: Iterable[Change], *,
    lines: Iterable[Line], names: Names,
) -> tuple[Winner, ...]:  # fmt: skip
    """The proposal with the host's changes: what was dropped gone, what was added there.

    Refused while an award has more winners than places, a tie undecided among them."""
    known, entries = places(plan), {line.entry: line for line in lines}
    winners = list(proposal)
    for change in changes:
        _check(change, known=known, entries=entries)
        given = [w for w in winners if w.place == change.place and _same(w, change)]
        if bool(given) is (change.deed == "add"):
            code = "award.given_already" if given else "award.not_given"
            raise refused(code, measured=change.entry or change.unit, allowed=change.place)
        if change.deed == "drop":
            winners = [winner for winner in winners if winner not in given]
        else:
            winners.append(_added(change, known=known, entries=entries, names=names))
    _refuse_overfull(known, winners)
    return tuple(w.model_copy(update={"tied": False}) for w in winners)


def _same(winner: Winner, change: Change) -> bool:
    return (winner.entry, winner.recipient)[change.entry is None] == (change.entry or change.unit)


def _check(change: Change, *, known: Mapping[Id, Any], entries: Mapping[Id, Line]) -> None:
    if change.place not in known:
        raise refused("award.unknown", measured=change.place, allowed=", ".join(known))
    if not change.reason.strip():
        raise refused("award.reason_missing")
    to_unit = known[change.place][0].kind == "unit"
    if (change.entry is None, bool(change.unit)) != (to_unit, to_unit):
        raise refused("award.wrong_recipient", measured=change.place)
    if change.entry is not None and change.entry not in entries:
        raise refused("award.not_ranked", measured=change.entry)


def _added(
    change: Change, *, known: Mapping[Id, tuple[AnyAward, Level | None]],
    entries: Mapping[Id, Line], names: Names,
) -> Winner:  # fmt: skip
    award, level = known[change.place]
    line = entries.get(change.entry or "")
    return Winner(
        award=award.id, level=level.id if level else None, name=level.name if level else award.name,
        entry=change.entry, title=names.title(line.entry) if line else "",
        theme=line.theme if line and award.kind == "theme" else None,
        recipient=names.entrant(line.entry) if line else change.unit or "",
        score=f"{float(line.overall):.2f}" if line else "",
        why=Text(zh=f"主办单位决定：{change.reason}", en=f"the host's decision: {change.reason}"),
    )  # fmt: skip


def _refuse_overfull(
    known: Mapping[Id, tuple[AnyAward, Level | None]], winners: Iterable[Winner]
) -> None:
    given = Counter((winner.place, winner.theme) for winner in winners)
    refusals = [
        Refusal(code="award.too_many", measured=place, allowed=str(places_of(*known[place])))
        for (place, _), count in given.items()
        if count > places_of(*known[place])
    ]
    if refusals:
        raise Refused(*refusals)


def places_of(award: AnyAward, level: Level | None) -> int:
    """How many may win it; of a theme award, in each theme."""
    if level is not None:
        return level.number
    assert award.kind != "overall"  # noqa: S101 - an overall award is known by its levels
    return award.number
