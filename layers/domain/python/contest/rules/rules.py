"""The rules of one contest, as its rules file states them: dates, media, criteria, awards, texts.

Everything that a contest can decide for itself is a field here; none of it is fixed in code. The
command line reads the YAML file and reports the line of a mistake.
"""

from typing import Annotated, Any, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import Field, ValidationInfo, model_validator

from contest.model import Fact, Id, Language, Text
from contest.rules import award_checks, checks, form_fields, numbering
from contest.rules.award_plan import AwardPlan, Benefit
from contest.rules.faults import ACCEPTED, Listed, checked_by, refuse
from contest.rules.form_fields import AiRules, Declaration, FormField, RecommendingUnit
from contest.rules.languages import BOTH, completed, one_or_both
from contest.rules.notice import Eligibility, GalleryRules, Notice, Party, has_host
from contest.rules.sections import (
    CertificateRules,
    Comments,
    Confirmation,
    Criterion,
    Dates,
    Limits,
    MediaRules,
    Objections,
    Retention,
    ReviewRound,
    Scoring,
    Screening,
    Theme,
    certificate_names,
)
from contest.rules.sizes import ViewingLimits
from contest.rules.templates import Mails
from contest.rules.times import known_zone


class Rules(Fact):
    """A whole rules file. Every id that it refers to is defined in it."""

    id: Id
    edition: int = Field(gt=0)
    """The number of these rules. Once they are in use, raise it with every change."""
    languages: Annotated[tuple[Language, ...], checked_by(one_or_both)] = BOTH
    """The languages of its texts. With one, a text is written as `{ en: … }` alone."""
    name: Text
    about: Text | None = None
    time_zone: Annotated[str, checked_by(known_zone)]
    parties: Annotated[tuple[Party, ...], checked_by(has_host)] = Field(min_length=1)
    units: Listed[RecommendingUnit] = ()
    eligibility: Eligibility | None = None
    notice: Notice = Notice()
    dates: Annotated[Dates, checked_by(checks.dates)]
    entry_number: Annotated[str, checked_by(numbering.pattern)] = "{number:04}"
    """The pattern of the numbers that entries get when they are submitted."""
    limits: Limits = Limits()
    media: Annotated[MediaRules, checked_by(checks.media)]
    viewing: ViewingLimits = ViewingLimits()
    declaration: Declaration
    form: Annotated[Listed[FormField], checked_by(checks.form)] = Field(min_length=1)
    ai: Annotated[AiRules, checked_by(form_fields.ai)] = AiRules()
    themes: Listed[Theme] = Field(min_length=1)
    criteria: Listed[Criterion] = Field(min_length=1)
    screening: Screening
    conflicts: tuple[Literal["own_unit", "recommending_unit", "credited"], ...] = (
        "own_unit",
        "recommending_unit",
        "credited",
    )
    """What keeps a judge from reviewing an entry, beside what always does: a work of their own, one
    that they screened, a recusal."""
    entrants_may_judge: bool = True
    """Whether somebody who has entered a work may judge those of others; never their own."""
    rounds: Annotated[Listed[ReviewRound], checked_by(checks.rounds)] = Field(min_length=1)
    scoring: Scoring = Scoring()
    comments: Comments = Comments()
    awards: Annotated[AwardPlan, checked_by(award_checks.awards)]
    confirmation: Confirmation = Confirmation()
    objections: Objections = Objections()
    certificate: Annotated[CertificateRules, checked_by(certificate_names)] | None = None
    """Needed if an award has certificates."""
    benefits: Listed[Benefit] = ()
    gallery: GalleryRules = GalleryRules()
    mails: Mails = Mails()
    retention: Retention

    @property
    def sheet_fields(self) -> tuple[FormField, ...]:
        """The usual fields, which are the columns of 《推荐汇总表》."""
        return tuple(field for field in self.form if field.type is None)

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @model_validator(mode="before")
    @classmethod
    def _in_its_languages(cls, document: Any) -> Any:  # noqa: ANN401 - whatever a file holds
        return completed(document)

    @model_validator(mode="after")
    def _agrees_with_itself(self, info: ValidationInfo) -> Self:
        if info.context is not ACCEPTED:
            refuse("rules", checks.across(dict(self)))
        return self
