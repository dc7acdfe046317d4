"""Responses of the public's API about a contest: the list, and the call for entries."""

from typing import Literal

from pydantic import AwareDatetime

from contest.award.places import places
from contest.model import Fact, Id, Text
from contest.rules.award_plan import AnyAward, Benefit
from contest.rules.deadline import Deadline
from contest.rules.form_fields import Declaration, FormField, RecommendingUnit
from contest.rules.notice import Eligibility, Notice, Party
from contest.rules.sections import Criterion, Dates, MediaRules, Theme


class ContestSummary(Fact):
    """A contest of the deployment, for a list."""

    id: Id
    name: Text
    about: Text | None
    time_zone: str
    deadline: Deadline
    """Of submission."""


class OfferedPlace(Fact):
    """A level of an award, or the award itself."""

    id: Id
    name: Text
    number: int
    """How many can have it; of a theme award in each theme, of a special award at most."""
    trophy: bool


class OfferedAward(Fact):
    id: Id
    name: Text
    kind: Literal["overall", "theme", "criterion", "special", "unit"]
    places: tuple[OfferedPlace, ...]
    """The best first."""

    @classmethod
    def of(cls, award: AnyAward) -> "OfferedAward":
        known = places((award,)).values()
        offered = [
            OfferedPlace(
                id=place.id,
                name=place.name,
                number=place.number,
                trophy=place.level is not None and place.level.trophy,
            )
            for place in known
        ]
        return cls(id=award.id, name=award.name, kind=award.kind, places=tuple(offered))


class CallForEntries(Fact):
    """What an entrant has to know about a contest."""

    id: Id
    name: Text
    time_zone: str
    now: AwareDatetime
    """The contest's time, which its dates are compared with. A rehearsal's clock may be ahead of
    ours."""
    about: Text | None
    notice: Notice
    """What the host announces besides: motto, purpose, ways to take part, contact."""
    eligibility: Eligibility | None
    awards: tuple[OfferedAward, ...]
    benefits: tuple[Benefit, ...]
    """What winners get besides trophy and certificate."""
    parties: tuple[Party, ...]
    units: tuple[RecommendingUnit, ...]
    """Units that the form can name. Any other unit may be named too, but is not a recommending
    unit."""
    dates: Dates
    deadline: Deadline
    """Of submission, and what holds now. A returned entry has a later one of its own."""
    media: MediaRules
    themes: tuple[Theme, ...]
    criteria: tuple[Criterion, ...]
    form: tuple[FormField, ...]
    declaration: Declaration
    """To be accepted with every entry, by its version and the hash of its text."""
    declaration_sha256: str
