"""Responses of the public's API."""

from typing import Literal

from pydantic import AwareDatetime

from contest.award.places import places
from contest.certificates.certificate import CertificateStatus
from contest.model import Fact, Id, Text
from contest.rules.award_plan import AnyAward, Benefit
from contest.rules.deadline import Deadline
from contest.rules.form_fields import AiRules, Declaration, FormField, RecommendingUnit
from contest.rules.notice import Eligibility, Notice, Party, ReviewDates
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
    """Of a theme award in each theme, of a special award at most."""
    trophy: bool
    certificate: bool


class OfferedAward(Fact):
    id: Id
    name: Text
    kind: Literal["overall", "theme", "criterion", "special", "unit"]
    places: tuple[OfferedPlace, ...]

    @classmethod
    def of(cls, award: AnyAward) -> "OfferedAward":
        known = places((award,)).values()
        offered = tuple(OfferedPlace.model_validate(one, from_attributes=True) for one in known)
        return cls(id=award.id, name=award.name, kind=award.kind, places=offered)


class CallForEntries(Fact):
    """What an entrant has to know about a contest."""

    id: Id
    name: Text
    time_zone: str
    now: AwareDatetime
    """The contest's time, by which its dates count. A rehearsal's clock may be ahead of ours."""
    about: Text | None
    notice: Notice
    """What the host announces besides: motto, purpose, ways to take part, contact."""
    eligibility: Eligibility | None
    awards: tuple[OfferedAward, ...]
    benefits: tuple[Benefit, ...]
    parties: tuple[Party, ...]
    units: tuple[RecommendingUnit, ...]
    """Units that the form can name. Any other may be named too, but is no recommending unit."""
    dates: Dates
    rounds: tuple[ReviewDates, ...]
    deadline: Deadline
    """Of submission, and what holds now. A returned entry has a later one of its own."""
    media: MediaRules
    themes: tuple[Theme, ...]
    one_theme_per_work: bool
    criteria: tuple[Criterion, ...]
    form: tuple[FormField, ...]
    ai: AiRules
    declaration: Declaration
    """To be accepted with every entry, by its version and the hash of its text."""
    declaration_sha256: str


class WinnerSummary(Fact):
    """What the public sees of a winner: no scores and no reasons."""

    id: Id
    """Names the winner in an objection."""
    award: Id
    level: Id | None
    name: Text
    theme: Id | None
    title: str
    recipient: str


class PlaceSummary(Fact):
    """An award or a level of it, without whoever had it."""

    award: Id
    level: Id | None
    name: Text
    theme: Id | None


class CertificateText(Fact):
    """What a certificate itself says. Of names that were removed, a note stands in their place."""

    number: str
    recipient: str
    title: str
    """Of the work; empty on the certificate of a unit."""
    award: str
    contest: str
    host: str
    date: str
    mark: bool
    """Whether it licenses the contest's mark, as long as it is valid."""


class CertificateCheck(Fact):
    """Whether a certificate counts. Of an unknown one the other fields are empty."""

    status: CertificateStatus
    since: AwareDatetime | None
    """Since when it is replaced or revoked."""
    checked_at: AwareDatetime
    certificate: CertificateText | None


class AwardRoundSummary(Fact):
    """One award round. Nothing in it is final until its objection period (公示期) is over."""

    final: bool
    fills: bool  # what became free after an earlier list was granted
    objections_end: AwareDatetime | None
    winners: tuple[WinnerSummary, ...]
    taken_off: tuple[PlaceSummary, ...]
    """Awards that were announced and whose works no longer stand."""
    revoked: tuple[PlaceSummary, ...]
