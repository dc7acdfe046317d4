"""Checks of an award plan and of the scoring: ids are unique, exclusions have an effect, minimum
scores are set only where scores decide, there are enough reviews, and the list of all winners can
be stored."""

from collections.abc import Callable, Iterable, Sequence
from typing import Literal

from contest.model import Text
from contest.rules.award_plan import AnyAward, AwardPlan, CriterionAward, OverallAward
from contest.rules.faults import (
    Fault,
    Place,
    any_of,
    fault,
    out_of_bounds,
    repeated,
    unfit,
    unknown,
)
from contest.rules.form_fields import FormField, RecommendingUnit
from contest.rules.sections import Criterion, MediaRules, ReviewRound, Scoring, Theme

Field = Literal["works", "units", "nobody"]
"""Who competes for an award by score."""
TRIMMED_FROM = 3
MOST_PLACES = 2000
"""Of all awards together. Their winners, with the reason for each, are one item of the table, which
has room for about twice as many."""


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
            error = fault(
                "other_field",
                f"“{name}”的获奖者与本奖项无关（作品、单位、主办单位决定的奖项互不排除）",
                f'winners of "{name}" do not compete for this award: awards for works, awards for '
                "units and awards that the host decides exclude only awards of their own kind",
                allowed=any_of(known),
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


def unit_awards(
    plan: AwardPlan, form: Sequence[FormField], units: Sequence[RecommendingUnit]
) -> Iterable[Fault]:
    """An award to units needs units: entrants that say that they are one, or who recommends."""
    if units or any(field.id in ("unit_type", "recommending_unit") for field in form):
        return
    for position, award in enumerate(plan):
        if award.kind == "unit":
            error = unfit(
                "没有单位可以获得该奖项：表单没有单位性质 (unit_type)，也没有推荐单位 (units)",
                "no unit can win this award: the form does not ask for the kind of unit "
                "(unit_type), and there are no recommending units (units)",
                allowed=Text(
                    zh="表单加 unit_type，或写上 units，或删去该奖项",
                    en="add unit_type to the form, or units, or leave the award out",
                ),
            )
            yield Fault(("awards", position, award.kind, "kind"), award.kind, error)


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


def ties(criteria: Sequence[Criterion], scoring: Scoring) -> Iterable[Fault]:
    known = {criterion.id for criterion in criteria}
    for position, name in enumerate(scoring.ties):
        if name not in known:
            yield Fault(("scoring", "ties", position), name, unknown(name, known))


def judging(reviews: Sequence[ReviewRound], scoring: Scoring, of: MediaRules) -> Iterable[Fault]:
    """Each entry gets enough reviews for the scoring. No judge gets more than can be watched while
    the round is open."""
    least = max(scoring.min_reviews, TRIMMED_FROM if scoring.method == "trimmed_mean" else 1)
    for position, this in enumerate(reviews):
        if this.reviews_per_entry < least:
            error = out_of_bounds(f"至少 {least}（见 scoring）", f"{least} or more (see scoring)")
            yield Fault(("rounds", position, "reviews_per_entry"), this.reviews_per_entry, error)
        most = int((this.closes - this.opens).total_seconds() / float(of.max_seconds))
        if this.max_load > most:
            error = out_of_bounds(
                f"至多 {most}：这一轮里来得及看完",
                f"at most {most}: what can be watched while the round is open",
            )
            yield Fault(("rounds", position, "max_load"), this.max_load, error)


def number_of_places(plan: AwardPlan, themes: Sequence[Theme]) -> Iterable[Fault]:
    number = 0
    for award in plan:
        if isinstance(award, OverallAward):
            number += sum(level.number for level in award.levels)
        else:
            number += award.number * (len(themes) if award.kind == "theme" else 1)
    if number > MOST_PLACES:
        error = out_of_bounds(
            f"所有奖项合计至多 {MOST_PLACES} 个名额（主题奖按主题数计）",
            f"at most {MOST_PLACES} places in all awards together, those of a theme award counted "
            "in each theme",
        )
        yield Fault(("awards",), number, error)


OF_AWARDS: tuple[tuple[tuple[str, ...], Callable[..., Iterable[Fault]]], ...] = (
    (("criteria", "scoring"), ties),
    (("criteria", "awards"), single_criteria),
    (("awards", "form", "units"), unit_awards),
    (("awards", "certificate"), certificates),
    (("awards", "themes"), number_of_places),
    (("rounds", "scoring", "media"), judging),
)
"""Checks across sections, with the names of the sections."""
