"""Router: the host lists, downloads and corrects certificates, and issues those that are held
back."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Body

from contest.audit import Actor
from contest.certificates.archive import Archive, file_name
from contest.certificates.certificate import Certificate, CertificateStatus
from contest.certificates.code import as_typed
from contest.model import Id
from contest.refusals import refused
from contest_aws import clock
from contest_aws.http import api
from contest_aws.media.certificate_files import ZIP, CertificateFiles
from contest_aws.services.award import certificate_archive, certificates
from contest_aws.services.award.certificate_check import validity_of
from contest_aws.services.context import Context
from contest_aws.services.entries import contest_of
from contest_aws.services.winners import certificate_correction
from contest_aws.services.winners.certificate_correction import Correction
from contest_aws.services.winners.held_back import held_back, issue_spelt
from contest_aws.store import keys
from contest_aws.store.protocol import get
from contest_aws.workflow.schedules import keep_soon
from host.certificate_models import (
    ArchiveProgress,
    CertificateFile,
    CertificateLine,
    Certificates,
    CorrectionRequest,
    SpeltRequest,
)
from host.dependencies import issuing, settings, store

router = api.router()
files = CertificateFiles(settings.media_bucket)
CERTIFICATES = "/host/<contest_id>/certificates"
ARCHIVE = "/host/<contest_id>/certificate-archive"


@router.get(CERTIFICATES)
def all_(contest_id: Id) -> Certificates:
    """全部证书，含已更正和已撤销的；以及因缺字而未颁发的。 All, and those that are held back."""
    return Certificates(
        certificates=tuple(_line(one) for one in certificates.all_of(store, contest_id)),
        held_back=tuple(held_back(_context(contest_id), issuing())),
    )


@router.post(CERTIFICATES)
def issue(contest_id: Id, request: Annotated[SpeltRequest, Body()]) -> CertificateLine:
    """颁发因缺字而未颁发的证书，并指定缺字的写法。 Issue one that is held back, as it is spelt."""
    issued = issue_spelt(_context(contest_id), request, request.glyphs, issuing())
    keep_soon(settings.make_certificates, contest_id)
    return _line(issued)


@router.get(f"{CERTIFICATES}/<code>")
def download(contest_id: Id, code: str) -> CertificateFile:
    """下载一份证书。 Download one certificate."""
    found = _found(contest_id, code)
    if validity_of(store, found).status is not CertificateStatus.VALID or found.erased:
        raise refused("certificate.no_longer_valid", measured=found.number)
    if not found.file:
        keep_soon(settings.make_certificates, contest_id)
        raise refused("certificate.not_made_yet")
    address = files.address(found.file, name=file_name(found))
    return CertificateFile(number=found.number, address=address)


@router.post(f"{CERTIFICATES}/<code>/correction")
def correct(
    contest_id: Id, code: str, request: Annotated[CorrectionRequest, Body()]
) -> CertificateLine:
    """更正证书：新证书用新编号，原证书作废。 Correct a certificate. It gets a new number."""
    ctx = _context(contest_id)
    correction = Correction(request.reason, request.recipient, request.title)
    after = certificate_correction.correct(
        ctx, _found(contest_id, code).code, correction, issuing()
    )
    keep_soon(settings.make_certificates, contest_id)
    return _line(after)


@router.post(ARCHIVE)
def ask(contest_id: Id) -> ArchiveProgress:
    """打包全部证书。 Have all certificates packed into one file."""
    asked = certificate_archive.ask(_context(contest_id))
    keep_soon(settings.make_certificates, contest_id)
    return _progress(asked)


@router.get(ARCHIVE)
def progress(contest_id: Id) -> ArchiveProgress:
    """打包进度和下载地址。 How far the packing is, and where to download it."""
    return _progress(get(store, keys.certificate_archive(contest_id), Archive))


def _context(contest_id: Id) -> Context:
    actor = Actor.of("host", api.who(router).person)
    return Context(store, contest_of(store, contest_id), actor, clock.now())


def _found(contest_id: Id, code: str) -> Certificate:
    return get(store, keys.certificate(contest_id, as_typed(code) or "none"), Certificate)


def _line(certificate: Certificate) -> CertificateLine:
    return CertificateLine.of(certificate, validity_of(store, certificate))


def _progress(archive: Archive) -> ArchiveProgress:
    expired = archive.is_expired(clock.now())
    there = archive.file and not expired
    outdated = there and archive.is_outdated(certificate_archive.valid(store, archive.contest))
    address = None
    if there and not outdated:
        address = files.address(archive.file, name=f"{archive.contest}.zip", kind=ZIP)
    return ArchiveProgress(
        done=archive.done,
        total=archive.total,
        asked_at=archive.asked_at,
        address=address,
        expired=expired,
        outdated=bool(outdated),
    )
