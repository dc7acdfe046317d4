"""Makes the files of certificates that have none yet. Repeated, nothing is made twice."""

import hashlib
from collections.abc import Callable
from typing import Protocol

from contest.certificates.certificate import Certificate, CertificateStatus
from contest.model import Id
from contest_aws.services.award.certificate_check import validity_of
from contest_aws.services.award.certificates import all_of
from contest_aws.services.context import Context
from contest_aws.store import keys
from contest_aws.store.protocol import Change, Conflict, Store, get

Enough = Callable[[], bool]
"""Whether there is time to make another file."""


class Renderer(Protocol):
    """`contest_aws.certificates.rendering.Press`, or a fake in its place."""

    def pdf(self, certificate: Certificate) -> bytes: ...


class PdfFiles(Protocol):
    """`contest_aws.media.certificate_files.CertificateFiles`, or a fake in its place."""

    def keep(self, key: str, body: bytes) -> str: ...

    def drop(self, key: str, version: str) -> None: ...


RendererOf = Callable[[str], Renderer]
"""By the name of a template; empty for Laurel's."""


def make(ctx: Context, files: PdfFiles, renderer_of: RendererOf, *, enough: Enough) -> int:
    """Make what is missing in the contest. Returns how many files are still missing, because time
    ran out."""
    due = [one for one in all_of(ctx.store, ctx.contest.id) if _is_due(ctx.store, one)]
    for number, certificate in enumerate(due):
        if not enough():
            return len(due) - number
        _make(ctx.store, files, renderer_of(certificate.wording.template), certificate)
    return 0


def _is_due(store: Store, certificate: Certificate) -> bool:
    if certificate.file or certificate.erased:
        return False
    return validity_of(store, certificate).status is CertificateStatus.VALID


def _make(store: Store, files: PdfFiles, renderer: Renderer, certificate: Certificate) -> None:
    pdf = renderer.pdf(certificate)
    name = file_key(certificate)
    version = files.keep(name, pdf)
    key = keys.certificate(certificate.contest, certificate.code)
    made = certificate.next_version(file=name, sha256=hashlib.sha256(pdf).hexdigest())
    try:
        store.commit(Change(key, made, certificate.version))
    except Conflict:
        # It was made, replaced or erased at this very moment. Of what was erased nothing may stay.
        if get(store, key, Certificate).erased:
            files.drop(name, version)


def file_key(certificate: Certificate) -> str:
    """Below the entry's or the unit's own prefix, so that an erasure finds it."""
    return f"{prefix(certificate.contest, certificate.who)}{certificate.code}.pdf"


def prefix(contest_id: Id, who: Id) -> str:
    return f"certificates/{contest_id}/{who}/"
