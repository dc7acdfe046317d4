"""Sections of a rules file: dates, media, themes, criteria, screening, review rounds, limits,
certificates."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from contest.model import Fact, Id, Language, Text
from contest.rules import numbering
from contest.rules.faults import Fault, Listed, checked_by
from contest.rules.sizes import Size
from contest.rules.templates import EVERYWHERE, unknown_names
from contest.rules.times import Moment, Span

Aspect = Annotated[str, StringConstraints(pattern=r"^[1-9]\d{0,2}:[1-9]\d{0,2}$")]


class Dates(Fact):
    """Moments with their zone. An upload completed after `submission_closes` plus grace is late."""

    submission_opens: Moment
    submission_closes: Moment
    grace: Span = timedelta(0)
    screening_closes: Moment
    ceremony: Moment | None = None
    ceremony_note: Text | None = None
    """What is announced about the ceremony until its date is set."""

    @property
    def upload_ends(self) -> datetime:
        return self.submission_closes + self.grace


class MediaRules(Fact):
    """Requirements for a work's file, as it is displayed (rotated, with pixel aspect applied). What
    is 0, or an empty list, limits nothing."""

    container: Literal["mp4"] = "mp4"
    min_seconds: Decimal = Field(default=Decimal(0), ge=0, le=86_400, decimal_places=3)
    max_seconds: Decimal = Field(gt=0, le=86_400, decimal_places=3)
    frame_tolerance: int = Field(default=1, ge=0, le=5)
    """By how many frames a work may be shorter than `min_seconds` or longer than `max_seconds`."""
    min_long_side: int = Field(default=0, ge=0)
    min_short_side: int = Field(default=0, ge=0)
    aspects: tuple[Aspect, ...] = ()
    aspect_tolerance: Decimal = Field(default=Decimal("0.01"), ge=0, lt=1, decimal_places=4)
    """Relative: 0.01 accepts 1920x1088 as 16:9, but not 17:9."""
    max_bytes: Annotated[Size, Field(le=5 * 1024**4)]

    @property
    def ratios(self) -> dict[str, Fraction]:
        """Width over height by aspect name."""
        return {aspect: Fraction(*map(int, aspect.split(":"))) for aspect in self.aspects}


class Theme(Fact):
    id: Id
    name: Text
    about: Text
    expertise: tuple[Annotated[str, Field(min_length=1, max_length=50)], ...] = ()
    """Fields that judges of its works should know, such as industry or film, as judges are invited
    with. Those called like the theme suit it anyway."""


class Criterion(Fact):
    id: Id
    name: Text
    about: Text | None = None
    weight: int = Field(gt=0, le=1000)
    points: int = Field(default=100, gt=0, le=1000)
    """The highest score; scores are whole points from 0."""


class Reason(Fact):
    """A coded reason that a screener can give."""

    id: Id
    text: Text


class Screening(Fact):
    reasons: Listed[Reason] = Field(min_length=1)
    resubmit_within: Span = timedelta(days=7)
    """How long a returned entry may be corrected and resubmitted, counted from its return. If the
    contest's deadline is later, it applies instead."""
    overdue_after: Span = timedelta(days=14)
    """A screening that takes longer is overdue: it is listed, and the host is mailed."""
    undo_within: Annotated[Span, Field(le=timedelta(minutes=15))] = timedelta(minutes=10)
    """How long a decision can be undone. Mail and judges wait so long; a queue holds a mail back
    for 15 minutes at most."""
    confirmed_by_second: Literal["none", "reject", "all"] = "none"
    """Which decisions take effect only once a second screener has confirmed them."""


class ReviewRound(Fact):
    id: Id
    name: Text
    opens: Moment
    closes: Moment
    best_percent: int = Field(default=100, gt=0, le=100)
    """Percent of the previous round's entries, the best ones, that enter this round. The first
    round has all entries."""
    best_number: int | None = Field(default=None, gt=0)
    """How many of the previous round's entries, the best ones, enter this round. None: as
    `best_percent` says. Only one of the two may be given."""
    ties_enter: bool = True
    """Whether all works with the same score as the last one enter, or none of them."""
    reviews_per_entry: int = Field(gt=0, le=40)
    max_load: int = Field(gt=0)
    """The most entries that one judge receives."""
    weight: int = Field(default=1, gt=0, le=1000)
    """What the round weighs in an entry's score, if `scoring.rounds` is `weighted`."""
    remind_days_before: tuple[Annotated[int, Field(gt=0, le=60)], ...] = (7, 1)
    """On which days before the round closes judges with open reviews are reminded."""


class Scoring(Fact):
    method: Literal["mean", "trimmed_mean"] = "mean"
    """`trimmed_mean` leaves out the highest and the lowest total if there are three or more."""
    rounds: Literal["last", "all", "weighted"] = "last"
    """How rounds combine: the last one that an entry reached counts alone, or the reviews of all
    rounds count alike, or the rounds' means by their `weight`. Whatever this says, an entry that
    reached a later round ranks above those that did not."""
    min_reviews: int = Field(default=1, gt=0)
    """An entry with fewer submitted reviews in the last round that it reached is not ranked."""
    ties: tuple[Id, ...] = ()
    """Criteria that break equal totals, in this order; what stays equal is shown as a tie."""


class Comments(Fact):
    """Who reads what judges write about a work. Their notes are for themselves alone."""

    to: Literal["host", "entrant"] = "host"
    """`entrant`: the host, and the work's entrant without the judge's name."""
    shown: Literal["announced", "final"] = "final"
    """When the entrant gets them: once results are announced, or final and the awards granted."""


class Objections(Fact):
    """公示期: results are published provisionally, may be objected to, and then become final."""

    period: Span = timedelta(days=7)
    entrants_first: Span = timedelta(0)
    """How long before the public list entrants see their own result. 0: with everybody."""


class Confirmation(Fact):
    """Who of the host confirms a list of winners, and a revocation."""

    people: Literal[1, 2] = 1
    """With two, the second is not the one who made the last change."""


class Limits(Fact):
    entries_per_entrant: int | None = Field(default=None, gt=0)
    """None: any number."""
    entries_per_day: int | None = Field(default=None, gt=0)
    """For one entrant and one day of the contest's calendar. None: any number."""
    bytes_per_day: Size | None = None
    """For the same. None: any number."""
    uploads_per_day: int | None = Field(default=100, gt=0)
    """For the same, of any size: each upload that is complete is checked and mailed about."""
    one_theme_per_work: bool = True
    """Of entries that a person has found to be the same work, only one is admitted to review."""


class Retention(Fact):
    """How long data is kept, counted from when the results become final."""

    personal_data: Span
    media_of_unawarded: Span
    awards_stay_named: bool = False
    """Whether the published name of a winner who is a single person stays after that person's data
    is erased on request."""


ON_CERTIFICATES = EVERYWHERE | {"award", "credits", "date", "number"}


def certificate_names(text: Text) -> Iterable[Fault]:
    return unknown_names(Text(zh=text.zh, en=text.en), allowed=ON_CERTIFICATES)


class CertificateRules(Text):
    """The text of a work's certificate. A line with `{award}` alone is set large. The foot of every
    certificate has host, date, number and check code."""

    unit: Annotated[Text, checked_by(certificate_names)] | None = None
    """The text of a unit's certificate; left out, the same as a work's."""
    number: Annotated[str, checked_by(numbering.pattern)] = "{number:04}"
    """The pattern of the certificates' numbers."""
    language: Language = "zh"
    """The language that they are printed in. Left out: the contest's only one, or Chinese."""
    paper: Literal["landscape", "portrait"] = "landscape"
    template: Id | None = Field(default=None)
    """The contest's own template, as `laurel certificate template` has stored it; else Laurel's."""
