"""Proposes the winners of every award from the scores, each with the reason.

Ties are never broken silently: all works with the same score as the last place are proposed and
marked as tied.
"""

from collections.abc import Callable, Iterable
from fractions import Fraction

from contest.award.award import Winner
from contest.award.names import Names, unit_id
from contest.award.results import Reports, ResultLine, Results
from contest.model import Id, Text
from contest.rules.award_plan import (
    AwardPlan,
    CriterionAward,
    Level,
    OverallAward,
    ThemeAward,
    UnitAward,
)

Score = Callable[[ResultLine], Fraction]


def proposal_from(plan: AwardPlan, results: Results, names: Names) -> tuple[Winner, ...]:
    """The proposed winners, in the plan's order.

    An award's `not_with` excludes the winners of awards that come before it in the plan. Special
    awards are the host's decision; none is proposed."""
    winners: list[Winner] = []
    for award in plan:
        excluded = set(award.not_with)
        taken = {w.entry or w.recipient for w in winners if {w.award, w.level} & excluded}
        free = [line for line in results.lines if line.entry not in taken]
        match award.kind:
            case "overall":
                winners += _levels(award, free, names)
            case "theme":
                for theme in sorted({line.theme for line in free}):
                    of_theme = [line for line in free if line.theme == theme]
                    won = _best_of(award, of_theme, _overall, names)
                    winners += [winner.model_copy(update={"theme": theme}) for winner in won]
            case "criterion":
                winners += _best_of(award, free, _on(award.criterion), names)
            case "unit":
                winners += _units(award, results, names, taken=taken)
            case "special":
                pass
    return tuple(winners)


def _overall(line: ResultLine) -> Fraction:
    return line.overall


def _on(criterion: Id) -> Score:
    return lambda line: line.criteria[criterion]


def _standing(line: ResultLine, score: Score) -> tuple[Fraction, int]:
    """The sort key of winners: the score that decides, then the overall rank. Greater is better."""
    return score(line), -line.rank


def _best(lines: Iterable[ResultLine], number: int, score: Score) -> list[tuple[ResultLine, bool]]:
    """The `number` best lines and all that equal the last of them, each with whether it is tied."""
    ranked = sorted(lines, key=lambda line: (-score(line), line.rank, line.entry))
    if len(ranked) <= number:
        return [(line, False) for line in ranked]
    last = _standing(ranked[number - 1], score)
    beyond = _standing(ranked[number], score) == last
    return [
        (line, beyond and _standing(line, score) == last)
        for line in ranked
        if _standing(line, score) >= last
    ]


def _levels(award: OverallAward, free: list[ResultLine], names: Names) -> list[Winner]:
    field = [line for line in free if line.overall >= award.min_score]
    winners, rest = [], field
    for level in award.levels:
        chosen = _best(rest, level.number, _overall)
        winners += [
            _winner(award, line, _overall, field, names, tied=tied, level=level)
            for line, tied in chosen
        ]
        rest = _without(rest, chosen)
    return winners


def _without(lines: list[ResultLine], chosen: list[tuple[ResultLine, bool]]) -> list[ResultLine]:
    taken = {line.entry for line, _ in chosen}
    return [line for line in lines if line.entry not in taken]


def _best_of(
    award: ThemeAward | CriterionAward, free: Iterable[ResultLine], score: Score, names: Names
) -> list[Winner]:
    field = [line for line in free if score(line) >= award.min_score]
    return [
        _winner(award, line, score, field, names, tied=tied)
        for line, tied in _best(field, award.number, score)
    ]


def _winner(
    award: OverallAward | ThemeAward | CriterionAward,
    line: ResultLine,
    score: Score,
    field: list[ResultLine],
    names: Names,
    *,
    tied: bool,
    level: Level | None = None,
) -> Winner:
    better = sum(_standing(other, score) > _standing(line, score) for other in field)
    shown = f"{float(score(line)):.2f}"
    return Winner(
        award=award.id,
        level=level.id if level else None,
        name=level.name if level else award.name,
        entry=line.entry,
        title=names.title(line.entry),
        recipient=names.entrant(line.entry),
        score=shown,
        tied=tied,
        why=Text(
            zh=f"得分 {shown}，在 {len(field)} 件作品中列第 {better + 1}",
            en=f"score {shown}, number {better + 1} of {len(field)} works",
        ),
    )


def _units(award: UnitAward, results: Results, names: Names, *, taken: set[str]) -> list[Winner]:
    """The winners of an award to units.

    优秀组织奖 counts the sum of the overall scores of all works that a unit entered or recommended,
    which reflects number and quality. 特别贡献奖 adds points for the unit's publicity reports. A
    single person is not a unit."""
    works: dict[Id, list[ResultLine]] = {}
    for line in results.lines:
        for unit in line.units:
            works.setdefault(unit, []).append(line)
    reports = results.publicity if award.publicity else {}
    excluded = {unit_id(unit) for unit in taken}
    sums = {
        unit: sum((line.overall for line in works.get(unit, ())), _points(award, reports.get(unit)))
        for unit in (works.keys() | reports.keys()) - excluded
    }
    ranked = sorted(sums, key=lambda unit: (-sums[unit], unit))
    last = sums[ranked[award.number - 1]] if len(ranked) > award.number else Fraction()
    chosen = [unit for unit in ranked if sums[unit] >= last]
    beyond = len(chosen) > award.number
    return [
        Winner(
            award=award.id,
            name=award.name,
            recipient=names.unit(unit),
            score=f"{float(sums[unit]):.2f}",
            tied=beyond and sums[unit] == last,
            why=_why(works.get(unit, []), reports.get(unit), sums[unit]),
        )
        for unit in chosen
    ]


def _points(award: UnitAward, reports: Reports | None) -> Fraction:
    if award.publicity is None or reports is None:
        return Fraction()
    reach = award.publicity.reach_per_point
    return Fraction(award.publicity.report * reports.number) + (
        Fraction(reports.reach, reach) if reach else 0
    )


def _why(works: list[ResultLine], reports: Reports | None, total: Fraction) -> Text:
    shown = f"{float(total):.2f}"
    zh, en = f"{len(works)} 件作品进入评审", f"{len(works)} works in review"
    if reports:
        zh += f"，{reports.number} 篇宣传报道（阅读 {reports.reach} 次）"
        en += f", {reports.number} publicity reports (read {reports.reach} times)"
    return Text(zh=f"{zh}，得分合计 {shown}", en=f"{en}, scores add up to {shown}")
