"""Router: the certificates of an entrant's own entry."""

from contest.model import Id
from contest_aws.http import api
from contest_aws.media.certificate_files import CertificateFiles
from contest_aws.services.winners.own_certificates import OwnCertificate, own_certificates
from upload.dependencies import context, own, settings, store

router = api.router()
files = CertificateFiles(settings.media_bucket)


@router.get("/entrant/<contest_id>/entries/<entry_id>/certificates")
def certificates(contest_id: Id, entry_id: Id) -> list[OwnCertificate]:
    """我的作品的证书。 The certificates of my entry."""
    ctx = context(router, contest_id)
    return own_certificates(store, contest_id, [own(ctx, entry_id).id], files)
