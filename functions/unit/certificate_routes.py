"""Router: the certificates of a recommending unit's own awards."""

from contest.model import Id
from contest_aws import clock
from contest_aws.http import api
from contest_aws.media.certificate_files import CertificateFiles
from contest_aws.services.context import context_for
from contest_aws.services.winners.ceremony import ids_of_unit
from contest_aws.services.winners.own_certificates import OwnCertificate, own_certificates
from unit.dependencies import mine, settings, store

router = api.router()
files = CertificateFiles(settings.media_bucket)


@router.get("/unit/<contest_id>/certificates")
def certificates(contest_id: Id) -> list[OwnCertificate]:
    """本单位的证书。 The certificates of my unit."""
    access = api.who(router)
    contest, us = mine(access, contest_id)
    ctx = context_for(store, contest, access, now=clock.now())
    return own_certificates(store, contest_id, ids_of_unit(ctx, us.id), files)
