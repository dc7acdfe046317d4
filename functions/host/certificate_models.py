"""Requests and responses about certificates."""

from pydantic import AwareDatetime, Field

from contest.certificates.certificate import CertificateStatus
from contest.model import Fact, Id, NonBlank


class CertificateLine(Fact):
    number: str
    code: str
    round: Id
    place: Id
    theme: Id | None
    entry: Id | None
    unit: Id | None
    recipient: str
    title: str
    award: str
    mark: bool
    issued_at: AwareDatetime
    status: CertificateStatus
    since: AwareDatetime | None
    """Since when it is replaced or revoked."""
    made: bool
    """Whether its file is there."""


class CertificateFile(Fact):
    number: str
    address: str
    """Where to download it, for a while."""


class CorrectionRequest(Fact):
    """What was misspelt. What is left out stays as it is."""

    recipient: NonBlank | None = Field(default=None, max_length=200)
    title: NonBlank | None = Field(default=None, max_length=100)
    reason: NonBlank = Field(max_length=1000)


class ArchiveProgress(Fact):
    done: int
    total: int
    asked_at: AwareDatetime
    address: str | None
    """Where to download it, for a while; None until it is complete, and once it is expired."""
    expired: bool
    """Whether the file was deleted, or may be at any moment. Then ask for another archive."""
