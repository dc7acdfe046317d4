"""Requests and responses about certificates."""

from typing import Annotated, Self

from pydantic import AwareDatetime, Field

from contest.certificates.certificate import Certificate, CertificateStatus, Validity
from contest.certificates.code import grouped
from contest.model import Fact, Id, NonBlank
from contest_aws.services.winners.held_back import HeldBack, OneAward


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

    @classmethod
    def of(cls, certificate: Certificate, stands: Validity) -> Self:
        return cls(
            number=certificate.number,
            code=grouped(certificate.code),
            round=certificate.round,
            place=certificate.place,
            theme=certificate.theme,
            entry=certificate.entry,
            unit=certificate.unit,
            recipient=certificate.wording.recipient,
            title=certificate.wording.title,
            award=certificate.wording.award,
            mark=certificate.mark,
            issued_at=certificate.issued_at,
            status=stands.status,
            since=stands.since,
            made=bool(certificate.file),
        )


class Certificates(Fact):
    certificates: tuple[CertificateLine, ...]
    held_back: tuple[HeldBack, ...]
    """Winners whose certificates are not issued, because the fonts lack characters."""


class SpeltRequest(OneAward):
    """Of which certificate that is held back, and how it is printed."""

    glyphs: dict[
        Annotated[str, Field(min_length=1, max_length=1)], Annotated[str, Field(max_length=10)]
    ] = Field(max_length=100)
    """What is printed instead of each character that the fonts lack; empty: nothing."""


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
    """Where to download it, for a while; None until it is complete, and once it is expired or
    outdated."""
    expired: bool
    """Whether the file was deleted, or may be at any moment. Then ask for another archive."""
    outdated: bool
    """Whether other certificates count by now than those in it. Then ask for another archive."""
