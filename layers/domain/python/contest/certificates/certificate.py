"""A certificate: issued once for each winner, replaced when it is corrected, and valid as long as
the award stands."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Literal

from pydantic import AwareDatetime

from contest.audit import Audited
from contest.award.award import AwardRound, Revocation, Winner
from contest.certificates.code import Code
from contest.entry.host_decisions import TakenOff
from contest.model import Fact, Id, Language

Paper = Literal["landscape", "portrait"]


class Wording(Fact):
    """All that is printed on a certificate beside its number and its code."""

    language: Language
    paper: Paper = "landscape"
    lines: tuple[str, ...]
    """The text of the rules, filled in. The line that is the award alone is set large."""
    recipient: str
    title: str = ""
    """Of the work; empty on the certificate of a unit."""
    award: str
    contest: str
    host: str
    date: str
    template: str = ""
    """The name of the contest's own template; empty for Laurel's."""


class Certificate(Audited):
    contest: Id
    code: Code
    number: str
    round: Id
    """The award round."""
    place: Id
    """The award, or its level."""
    theme: Id | None = None
    entry: Id | None = None
    unit: Id | None = None
    wording: Wording
    glyphs: dict[str, str] = {}
    """What is printed instead of characters that the fonts lack."""
    link: str
    """The address of the check page, as its QR code has it."""
    mark: bool = False
    """Whether it licenses the use of the contest's mark, for as long as it is valid."""
    issued_at: AwareDatetime
    replaces: Code | None = None
    replaced_by: Code | None = None
    replaced_at: AwareDatetime | None = None
    erased: bool = False
    """Whether its names were removed, at the person's request."""
    file: str = ""
    """The object that holds its PDF; empty until it is made."""
    sha256: str = ""
    """Of the PDF."""

    @property
    def who(self) -> Id:
        return self.entry or self.unit or ""

    def is_for(self, winner: Winner) -> bool:
        return (self.place, self.theme, self.entry, self.unit) == (
            winner.place,
            winner.theme,
            winner.entry,
            winner.unit,
        )


class CertificateStatus(StrEnum):
    VALID = "valid"
    REPLACED = "replaced"
    REVOKED = "revoked"
    UNKNOWN = "unknown"


class Validity(Fact):
    """Whether a certificate counts, and since when it does not."""

    status: CertificateStatus
    since: AwareDatetime | None = None


def validity(
    certificate: Certificate, round_: AwardRound, taken_off: TakenOff | None = None
) -> Validity:
    """By the award as it stands now: a revocation, a withdrawal or a disqualification counts from
    its own moment, without a change of the certificate. `taken_off`: of the certificate's entry."""
    ends = [*_revoked(certificate, round_.revocations)]
    if taken_off is not None:
        ends.append(taken_off.at)
    if ends:
        return Validity(status=CertificateStatus.REVOKED, since=min(ends))
    if certificate.replaced_at is not None:
        return Validity(status=CertificateStatus.REPLACED, since=certificate.replaced_at)
    return Validity(status=CertificateStatus.VALID)


def _revoked(certificate: Certificate, revocations: Iterable[Revocation]) -> Iterable[datetime]:
    for one in revocations:
        same = (one.place, one.theme, one.entry, one.unit) == (
            certificate.place,
            certificate.theme,
            certificate.entry,
            certificate.unit,
        )
        if same and one.at is not None:
            yield one.at


def nameless(certificate: Certificate, *, hidden: str) -> Certificate:
    """Without the names, and without the file that has them. `hidden` stands in their place."""
    wording = certificate.wording.model_copy(update={"recipient": hidden, "title": "", "lines": ()})
    return certificate.next_version(wording=wording, glyphs={}, erased=True, file="", sha256="")
