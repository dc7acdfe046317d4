"""Takes the host's changes to a proposal, each held against what can be given at all.

`plan_checks` holds the resulting list against the whole plan.
"""

from collections.abc import Iterable, Iterator, Sequence

from contest.award.award import AwardChange, Winner
from contest.award.names import unit_id
from contest.award.places import award_of, places
from contest.award.plan_checks import Confirmable, broken_rules, by_place
from contest.award.proposal import proposal_from
from contest.model import Fact, Id, digest
from contest.refusals import Refusal, Refused, refused


class WinnerList(Fact):
    """A list as people see it, with every name, score and reason."""

    winners: tuple[Winner, ...]

    @property
    def sha256(self) -> str:
        return digest(self)


def confirmed(of: Confirmable, changes: Iterable[AwardChange]) -> tuple[Winner, ...]:
    """The proposal after the host's changes. Everything below a change is computed anew: a work
    that loses a level falls to the next one. A work that no longer stands is let go with its first
    place: it loses all of them, and they stay free.

    Refuses an invalid change with the first mistake, and the resulting list with everything that
    breaks the plan: too many winners (a tie that is still undecided), a work that no longer stands,
    and what only an override allows."""
    winners, found = tried(of, changes)
    if found:
        raise Refused(*found)
    return winners


def tried(
    of: Confirmable, changes: Iterable[AwardChange]
) -> tuple[tuple[Winner, ...], list[Refusal]]:
    """The list that the changes lead to, and everything by which it breaks the plan. Refused for
    an invalid change."""
    asked: list[AwardChange] = []
    let_go: set[Id] = set()
    for typed in changes:
        change = _checked(typed, of)
        has = _has(of, asked, change)
        if typed.action == "add" and has:
            raise refused("award.given_already", measured=typed.entry or typed.unit, allowed=has)
        if typed.action == "drop" and not has:
            code, who = "award.not_given", typed.entry or typed.unit
            raise refused(code, measured=who, allowed=typed.place)
        if change.entry in of.ended:
            let_go.add(change.entry or "")
        else:
            asked.append(change)
    filled = _filled(of, asked)
    winners = [winner for winner in filled if winner.entry not in let_go]
    found = [*_overfull(of, asked, winners), *broken_rules(of, asked, winners)]
    decided = (winner.model_copy(update={"tied": False}) for winner in winners)
    return tuple(winners if found else decided), found


def _checked(change: AwardChange, of: Confirmable) -> AwardChange:
    """The change with a unit's id in place of its typed name."""
    known, award_ids = places(of.plan), award_of(of.plan)
    if change.place not in (known if change.action == "add" else award_ids):
        raise refused("award.unknown", measured=change.place, allowed=", ".join(known))
    if not change.reason.strip():
        raise refused("award.reason_missing")
    award = next(award for award in of.plan if award.id == award_ids[change.place])
    to_unit = award.kind == "unit"
    if (change.entry is None, bool(change.unit)) != (to_unit, to_unit):
        raise refused("award.wrong_recipient", measured=change.place)
    if change.action == "add":
        _refuse_unknown_recipient(change, of, special=award.kind == "special")
    return change.model_copy(update={"unit": change.unit and _unit(change.unit, of)})


def _unit(typed: str, of: Confirmable) -> Id:
    """The id of the unit, by its own id or any of its names."""
    if typed in of.names.units:
        return typed
    known = of.names.units.get(unit_id(typed))
    return unit_id(known) if known else unit_id(typed)


def _refuse_unknown_recipient(change: AwardChange, of: Confirmable, *, special: bool) -> None:
    if change.unit and _unit(change.unit, of) not in of.names.units:
        raise refused("award.unknown_unit", measured=change.unit)
    if change.entry is None:
        return
    if change.entry in of.ended:
        raise refused("award.no_longer_stands", measured=of.names.title(change.entry))
    candidates = (*of.results.lines, *(of.results.unranked if special else ()))
    if change.entry not in {candidate.entry for candidate in candidates}:
        raise refused("award.not_ranked", measured=change.entry)


def _has(of: Confirmable, before: Sequence[AwardChange], change: AwardChange) -> Id | None:
    """The place that the recipient has by now, after the changes before this one: the very place
    that is to be dropped, or any level of the award that is to be added. A work that the host has
    taken a level from is free to be given another."""
    who, award_ids = change.entry or change.unit, award_of(of.plan)
    award = award_ids[change.place]
    has = [w.place for w in _filled(of, before) if _who(w) == who and w.award == award]
    kept = [w.place for w in of.granted.of(award) if _who(w) == who]
    if kept and change.action == "add":
        return kept[0]
    if change.action == "drop":
        return next((place for place in has if change.place in (place, award)), None)
    own = [c for c in before if award_ids[c.place] == award and (c.entry or c.unit) == who]
    if own:
        return own[-1].place if own[-1].action == "add" else None
    return next(iter(has), None)


def _filled(of: Confirmable, changes: Sequence[AwardChange]) -> tuple[Winner, ...]:
    return proposal_from(of.plan, of.results, of.names, changes, ended=of.ended, granted=of.granted)


def _who(winner: Winner) -> Id | None:
    return winner.entry or winner.unit


def _overfull(
    of: Confirmable, asked: Iterable[AwardChange], winners: Sequence[Winner]
) -> Iterator[Refusal]:
    """Places with more winners than the plan has. Who is added moves nobody out: the host has to
    take the place from somebody first. A place may have more where all who are tied get it."""
    known = places(of.plan)
    added = {
        (change.place, change.entry or change.unit) for change in asked if change.action == "add"
    }
    for (place, theme), there in by_place(winners).items():
        number, ties = of.granted.left(known[place], theme), known[place].award.ties
        by_score = all((place, _who(winner)) not in added for winner in there)
        if len(there) > number and not (ties == "all" and by_score):
            yield Refusal(code="award.too_many", measured=place, allowed=str(number))
