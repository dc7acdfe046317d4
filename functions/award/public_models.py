"""Responses of the public's API about winners and certificates."""

from pydantic import AwareDatetime

from contest.certificates.certificate import CertificateStatus
from contest.model import Fact, Id, Text


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
    """What a certificate itself says, and nothing else. Once its names were removed at the person's
    request, a note stands in their place."""

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
    objections_end: AwareDatetime | None
    winners: tuple[WinnerSummary, ...]
    taken_off: tuple[PlaceSummary, ...]
    """Awards that were announced and whose works no longer stand. Their places stay free."""
    revoked: tuple[PlaceSummary, ...]
    """Awards that were granted and revoked. Their places stay free."""
