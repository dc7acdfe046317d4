"""Editions of a contest's rules: every edition is kept. The parts that decide results may no longer
change once the first review round has opened."""

from collections.abc import Callable, Collection, Iterable, Mapping

from pydantic import AwareDatetime

from contest.model import Fact, Id, digest
from contest.refusals import Refusal, Refused, refused
from contest.refusals.formatting import stored
from contest.rules.award_plan import AnyAward
from contest.rules.contest import Contest
from contest.rules.rules import Rules


class Edition(Fact):
    """One edition as it was loaded. It never changes."""

    rules: Rules
    sha256: str
    """Of the rules' canonical JSON; the audit record has it too."""
    loaded_at: AwareDatetime


def _award(award: AnyAward) -> object:
    formula = award.model_dump(include={"criterion", "works", "publicity"})
    levels = [level.id for level in award.levels] if award.kind == "overall" else []
    return award.id, award.kind, award.ties, levels, formula


SETTLED: Mapping[str, Callable[[Rules], object]] = {
    "criteria": lambda rules: [(c.id, c.weight, c.points) for c in rules.criteria],
    "scoring": lambda rules: rules.scoring,
    "comments": lambda rules: rules.comments,
    "themes": lambda rules: [theme.id for theme in rules.themes],
    "rounds": lambda rules: [(round_.id, round_.weight) for round_ in rules.rounds],
    "awards": lambda rules: [_award(award) for award in rules.awards],
}
"""By section, the part that may not change during review. A typing error in a name may always be
corrected."""


def is_new(before: Rules, after: Rules) -> bool:
    """Whether `after` differs and has to be loaded. Refused if it differs without being a later
    edition."""
    if digest(before) == digest(after):
        return False
    if after.edition <= before.edition:
        raise refused("rules.edition_not_later", measured=after.edition, allowed=before.edition + 1)
    return True


def check_settled(before: Rules, after: Rules) -> None:
    """Refused if a settled part differs. Applies once a review round has opened, because judges
    score by the rules that they were given."""
    changed = [name for name, part in SETTLED.items() if part(before) != part(after)]
    if changed:
        raise refused("rules.settled", measured=", ".join(changed))


def check_declaration(after: Rules, loaded: Iterable[Edition]) -> None:
    """Refused if another text of the declaration has this version already: entrants have accepted
    that one, and the evidence is kept by version. `loaded`: all editions."""
    present = after.declaration
    for edition in loaded:
        known = edition.rules.declaration
        if known.version == present.version and digest(known) != digest(present):
            code, number = "rules.declaration_changed", edition.rules.edition
            raise refused(code, measured=present.version, allowed=number)


def check_begun(before: Contest, after: Rules, *, begun: Collection[Id]) -> None:
    """Refused if what may not change during review differs, or when a round opens or closes.
    `begun`: the rounds that have ever been opened."""
    _check_screening(after, begun)
    if begun:
        check_settled(before.rules, after)
        _check_opening_dates(before, after, begun)
        _check_closing_dates(before, after, begun)


def _check_screening(after: Rules, begun: Collection[Id]) -> None:
    """Refused if the screening ends after review begins. It may, once review has begun: a work that
    passes then is assigned at once."""
    first, until = after.rounds[0], after.dates.screening_closes
    if first.id not in begun and first.opens < until:
        allowed = stored(until, after.zone)
        raise refused("rules.screening_overlaps", measured=first.id, allowed=allowed)


def _check_opening_dates(before: Contest, after: Rules, begun: Collection[Id]) -> None:
    """Refused if a round that has begun would open at another time: until then its judges would be
    locked out."""
    dates = {round_.id: round_.opens for round_ in after.rounds}
    changed = [
        Refusal(
            code="rules.round_open", measured=round_.id, allowed=stored(round_.opens, after.zone)
        )
        for round_ in before.rules.rounds
        if round_.id in begun and dates.get(round_.id) != round_.opens
    ]
    if changed:
        raise Refused(*changed)


def _check_closing_dates(before: Contest, after: Rules, begun: Collection[Id]) -> None:
    """Refused if a round that has begun would close at another time: its judges' roles end by its
    date, and a closed round would stay closed. The host extends it instead; the date that holds
    then may be written into the rules."""
    dates = {round_.id: round_.closes for round_ in after.rounds}
    changed = [
        Refusal(
            code="rules.round_begun", measured=round_.id, allowed=stored(round_.closes, after.zone)
        )
        for round_ in before.rules.rounds
        if round_.id in begun
        and dates.get(round_.id) not in (round_.closes, before.round(round_.id).closes)
    ]
    if changed:
        raise Refused(*changed)
