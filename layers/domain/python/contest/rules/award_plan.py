"""The award plan of a rules file: which awards there are, how many, and what decides each."""

from typing import Annotated, Literal

from pydantic import Field

from contest.model import Fact, Id, Text


class Level(Fact):
    """One step of an award: gold, silver, ...; `number` works at the most."""

    id: Id
    name: Text
    number: int = Field(gt=0)
    trophy: bool = False


class Award(Fact):
    id: Id
    name: Text
    min_score: int = Field(default=0, ge=0, le=100)
    """Percent of the points that can be had."""
    not_with: tuple[Id, ...] = ()
    """Levels or awards, given before this one, whose winners take no part in it."""
    certificate: bool = True


class OverallAward(Award):
    """综合奖: by the overall score, the best level first."""

    kind: Literal["overall"]
    levels: tuple[Level, ...] = Field(min_length=1)


class ThemeAward(Award):
    """主题奖: by the overall score within each theme."""

    kind: Literal["theme"]
    number: int = Field(gt=0)


class CriterionAward(Award):
    """单项奖: by the score on one criterion."""

    kind: Literal["criterion"]
    criterion: Id
    number: int = Field(gt=0)


class SpecialAward(Award):
    """特别奖: the host's own decision, with a recorded reason."""

    kind: Literal["special"]
    number: int = Field(gt=0)


class PublicityPoints(Fact):
    """What confirmed publicity reports add to the sum of a unit's scores, of which a work has 100
    at the most."""

    report: int = Field(ge=0, le=1000)
    """Points for each report."""
    reach_per_point: int | None = Field(default=None, gt=0)
    """How many readings or viewings make a point. None: reach does not count."""


class UnitAward(Award):
    """优秀组织奖, 特别贡献奖: to units, by number and quality of their works (and of reports)."""

    kind: Literal["unit"]
    number: int = Field(gt=0)
    publicity: PublicityPoints | None = None
    """None: reports do not count."""


AnyAward = Annotated[
    OverallAward | ThemeAward | CriterionAward | SpecialAward | UnitAward,
    Field(discriminator="kind"),
]

AwardPlan = tuple[AnyAward, ...]
"""In the order in which awards are given: what comes first decides what `not_with` excludes."""


class Benefit(Fact):
    """What winners get beside trophy and certificate."""

    id: Id
    name: Text
    about: Text
    revocable: bool = False
    """Recovered when the award is revoked."""
