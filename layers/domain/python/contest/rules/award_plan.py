"""The award plan of a rules file: which awards there are, how many, and what decides each."""

from typing import Annotated, Literal

from pydantic import Field

from contest.model import Fact, Id, Text


class Level(Fact):
    """One level of an award, such as gold or silver; at most `number` works receive it."""

    id: Id
    name: Text
    number: int = Field(gt=0)
    trophy: bool = False


class Award(Fact):
    id: Id
    name: Text
    min_score: int = Field(default=0, ge=0, le=100)
    """The lowest score that can win, in percent of the highest possible score."""
    not_with: tuple[Id, ...] = ()
    """Levels or awards that are given before this one; their winners cannot win this one."""
    certificate: bool = True
    mark: bool = False
    """Whether the certificate licenses the contest's mark, until the award is revoked."""
    ties: Literal["host", "all", "none"] = "host"
    """When more works stand equal at the edge than there are places: the host decides, or all of
    them get it, or none. What has no place in a level falls to the next one."""


class OverallAward(Award):
    """综合奖: by the overall score. Levels are listed from the best down."""

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
    """What confirmed publicity reports add to the sum of a unit's scores. A work adds at most 100
    to that sum."""

    report: int = Field(ge=0, le=1000)
    """Points for each report."""
    reach_per_point: int | None = Field(default=None, gt=0)
    """How many reads or views earn one point. None: reach does not count."""


class WorkPoints(Fact):
    """What a unit's works add to its sum, each work once."""

    submitted: int = Field(default=0, ge=0, le=1000)
    """Points for each work that was submitted, whatever became of it."""
    passed: int = Field(default=0, ge=0, le=1000)
    """Points for each work that passed the screening."""
    winning: int = Field(default=0, ge=0, le=1000)
    """Points for each work that wins an award before this one in the plan."""
    score: int = Field(default=1, ge=0, le=1000)
    """How often a work's overall score counts: at 1 a work adds at most 100."""


class UnitAward(Award):
    """优秀组织奖、特别贡献奖: to units, by the number and quality of their works (and reports)."""

    kind: Literal["unit"]
    number: int = Field(gt=0)
    works: WorkPoints = WorkPoints()
    publicity: PublicityPoints | None = None
    """None: reports do not count."""


AnyAward = Annotated[
    OverallAward | ThemeAward | CriterionAward | SpecialAward | UnitAward,
    Field(discriminator="kind"),
]

AwardPlan = tuple[AnyAward, ...]
"""In the order in which awards are given: `not_with` excludes winners of earlier awards only."""


def place_names(plan: AwardPlan) -> dict[Id, Text]:
    """The name of every award, and of every level, by its id."""
    names = {award.id: award.name for award in plan}
    for award in plan:
        if award.kind == "overall":
            names |= {level.id: level.name for level in award.levels}
    return names


class Benefit(Fact):
    """What winners receive besides a trophy and a certificate."""

    id: Id
    name: Text
    about: Text
    revocable: bool = False
    """Whether it is taken back when the award is revoked."""
