"""Checks of an award plan: ids are unique, exclusions have an effect, and minimum scores are set
only where scores decide."""

from collections.abc import Iterable, Sequence
from typing import Literal

from contest.model import Text
from contest.rules.award_plan import AnyAward, AwardPlan, CriterionAward, OverallAward
from contest.rules.faults import Fault, Place, fault, repeated, unknown
from contest.rules.sections import Criterion

Field = Literal["works", "units", "nobody"]
"""Who competes for an award by score."""


def awards(plan: AwardPlan) -> Iterable[Fault]:
    """Ids of awards and levels are unique; `not_with` names earlier ones in the same field."""
    before: dict[str, Field] = {}
    for position, award in enumerate(plan):
        yield from _exclusions(award, (position, award.kind), before)
        if award.min_score and _field(award) != "works":
            yield _no_percent(award, (position, award.kind))
        places: list[tuple[Place, str]] = [((position, award.kind, "id"), award.id)]
        if isinstance(award, OverallAward):
            places += [
                ((position, award.kind, "levels", index, "id"), level.id)
                for index, level in enumerate(award.levels)
            ]
        for place, name in places:
            if name in before:
                yield Fault(place, name, repeated(name))
            before[name] = _field(award)


def _exclusions(award: AnyAward, place: Place, before: dict[str, Field]) -> Iterable[Fault]:
    field = _field(award)
    known = [name for name, of in before.items() if of == field != "nobody"]
    for index, name in enumerate(award.not_with):
        if name not in before:
            yield Fault((*place, "not_with", index), name, unknown(name, known))
        elif name not in known:
            names = ", ".join(known) or "-"
            error = fault(
                "other_field",
                f"“{name}”的获奖者与本奖项无关（作品、单位、主办单位决定的奖项互不排除）",
                f'winners of "{name}" do not compete for this award: awards for works, awards for '
                "units and awards that the host decides exclude only awards of their own kind",
                allowed=Text(zh=names, en=names),
            )
            yield Fault((*place, "not_with", index), name, error)


def _field(award: AnyAward) -> Field:
    match award.kind:
        case "unit":
            return "units"
        case "special":
            return "nobody"
        case _:
            return "works"


def _no_percent(award: AnyAward, place: Place) -> Fault:
    error = fault(
        "no_percent",
        "该奖项不按百分制得分评定，不能设 min_score",
        "this award is not decided by a percent score, so it cannot have a min_score",
        allowed=Text(zh="0，或不写", en="0, or leave it out"),
    )
    return Fault((*place, "min_score"), award.min_score, error)


def single_criteria(criteria: Sequence[Criterion], plan: AwardPlan) -> Iterable[Fault]:
    known = {criterion.id for criterion in criteria}
    for position, award in enumerate(plan):
        if isinstance(award, CriterionAward) and award.criterion not in known:
            place = ("awards", position, award.kind, "criterion")
            yield Fault(place, award.criterion, unknown(award.criterion, known))


def certificates(plan: AwardPlan, certificate: Text | None) -> Iterable[Fault]:
    issued = [award.name.zh for award in plan if award.certificate]
    if issued and certificate is None:
        names = "、".join(issued)
        error = fault(
            "certificate",
            f"缺少证书文字：{names}颁发证书",
            "the text of the certificates is missing",
            allowed=Text(
                zh="写上 certificate，或在不发证书的奖项写 certificate: false",
                en="write it, or certificate: false on every award that has none",
            ),
        )
        yield Fault(("certificate",), None, error)
