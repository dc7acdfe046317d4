"""Router: the certificates of an entrant's own entry."""

from pydantic import AwareDatetime

from contest.certificates.archive import file_name
from contest.certificates.certificate import Certificate, CertificateStatus
from contest.certificates.code import grouped
from contest.model import Fact, Id
from contest_aws.http import api
from contest_aws.media.certificate_files import CertificateFiles
from contest_aws.services.award.certificate_check import validity_of
from contest_aws.services.award.certificates import of_winner
from upload.dependencies import context, own, settings, store

router = api.router()
files = CertificateFiles(settings.media_bucket)


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


@router.get("/entrant/<contest_id>/entries/<entry_id>/certificates")
def certificates(contest_id: Id, entry_id: Id) -> list[OwnCertificate]:
    """我的作品的证书。 The certificates of my entry."""
    ctx = context(api.who(router), contest_id)
    return [_shown(one) for one in of_winner(store, contest_id, own(ctx, entry_id).id)]


def _shown(certificate: Certificate) -> OwnCertificate:
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
