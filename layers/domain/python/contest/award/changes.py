"""Applies the host's changes to a proposal. Checks each change and the resulting list."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from contest.award.award import AwardChange, Winner
from contest.award.names import Names
from contest.award.results import Candidate, ResultLine
from contest.model import Id, Text
from contest.refusals import Refusal, Refused, refused
from contest.rules.award_plan import AnyAward, AwardPlan, Level


def places(plan: AwardPlan) -> dict[Id, tuple[AnyAward, Level | None]]:
    """Every award or level that can be given, by the id that an `AwardChange` names as place."""
    found: dict[Id, tuple[AnyAward, Level | None]] = {}
    for award in plan:
        if award.kind == "overall":
            found |= {level.id: (award, level) for level in award.levels}
        else:
            found[award.id] = (award, None)
    return found


def confirmed(
    plan: AwardPlan,
    proposal: Iterable[Winner],
    changes: Iterable[AwardChange],
    *,
    lines: Iterable[ResultLine],
    names: Names,
    unranked: Iterable[Candidate] = (),
) -> tuple[Winner, ...]:
    """The proposal after the host's changes, in which no line is tied any more. A work that is not
    ranked can get a special award alone.

    Refuses an invalid change with the first mistake. Refuses the list with `award.too_many` while
    an award has more winners than places, for example because a tie is still undecided."""
    known = places(plan)
    entries: dict[Id, Candidate] = {one.entry: one for one in (*unranked, *lines)}
    winners = list(proposal)
    for change in changes:
        _check(change, known=known, entries=entries)
        given = [w for w in winners if w.place == change.place and _same(w, change)]
        if bool(given) is (change.action == "add"):
            code = "award.given_already" if given else "award.not_given"
            raise refused(code, measured=change.entry or change.unit, allowed=change.place)
        if change.action == "drop":
            winners = [winner for winner in winners if winner not in given]
        else:
            winners.append(_added(change, known=known, entries=entries, names=names))
    _refuse_overfull(known, winners)
    return tuple(w.model_copy(update={"tied": False}) for w in winners)


def _same(winner: Winner, change: AwardChange) -> bool:
    return (winner.entry, winner.recipient)[change.entry is None] == (change.entry or change.unit)


def _check(
    change: AwardChange, *, known: Mapping[Id, Any], entries: Mapping[Id, Candidate]
) -> None:
    if change.place not in known:
        raise refused("award.unknown", measured=change.place, allowed=", ".join(known))
    if not change.reason.strip():
        raise refused("award.reason_missing")
    to_unit = known[change.place][0].kind == "unit"
    if (change.entry is None, bool(change.unit)) != (to_unit, to_unit):
        raise refused("award.wrong_recipient", measured=change.place)
    special = known[change.place][0].kind == "special"
    line = entries.get(change.entry or "")
    if change.entry is not None and not (isinstance(line, ResultLine) or (special and line)):
        raise refused("award.not_ranked", measured=change.entry)


def _added(
    change: AwardChange,
    *,
    known: Mapping[Id, tuple[AnyAward, Level | None]],
    entries: Mapping[Id, Candidate],
    names: Names,
) -> Winner:
    award, level = known[change.place]
    line = entries.get(change.entry or "")
    return Winner(
        award=award.id,
        level=level.id if level else None,
        name=level.name if level else award.name,
        entry=change.entry,
        title=names.title(line.entry) if line else "",
        theme=line.theme if line and award.kind == "theme" else None,
        recipient=names.entrant(line.entry) if line else change.unit or "",
        score=f"{float(line.overall):.2f}" if isinstance(line, ResultLine) else "",
        why=Text(zh=f"主办单位决定：{change.reason}", en=f"the host's decision: {change.reason}"),
    )


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
    """The number of winners; for a theme award, in each theme."""
    if level is not None:
        return level.number
    assert award.kind != "overall"  # noqa: S101 - an overall award is given by level
    return award.number
