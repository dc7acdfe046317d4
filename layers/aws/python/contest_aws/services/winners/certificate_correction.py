"""The host corrects a misspelt certificate: it is replaced by one with another number."""

from functools import partial
from typing import NamedTuple

from contest.award.award import Winner
from contest.certificates.certificate import Certificate, CertificateStatus
from contest.certificates.coverage import refuse_uncovered
from contest.refusals import refused
from contest_aws.services.award.award_rounds import round_of
from contest_aws.services.award.certificate_check import validity_of
from contest_aws.services.award.certificates import (
    Issuing,
    as_new,
    beside_of,
    certificate_for,
    drawn,
    pointer_to,
)
from contest_aws.services.context import Context
from contest_aws.services.entries import require_reason
from contest_aws.services.pointers import Named
from contest_aws.store import keys
from contest_aws.store.protocol import Change, get, recorded, retry_on_conflict, update


class Correction(NamedTuple):
    """What is misspelt: the name, or the title. None for what stays."""

    reason: str
    recipient: str | None = None
    title: str | None = None


def correct(ctx: Context, code: str, correction: Correction, issuing: Issuing) -> Certificate:
    """A corrected certificate under a new number. From the same moment the old one checks as
    replaced. The same correction again gives the one that it made."""
    require_reason(correction.reason)
    # its file may be in the making, and others may draw numbers
    return retry_on_conflict(partial(_correct, ctx, code, correction, issuing))


def _correct(ctx: Context, code: str, correction: Correction, issuing: Issuing) -> Certificate:
    before = get(ctx.store, keys.certificate(ctx.contest.id, code), Certificate)
    old = (before.wording.recipient, before.wording.title)
    wanted = (correction.recipient, correction.title)
    new = tuple(was if is_ is None else is_.strip() for was, is_ in zip(old, wanted, strict=True))
    if before.replaced_by is not None:
        after = get(ctx.store, keys.certificate(ctx.contest.id, before.replaced_by), Certificate)
        if (after.wording.recipient, after.wording.title) == new:
            return after
    if before.erased or validity_of(ctx.store, before).status is not CertificateStatus.VALID:
        raise refused("certificate.no_longer_valid", measured=before.number)
    if new == old or not new[0]:
        raise refused("certificate.nothing_to_correct")
    winner = _winner_of(ctx, before).model_copy(update={"recipient": new[0], "title": new[1]})
    return _replace(ctx, before, winner, issuing, reason=correction.reason)


def _winner_of(ctx: Context, certificate: Certificate) -> Winner:
    round_ = round_of(ctx.store, ctx.contest.id, certificate.round)
    return next(winner for winner in round_.proposal if certificate.is_for(winner))


def _replace(
    ctx: Context, before: Certificate, winner: Winner, issuing: Issuing, *, reason: str
) -> Certificate:
    number, counter = drawn(ctx, 1)
    issuing = issuing._replace(glyphs=before.glyphs)
    its = beside_of(ctx, [winner], issuing.glyphs)[winner.entry or ""]
    beside = {**its, "date": before.wording.date}
    plain = certificate_for(ctx, before.round, winner, issuing, number=number, beside=beside)
    refuse_uncovered([plain.wording], issuing.covered)
    one, new = as_new(
        ctx, plain.model_copy(update={"replaces": before.code}), replaces=before.number
    )
    key = keys.certificate(ctx.contest.id, before.code)
    old, record = before.with_record(
        "certificate.replace",
        subject=key,
        actor=ctx.actor,
        at=ctx.contest_time,
        details={"number": before.number, "by": one.number, "reason": reason},
        replaced_by=one.code,
        replaced_at=ctx.contest_time,
    )
    pointer = pointer_to(ctx.contest.id, before.round, before)
    moved = Change(pointer, Named(name=one.code), "present")
    ctx.store.commit(counter, *new, update(key, old, before=before), recorded(key, record), moved)
    return one
