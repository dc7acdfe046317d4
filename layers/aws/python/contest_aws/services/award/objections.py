"""Objections: anybody makes one to a winner while the list is provisional, and the host answers
each. One that is upheld re-opens the proposal; until all are answered, the list is not final."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from contest.audit import AuditRecord
from contest.award.award import AwardRound, AwardStatus, Winner, move_round
from contest.award.names import NOTHING
from contest.award.objection import (
    PUBLIC,
    Objection,
    ObjectionCount,
    ObjectionStatus,
    Objector,
    answered,
    code_of,
    contact_of,
    id_of,
    typed_code,
    winner_ref,
)
from contest.entry.host_decisions import TakenOff
from contest.model import Fact, Id
from contest.people.limits import (
    OBJECTION_LOOKUPS,
    OBJECTIONS_BY_CONTACT,
    OBJECTIONS_FROM_SOURCE,
    OBJECTIONS_OF_CONTEST,
)
from contest.refusals import refused
from contest.rules.contest import Contest
from contest_aws.media.snapshots import Snapshots
from contest_aws.services.award import proposals
from contest_aws.services.award.award_rounds import results_of, round_of, rounds_of
from contest_aws.services.context import Context
from contest_aws.services.counters import count, spend
from contest_aws.services.entries import require_reason
from contest_aws.store import keys
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


class ObjectionRequest(Fact):
    """What somebody says about a winner, named by `winner_ref`."""

    winner: Id
    name: str
    email: str = ""
    phone: str = ""
    text: str


class Made(NamedTuple):
    objection: Objection
    code: str
    """By which the objector sees the answer. It is stored nowhere."""


def make(ctx: Context, asked: ObjectionRequest, *, source: str) -> Made:
    """Refused when the list is not provisional, and beyond the limits. Made again with the same
    words, it is the same objection with the same code, until the list is confirmed again.

    `source`: the network that the request comes from."""
    email, phone = contact_of(email=asked.email, phone=asked.phone)

    def once() -> Made:
        round_, winner = _named(ctx, asked.winner)
        said = (asked.winner, str(round_.confirmations), asked.name, email, phone, asked.text)
        code = code_of(ctx.contest.id, *said)
        key = keys.objection(ctx.contest.id, id_of(code))
        if there := ctx.store.find(key, Objection):
            return Made(there, code)
        _refuse_unless_open(ctx, round_, winner)
        objector = Objector(objection=id_of(code), name=asked.name, email=email, phone=phone)
        made, record = _made(ctx, round_, winner, objector, asked.text)
        ctx.store.commit(
            create(key, made),
            recorded(key, record),
            create(keys.objector(ctx.contest.id, made.id), objector),
            _counted(ctx.store, round_, 1),
            unchanged(keys.award_round(round_.contest, round_.id), round_),
            *_limits(ctx, source, contact=email or phone),
        )
        return Made(made, code)

    return retry_on_conflict(once)


def _made(
    ctx: Context, round_: AwardRound, winner: Winner, objector: Objector, text: str
) -> tuple[Objection, AuditRecord]:
    draft = Objection(
        contest=ctx.contest.id,
        id=objector.objection,
        award_round=round_.id,
        place=winner.place,
        name=winner.name,
        theme=winner.theme,
        entry=winner.entry,
        unit=winner.unit,
        text=text,
        made_at=ctx.contest_time,
        by_mail=bool(objector.email),
    )
    about = draft.model_dump(
        mode="json", include={"award_round", "place", "theme", "entry", "unit"}
    )
    return draft.with_record(
        "objection.make",
        subject=keys.objection(ctx.contest.id, draft.id),
        actor=PUBLIC,
        at=ctx.contest_time,
        details=about,
    )


def _named(ctx: Context, winner: Id) -> tuple[AwardRound, Winner]:
    """The winner with its round. Refused as missing if no list has it."""
    for round_ in rounds_of(ctx.store, ctx.contest.id):
        for one in round_.proposal:
            if winner_ref(round_, one) == winner:
                return round_, one
    raise refused("item.missing")


def _refuse_unless_open(ctx: Context, round_: AwardRound, winner: Winner) -> None:
    """A list that was never public names nobody."""
    ends, now = round_.objections_end, ctx.contest_time
    if ends is None or not round_.was_public(now):
        raise refused("item.missing")
    if round_.status is not AwardStatus.PROVISIONAL or now >= ends or _is_off(ctx, winner):
        raise refused("objection.not_now")


def _is_off(ctx: Context, winner: Winner) -> bool:
    key = keys.taken_off(ctx.contest.id, winner.entry or "")
    return bool(winner.entry) and ctx.store.find(key, TakenOff) is not None


def _limits(ctx: Context, source: str, *, contact: str) -> Iterator[Change]:
    whose = {
        OBJECTIONS_FROM_SOURCE: f"{ctx.contest.id}\n{source}",
        OBJECTIONS_BY_CONTACT: f"{ctx.contest.id}\n{contact}",
        OBJECTIONS_OF_CONTEST: ctx.contest.id,
    }
    for limit, counted_as in whose.items():
        yield from count(ctx.store, limit, counted_as, now=ctx.now, code="objection.too_often")


def _counted(store: Store, round_: AwardRound, more: int) -> Change:
    key = keys.objection_count(round_.contest, round_.id)
    before = store.find(key, ObjectionCount)
    if before is None:
        return create(key, ObjectionCount(version=1, open=more))
    return update(key, before.next_version(open=before.open + more), before=before)


def looked_up(ctx: Context, code: str, *, source: str) -> Objection:
    """The objection with this code, for whoever made it. Refused as missing if there is none."""
    spend(ctx.store, OBJECTION_LOOKUPS, source, now=ctx.now)
    return get(ctx.store, keys.objection(ctx.contest.id, id_of(typed_code(code))), Objection)


def all_of(store: Store, contest_id: Id) -> list[Objection]:
    """All objections of a contest, the oldest first."""
    found = store.query(keys.objection(contest_id, "").pk, Objection, begins=keys.SK_MADE)
    return sorted(found, key=lambda one: (one.made_at, one.id))


def of_round(store: Store, contest_id: Id, award_round: Id, objection_id: Id) -> Objection:
    """Refused as missing if it is another round's."""
    found = get(store, keys.objection(contest_id, objection_id), Objection)
    if found.award_round != award_round:
        raise refused("item.missing")
    return found


def unit_names(
    store: Store, contest: Contest, snapshots: Snapshots, found: Iterable[Objection]
) -> dict[Id, str]:
    """By the id of each objection to a unit's award, the unit's name: as the round's list has it,
    and for a unit that is no longer on the list, as the entries have it now."""
    about_units = [one for one in found if one.unit]
    names: dict[Id, str] = {}
    for round_id in {one.award_round for one in about_units}:
        round_ = round_of(store, contest.id, round_id)
        listed = {winner.unit: winner.recipient for winner in round_.proposal if winner.unit}
        those = {one.id: one.unit or "" for one in about_units if one.award_round == round_id}
        if not listed.keys() >= set(those.values()):
            results = results_of(snapshots, round_)
            listed = proposals.names_in(store, contest, results).units | listed
        names |= {one: listed.get(unit, NOTHING) for one, unit in those.items()}
    return names


def upheld_in(store: Store, round_: AwardRound) -> frozenset[Id]:
    """The works and units that an objection of the round was upheld to."""
    found = all_of(store, round_.contest)
    return frozenset(
        one.entry or one.unit or ""
        for one in found
        if (one.award_round, one.status) == (round_.id, ObjectionStatus.UPHELD)
    )


def unanswered(ctx: Context) -> list[Objection]:
    """Those that keep a provisional list from becoming final, the oldest first."""
    rounds = rounds_of(ctx.store, ctx.contest.id)
    waiting = {one.id for one in rounds if one.status is AwardStatus.PROVISIONAL}
    found = all_of(ctx.store, ctx.contest.id) if waiting else []
    return [
        one for one in found if one.award_round in waiting and one.status is ObjectionStatus.OPEN
    ]


def objectors(store: Store, contest_id: Id) -> Iterator[Objector]:
    return store.query(keys.objector(contest_id, "").pk, Objector)


def open_in(store: Store, round_: AwardRound) -> int:
    """How many objections of the round nobody has answered."""
    found = store.find(keys.objection_count(round_.contest, round_.id), ObjectionCount)
    return found.open if found else 0


def answer(
    ctx: Context,
    snapshots: Snapshots,
    objection_id: Id,
    *,
    status: ObjectionStatus,
    reason: str,
    expected_version: int,
) -> Objection:
    """Answer an objection. If it is upheld while the list is provisional, the same transaction
    takes the list back: the round is proposed again, from the entries as they are now and without
    the host's changes. The same answer again changes nothing.

    `expected_version`: of the objection that the host read."""
    require_reason(reason)
    key = keys.objection(ctx.contest.id, objection_id)

    def once() -> Objection:
        before = get(ctx.store, key, Objection)
        same = (before.status, before.reason, before.answered_by) == (status, reason, ctx.actor)
        if same and before.version == expected_version + 1:
            return before
        after, record = answered(
            before, status, reason=reason, subject=key, actor=ctx.actor, at=ctx.contest_time
        )
        if before.version != expected_version:
            raise refused("item.changed_meanwhile")
        round_ = round_of(ctx.store, ctx.contest.id, before.award_round)
        reopened = _reopened(ctx, snapshots, round_, after)
        counted = _counted(ctx.store, round_, -1)
        ctx.store.commit(
            update(key, after, before=before), recorded(key, record), counted, *reopened
        )
        return after

    return retry_on_conflict(once)


def _reopened(
    ctx: Context, snapshots: Snapshots, round_: AwardRound, objection: Objection
) -> tuple[Change, ...]:
    """A round that is not provisional any more stays as it is."""
    upheld = objection.status is ObjectionStatus.UPHELD
    if not upheld or round_.status is not AwardStatus.PROVISIONAL:
        return ()
    made = proposals.proposed_now(ctx, snapshots, round_)
    key = keys.award_round(round_.contest, round_.id)
    after, record = move_round(
        round_,
        AwardStatus.PROPOSED,
        subject=key,
        actor=ctx.actor,
        at=ctx.contest_time,
        details={"objection": objection.id},
        **made,
        agreement=None,
        public_from=None,
        objections_end=None,
    )
    return update(key, after, before=round_), recorded(key, record)
