"""Certificates are issued once for each winner of a granted round, and corrected by a new one.
`making` makes their files."""

import secrets
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import partial
from typing import NamedTuple

from contest.audit import Audited
from contest.award.award import AwardRound, AwardStatus, Winner, award_key
from contest.award.names import NOTHING
from contest.award.places import places
from contest.certificates.certificate import Certificate, CertificateStatus, Wording
from contest.certificates.code import Code, Draw, code_from
from contest.certificates.coverage import refuse_uncovered
from contest.certificates.wording import certificate_rules, wording
from contest.entry.entry import Entry
from contest.model import Id
from contest.refusals import refused
from contest.rules.numbering import numbered
from contest_aws.services.award.award_rounds import announced, round_of
from contest_aws.services.award.certificate_check import validity_of
from contest_aws.services.context import Context
from contest_aws.services.entries import require_reason
from contest_aws.services.pointers import Named
from contest_aws.store import keys
from contest_aws.store.keys import Key
from contest_aws.store.protocol import (
    Change,
    Store,
    create,
    get,
    recorded,
    retry_on_conflict,
    unchanged,
    update,
)

AT_ONCE = 24
"""Certificates of one commit: each writes three items, and DynamoDB takes 100."""


class LastCertificate(Audited):
    """The last number that was drawn for a certificate of the contest."""

    number: int = 0


class Spelling(NamedTuple):
    """How a name or a title is printed where the fonts lack a character of it."""

    written: str
    printed: str


class Issuing(NamedTuple):
    """What issuing takes beside the rules."""

    site: str
    """The address of the pages."""
    covered: Collection[str]
    """The characters that the fonts have."""
    draw: Draw = secrets.token_bytes

    def link(self, contest_id: Id, code: Code) -> str:
        """The address of the check page."""
        return f"{self.site}/check/{contest_id}/{code}"


def issue(
    ctx: Context, round_: AwardRound, issuing: Issuing, *, spellings: Collection[Spelling] = ()
) -> list[Certificate]:
    """Issue what the winners of a granted round do not have yet. Repeated, nothing is issued.

    Refused before anything is issued, if the fonts lack a character."""
    if round_.status is not AwardStatus.GRANTED:
        raise refused("certificate.not_granted")
    if ctx.contest.rules.certificate is None:
        return []
    due = list(_due(ctx, round_, {one.written: one.printed for one in spellings}))
    beside = _beside(ctx, due)
    wordings = (_wording(ctx, winner, beside[winner.entry or ""]) for winner in due)
    refuse_uncovered(wordings, issuing.covered)
    issued: list[Certificate] = []
    for start in range(0, len(due), AT_ONCE):
        some = partial(_issue, ctx, round_.id, issuing, due[start : start + AT_ONCE])
        issued += retry_on_conflict(some)
    return issued


def _due(ctx: Context, round_: AwardRound, printed: Mapping[str, str]) -> Iterator[Winner]:
    """The winners that stand, in the order of the awards, without those that have a certificate
    already, whose award has none, or whose names were erased."""
    plan = places(ctx.contest.rules.awards)
    (its,) = (one for one in announced(ctx.store, ctx.contest.id) if one.round.id == round_.id)
    for winner in its.winners:
        erased = winner.title == NOTHING
        wanted = plan[winner.place].award.certificate and not erased
        if wanted and not _has_one(ctx.store, round_, winner):
            recipient, title = (printed.get(one, one) for one in (winner.recipient, winner.title))
            yield winner.model_copy(update={"recipient": recipient, "title": title})


def _has_one(store: Store, round_: AwardRound, winner: Winner) -> bool:
    return store.find(_pointer(round_.contest, round_.id, winner), Named) is not None


def _pointer(contest_id: Id, round_id: Id, of: Winner | Certificate) -> Key:
    who = of.entry or of.unit or ""
    return keys.certificate_of(contest_id, who, round_id, of.place, of.theme or "")


def _beside(ctx: Context, winners: Iterable[Winner]) -> dict[str, dict[str, str]]:
    """What a text may name beside the winner, by entry."""
    wanted = {keys.entry(ctx.contest.id, winner.entry) for winner in winners if winner.entry}
    language = certificate_rules(ctx.contest.rules).language
    separator = "、" if language == "zh" else ", "
    themes = {theme.id: theme.name.in_language(language) for theme in ctx.contest.rules.themes}
    found = {
        entry.id: {
            "entry": entry.number,
            "theme": themes.get(entry.form.theme, ""),
            "credits": separator.join(entry.form.credits),
        }
        for entry in ctx.store.find_all(wanted, Entry)
    }
    return {"": {}, **found}


def _number(ctx: Context, number: int) -> str:
    return numbered(certificate_rules(ctx.contest.rules).number, number)


def _wording(ctx: Context, winner: Winner, beside: Mapping[str, str], number: int = 0) -> Wording:
    names = {"number": _number(ctx, number), **beside}
    return wording(ctx.contest.rules, winner, at=ctx.contest_time, beside=names)


def _issue(
    ctx: Context, round_id: Id, issuing: Issuing, winners: Iterable[Winner]
) -> list[Certificate]:
    """Issue some in one commit, unless the list has changed meanwhile: an erasure takes the names
    from it before it looks for certificates. After a conflict it reads again who has one by now,
    and whose names are left."""
    round_ = round_of(ctx.store, ctx.contest.id, round_id)
    named = {award_key(winner) for winner in round_.proposal if winner.title != NOTHING}
    left = [
        winner
        for winner in winners
        if award_key(winner) in named and not _has_one(ctx.store, round_, winner)
    ]
    if not left:
        return []
    beside = _beside(ctx, left)
    first, counter = _drawn(ctx, len(left))
    still = unchanged(keys.award_round(round_.contest, round_.id), round_)
    issued, changes = [], [counter, still]
    for number, winner in enumerate(left, start=first):
        names = beside[winner.entry or ""]
        plain = _certificate(ctx, round_.id, winner, issuing, number=number, beside=names)
        one, new = _recorded(ctx, plain)
        pointer = _pointer(ctx.contest.id, round_.id, winner)
        issued.append(one)
        changes += [*new, create(pointer, Named(name=one.code))]
    ctx.store.commit(*changes)
    return issued


def _certificate(
    ctx: Context,
    round_id: Id,
    winner: Winner,
    issuing: Issuing,
    *,
    number: int,
    beside: Mapping[str, str],
) -> Certificate:
    code = code_from(issuing.draw)
    link = issuing.link(ctx.contest.id, code)
    return Certificate(
        contest=ctx.contest.id,
        code=code,
        number=_number(ctx, number),
        round=round_id,
        place=winner.place,
        theme=winner.theme,
        entry=winner.entry,
        unit=winner.unit,
        wording=_wording(ctx, winner, {**beside, "link": link}, number),
        link=link,
        mark=places(ctx.contest.rules.awards)[winner.place].award.mark,
        issued_at=ctx.contest_time,
    )


def _drawn(ctx: Context, many: int) -> tuple[int, Change]:
    """The first of so many numbers, and the change that draws them."""
    key = keys.last_certificate(ctx.contest.id)
    there = ctx.store.find(key, LastCertificate)
    last = there or LastCertificate()
    after = last.next_version(number=last.number + many)
    return last.number + 1, update(key, after, before=there) if there else create(key, after)


def _recorded(
    ctx: Context, certificate: Certificate, **details: str
) -> tuple[Certificate, tuple[Change, ...]]:
    """Its first version, and the changes that store it with its record. Records name nobody."""
    key = keys.certificate(ctx.contest.id, certificate.code)
    one, record = certificate.with_record(
        "certificate.issue",
        subject=key,
        actor=ctx.actor,
        at=ctx.contest_time,
        details={"number": certificate.number, "place": certificate.place, **details},
    )
    return one, (create(key, one), recorded(key, record))


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
    number, counter = _drawn(ctx, 1)
    beside = {**_beside(ctx, [winner])[winner.entry or ""], "date": before.wording.date}
    plain = _certificate(ctx, before.round, winner, issuing, number=number, beside=beside)
    refuse_uncovered([plain.wording], issuing.covered)
    one, new = _recorded(
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
    pointer = _pointer(ctx.contest.id, before.round, before)
    moved = Change(pointer, Named(name=one.code), "present")
    ctx.store.commit(counter, *new, update(key, old, before=before), recorded(key, record), moved)
    return one


def all_of(store: Store, contest_id: Id) -> list[Certificate]:
    """All certificates of the contest, replaced ones among them, by their numbers."""
    found = store.query(keys.certificate(contest_id, "").pk, Certificate, begins=keys.SK_CODE)
    return sorted(found, key=lambda one: (len(one.number), one.number))


def of_winner(store: Store, contest_id: Id, who: Id) -> list[Certificate]:
    """The present certificates of an entry or a unit."""
    begins = f"{keys.SK_WINNER}{who}#"
    pointers = store.query(keys.certificate(contest_id, "").pk, Named, begins=begins)
    wanted = [keys.certificate(contest_id, one.name) for one in pointers]
    return sorted(store.find_all(wanted, Certificate), key=lambda one: one.number)
