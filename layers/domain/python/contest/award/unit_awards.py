"""Awards to units: the points that each unit's works and publicity reports add up to, and who wins
by them."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from fractions import Fraction

from contest.award.award import Winner
from contest.award.explanations import by_the_host
from contest.award.names import Names
from contest.award.places import NOTHING_GRANTED, AwardPlace, Changes, Granted
from contest.award.publicity import Reports
from contest.award.results import Candidate, ResultLine, Results
from contest.award.scoring import whole
from contest.award.selection import pick
from contest.model import Fact, Id, Text, shown
from contest.rules.award_plan import UnitAward


class UnitSum(Fact):
    """What a unit's points are made of."""

    points: Fraction
    submitted: int
    passed: int
    """Works that passed the screening."""
    winning: int
    reports: Reports | None


def unit_sums(
    award: UnitAward, results: Results, winners: Iterable[Winner], ended: Collection[Id]
) -> dict[Id, UnitSum]:
    """The points of each unit.

    优秀组织奖 counts all works that a unit entered or recommended: their number and their scores.
    特别贡献奖 adds points for the unit's publicity reports. A work counts once for a unit.
    `winners`: of the awards before this one. `ended`: entries that no longer stand."""
    works: dict[Id, list[Candidate]] = {}
    for candidate in (*results.lines, *results.unranked):
        for unit in set(candidate.units) if candidate.entry not in ended else ():
            works.setdefault(unit, []).append(candidate)
    won = {winner.entry for winner in winners if winner.entry}
    reports = results.publicity if award.publicity else {}
    units = works.keys() | reports.keys() | results.submitted.keys()
    return {unit: _sum(award, unit, results, works.get(unit, []), won) for unit in units}


def _sum(
    award: UnitAward, unit: Id, results: Results, works: Sequence[Candidate], won: set[Id]
) -> UnitSum:
    weights, reports = award.works, results.publicity.get(unit) if award.publicity else None
    scores = sum((one.overall for one in works if isinstance(one, ResultLine)), Fraction())
    winning = sum(one.entry in won for one in works)
    submitted = results.submitted.get(unit, 0)
    points = (
        weights.score * scores
        + weights.submitted * submitted
        + weights.passed * len(works)
        + weights.winning * winning
        + _publicity(award, reports)
    )
    return UnitSum(
        points=points, submitted=submitted, passed=len(works), winning=winning, reports=reports
    )


def _publicity(award: UnitAward, reports: Reports | None) -> Fraction:
    if award.publicity is None or reports is None:
        return Fraction()
    reach = award.publicity.reach_per_point
    return Fraction(award.publicity.report * reports.number) + (
        Fraction(reports.reach, reach) if reach else 0
    )


def unit_winners(
    award: UnitAward,
    results: Results,
    names: Names,
    changes: Changes,
    *,
    before: Sequence[Winner],
    granted: Granted = NOTHING_GRANTED,
) -> Iterator[Winner]:
    """The units with the most points. A unit without any wins nothing. `granted`: who keeps the
    award already, and whom one was taken back from."""
    sums, place = unit_sums(award, results, before, changes.ended), AwardPlace(award)
    added = changes.added(place)
    excluding = set(award.not_with)
    taken = {winner.unit for winner in before if winner.award in excluding}
    taken |= granted.holders(award.id) | {*granted.barred}
    field = {unit: of for unit, of in sums.items() if of.points > 0 and unit not in taken}
    for unit, change in added.items():
        given = _winner(place, unit, sums.get(unit), names, by_the_host(change))
        yield given.model_copy(update={"override": change.override})
    points = dict(zip(field, whole([of.points for of in field.values()]), strict=True))
    ranked = sorted(field, key=lambda unit: (-points[unit], unit))
    number = max(award.number - granted.taken(award.id), 0)
    chosen, tied = pick(ranked, number, points.__getitem__, award.ties)
    stay = [unit for unit in chosen if unit not in changes.dropped(place)]
    undecided = tied if len(stay) > number else []
    for unit in stay:
        if unit not in added:
            winner = _winner(place, unit, field[unit], names, _why(award, field[unit]))
            yield winner.model_copy(update={"tied": unit in undecided})


def _winner(place: AwardPlace, unit: Id, of: UnitSum | None, names: Names, because: Text) -> Winner:
    return Winner(
        award=place.award.id,
        name=place.award.name,
        unit=unit,
        recipient=names.unit(unit),
        score=shown(of.points) if of else "",
        why=because,
    )


def _why(award: UnitAward, of: UnitSum) -> Text:
    total, works = shown(of.points), award.works
    zh, en = [f"{of.passed} 件作品进入评审"], [f"{of.passed} works in review"]
    if works.submitted:
        zh.append(f"提交 {of.submitted} 件")
        en.append(f"{of.submitted} submitted")
    if works.winning:
        zh.append(f"获奖 {of.winning} 件")
        en.append(f"{of.winning} winning")
    if of.reports:
        zh.append(f"{of.reports.number} 篇宣传报道（阅读 {of.reports.reach} 次）")
        en.append(f"{of.reports.number} publicity reports (read {of.reports.reach} times)")
    return Text(
        zh="，".join([*zh, f"得分合计 {total}"]), en=", ".join([*en, f"scores add up to {total}"])
    )
