"""The certificates of a winner, as the winner sees them: an entrant, or a recommending unit."""

from collections.abc import Iterable

from pydantic import AwareDatetime

from contest.certificates.archive import file_name
from contest.certificates.certificate import Certificate, CertificateStatus
from contest.certificates.code import grouped
from contest.model import Fact, Id
from contest_aws.media.certificate_files import CertificateFiles
from contest_aws.services.award.certificate_check import validity_of
from contest_aws.services.award.certificates import of_winner
from contest_aws.store.protocol import Store


class OwnCertificate(Fact):
    number: str
    code: str
    award: str
    issued_at: AwareDatetime
    mark: bool
    """Whether it licenses the contest's mark, as long as it is valid."""
    status: CertificateStatus
    since: AwareDatetime | None
    link: str
    """The page on which anybody can check it."""
    address: str | None
    """Where to download it, for a while. None until it is made, and once it does not count."""


def own_certificates(
    store: Store, contest_id: Id, who: Iterable[Id], files: CertificateFiles
) -> list[OwnCertificate]:
    """`who`: an entry, or the ids under which a unit can have an award."""
    found = [one for winner in sorted(who) for one in of_winner(store, contest_id, winner)]
    return [_shown(store, one, files) for one in found]


def _shown(store: Store, certificate: Certificate, files: CertificateFiles) -> OwnCertificate:
    stands = validity_of(store, certificate)
    there = certificate.file and stands.status is CertificateStatus.VALID
    return OwnCertificate(
        number=certificate.number,
        code=grouped(certificate.code),
        award=certificate.wording.award,
        issued_at=certificate.issued_at,
        mark=certificate.mark,
        status=stands.status,
        since=stands.since,
        link=certificate.link,
        address=files.address(certificate.file, name=file_name(certificate)) if there else None,
    )
