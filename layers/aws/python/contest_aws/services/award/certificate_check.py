"""Whether a certificate counts, by its award as it stands now. Nothing about it is stored with the
certificate, so that no way in which an award ends can forget it."""

from typing import NamedTuple

from contest.award.award import AwardRound
from contest.certificates.certificate import (
    Certificate,
    CertificateStatus,
    Validity,
    validity,
)
from contest.certificates.code import as_typed
from contest.entry.host_decisions import TakenOff
from contest.model import Id
from contest_aws.store import keys
from contest_aws.store.protocol import Store, get

UNKNOWN = Validity(status=CertificateStatus.UNKNOWN)


class Checked(NamedTuple):
    certificate: Certificate | None
    validity: Validity


def check(store: Store, contest_id: Id, typed: str) -> Checked:
    """The certificate with this code, however it is typed."""
    code = as_typed(typed)
    found = code and store.find(keys.certificate(contest_id, code), Certificate)
    if not found:
        return Checked(None, UNKNOWN)
    return Checked(found, validity_of(store, found))


def validity_of(store: Store, certificate: Certificate) -> Validity:
    """By consistent reads: what was revoked a moment ago is revoked."""
    contest_id = certificate.contest
    round_ = get(store, keys.award_round(contest_id, certificate.round), AwardRound)
    off = keys.taken_off(contest_id, certificate.entry) if certificate.entry else None
    return validity(certificate, round_, store.find(off, TakenOff) if off else None)
