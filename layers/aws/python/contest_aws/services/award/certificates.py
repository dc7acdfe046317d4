"""Certificates are issued once for each winner of a granted round. `making` makes their files,
`certificate_correction` corrects them."""

import secrets
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import partial
from typing import NamedTuple

from contest.audit import Audited
from contest.award.award import AwardRound, AwardStatus, Winner, award_key
from contest.award.names import NOTHING
from contest.award.places import places
from contest.certificates.certificate import Certificate, Wording
from contest.certificates.code import Code, Draw, code_from
from contest.certificates.coverage import refuse_uncovered, spelt, uncovered
from contest.certificates.wording import certificate_rules, wording
from contest.entry.entry import Entry
from contest.model import Id
from contest.refusals import refused
from contest.rules.numbering import numbered
from contest_aws.services.award.award_rounds import announced, round_of
from contest_aws.services.context import Context
from contest_aws.services.pointers import Named
from contest_aws.store import keys
from contest_aws.store.keys import Key
from contest_aws.store.protocol import (
    Change,
    Store,
    create,
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
    glyphs: Mapping[str, str] = {}
    """What is printed instead of characters that the fonts lack."""

    def link(self, contest_id: Id, code: Code) -> str:
        """The address of the check page."""
        return f"{self.site}/check/{contest_id}/{code}"


class Due(NamedTuple):
    """A winner without a certificate, and what one would say."""

    winner: Winner
    wording: Wording


def issue(
    ctx: Context, round_: AwardRound, issuing: Issuing, *, spellings: Collection[Spelling] = ()
) -> list[Certificate]:
    """Issue what the winners of a granted round do not have yet. Repeated, nothing is issued.

    Refused before anything is issued, if the fonts lack a character."""
    due = due_in(ctx, round_, issuing, spellings)
    refuse_uncovered((one.wording for one in due), issuing.covered)
    return issue_to(ctx, round_.id, issuing, [one.winner for one in due])


def issue_printable(ctx: Context, round_: AwardRound, issuing: Issuing) -> list[Certificate]:
    """The same, but a winner for whom the fonts lack a character is held back, and no other."""
    due = due_in(ctx, round_, issuing)
    able = [one.winner for one in due if not uncovered([one.wording], issuing.covered)]
    return issue_to(ctx, round_.id, issuing, able)


def issue_to(
    ctx: Context, round_id: Id, issuing: Issuing, winners: list[Winner]
) -> list[Certificate]:
    """Issue to these winners of a granted round, but for those that have one by now."""
    issued: list[Certificate] = []
    for start in range(0, len(winners), AT_ONCE):
        some = partial(_issue, ctx, round_id, issuing, winners[start : start + AT_ONCE])
        issued += retry_on_conflict(some)
    return issued


def due_in(
    ctx: Context, round_: AwardRound, issuing: Issuing, spellings: Collection[Spelling] = ()
) -> list[Due]:
    """The winners of a granted round that stand, in the order of the awards, without those that
    have a certificate already, whose award has none, or whose names were erased."""
    if round_.status is not AwardStatus.GRANTED:
        raise refused("certificate.not_granted")
    if ctx.contest.rules.certificate is None:
        return []
    printed = {one.written: one.printed for one in spellings}
    due = []
    for winner in _without_one(ctx, round_):
        names = (winner.recipient, winner.title)
        recipient, title = (spelt(printed.get(one, one), issuing.glyphs) for one in names)
        due.append(winner.model_copy(update={"recipient": recipient, "title": title}))
    beside = beside_of(ctx, due, issuing.glyphs)
    return [Due(one, _wording(ctx, one, beside[one.entry or ""])) for one in due]


def _without_one(ctx: Context, round_: AwardRound) -> Iterator[Winner]:
    plan = places(ctx.contest.rules.awards)
    have = set(ctx.store.keys(keys.certificate(ctx.contest.id, "").pk, begins=keys.SK_WINNER))
    (its,) = (one for one in announced(ctx.store, ctx.contest.id) if one.round.id == round_.id)
    for winner in its.winners:
        erased = winner.title == NOTHING
        wanted = plan[winner.place].award.certificate and not erased
        if wanted and pointer_to(round_.contest, round_.id, winner) not in have:
            yield winner


def _has_one(store: Store, round_: AwardRound, winner: Winner) -> bool:
    return store.find(pointer_to(round_.contest, round_.id, winner), Named) is not None


def pointer_to(contest_id: Id, round_id: Id, of: Winner | Certificate) -> Key:
    """What names the present certificate of a winner."""
    who = of.entry or of.unit or ""
    return keys.certificate_of(contest_id, who, round_id, of.place, of.theme or "")


def beside_of(
    ctx: Context, winners: Iterable[Winner], glyphs: Mapping[str, str]
) -> dict[str, dict[str, str]]:
    """What a text may name beside the winner, by entry."""
    wanted = {keys.entry(ctx.contest.id, winner.entry) for winner in winners if winner.entry}
    language = certificate_rules(ctx.contest.rules).language
    separator = "、" if language == "zh" else ", "
    themes = {theme.id: theme.name.in_language(language) for theme in ctx.contest.rules.themes}
    found = {
        entry.id: {
            "entry": entry.number,
            "theme": themes.get(entry.form.theme, ""),
            "credits": spelt(separator.join(entry.form.credits), glyphs),
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
    beside = beside_of(ctx, left, issuing.glyphs)
    first, counter = drawn(ctx, len(left))
    still = unchanged(keys.award_round(round_.contest, round_.id), round_)
    issued, changes = [], [counter, still]
    for number, winner in enumerate(left, start=first):
        names = beside[winner.entry or ""]
        plain = certificate_for(ctx, round_.id, winner, issuing, number=number, beside=names)
        one, new = as_new(ctx, plain)
        pointer = pointer_to(ctx.contest.id, round_.id, winner)
        issued.append(one)
        changes += [*new, create(pointer, Named(name=one.code))]
    ctx.store.commit(*changes)
    return issued


def certificate_for(
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
        glyphs=dict(issuing.glyphs),
        issued_at=ctx.contest_time,
    )


def drawn(ctx: Context, many: int) -> tuple[int, Change]:
    """The first of so many numbers, and the change that draws them."""
    key = keys.last_certificate(ctx.contest.id)
    there = ctx.store.find(key, LastCertificate)
    last = there or LastCertificate()
    after = last.next_version(number=last.number + many)
    return last.number + 1, update(key, after, before=there) if there else create(key, after)


def as_new(
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
