"""A winner sees the invitation to the ceremony and answers it, as long as the award stands."""

from collections.abc import Collection
from typing import NamedTuple

from pydantic import AwareDatetime

from contest.award.places import full_name
from contest.model import Fact, Id, Text
from contest.refusals import refused
from contest.winners.ceremony import (
    Ceremony,
    CeremonyInvitation,
    CeremonyReply,
    GuestList,
    InvitationStatus,
    answered,
)
from contest_aws.services.context import Context
from contest_aws.services.winners.ceremony import ceremony_of
from contest_aws.services.winners.standing import held_by
from contest_aws.store import keys
from contest_aws.store.protocol import Change, recorded, retry_on_conflict, unchanged, update


class CeremonyView(Fact):
    """An invitation as its winner sees it, with the answer."""

    version: int
    """To be stated with the next answer."""
    ceremony_version: int
    """Of the plan; to be stated, too."""
    at: AwareDatetime
    place: Text
    note: Text | None
    answer_by: AwareDatetime
    may_answer: bool
    awards: tuple[Text, ...]
    """Those that they are invited for."""
    status: InvitationStatus
    guests: int
    names: tuple[str, ...]
    answered_at: AwareDatetime | None


def view(ctx: Context, who: Collection[Id]) -> CeremonyView:
    """`who`: the entry, or all ids of the unit. Refused unless they are invited, and stand."""
    ceremony, invitation, awards = _invited(ctx, who)
    plan, key = ceremony.plan, keys.guests(ctx.contest.id, invitation.who)
    guests = ctx.store.find(key, GuestList)
    return CeremonyView(
        version=invitation.version,
        ceremony_version=ceremony.version,
        at=plan.at,
        place=plan.place,
        note=plan.note,
        answer_by=plan.answer_by,
        may_answer=ctx.contest_time < plan.answer_by,
        awards=awards,
        status=invitation.status,
        guests=invitation.guests,
        names=guests.names if guests else (),
        answered_at=invitation.answered_at,
    )


class ExpectedVersions(NamedTuple):
    """Of what the winner saw when they answered."""

    invitation: int
    ceremony: int


def answer(
    ctx: Context, who: Collection[Id], reply: CeremonyReply, *, expected: ExpectedVersions
) -> CeremonyView:
    """Answer, or change the answer, until the time for answers is over. The same answer again
    changes nothing. Names are kept in the same commit, apart from the answer, and not once the
    account is being erased. Refused if the invitation or the plan is another than they saw."""

    def once() -> None:
        ceremony, invitation, _ = _invited(ctx, who)
        key = keys.ceremony_invitation(ctx.contest.id, invitation.who)
        kept = keys.guests(ctx.contest.id, invitation.who)
        guests = GuestList(
            contest=ctx.contest.id, who=invitation.who, by=ctx.account, names=reply.names
        )
        if invitation.version != expected.invitation:
            same = (invitation.coming, invitation.guests) == (reply.coming, reply.guests)
            known = ctx.store.find(kept, GuestList)
            if same and known == guests and invitation.version == expected.invitation + 1:
                return
        if (invitation.version, ceremony.version) != expected:
            raise refused("item.changed_meanwhile")
        after, record = answered(
            invitation,
            reply,
            ceremony.plan,
            rules=ctx.contest.rules,
            subject=key,
            actor=ctx.actor,
            at=ctx.contest_time,
        )
        ctx.store.commit(
            update(key, after, before=invitation),
            recorded(key, record),
            unchanged(keys.ceremony(ctx.contest.id), ceremony),
            Change(kept, guests, "any"),
            Change(keys.erasure(ctx.account), None, "absent"),
        )

    retry_on_conflict(once)
    return view(ctx, who)


def _invited(
    ctx: Context, who: Collection[Id]
) -> tuple[Ceremony, CeremonyInvitation, tuple[Text, ...]]:
    held = held_by(ctx.store, ctx.contest, who)
    wanted = {keys.ceremony_invitation(ctx.contest.id, one.who) for one in held}
    found = ctx.store.find_all(wanted, CeremonyInvitation)
    ceremony = ceremony_of(ctx.store, ctx.contest.id)
    if ceremony is None or not found:
        raise refused("ceremony.not_invited")
    invitation = min(found, key=lambda one: one.who)
    themes, who_ = ctx.contest.rules.themes, invitation.who
    awards = tuple(full_name(one.winner, themes) for one in held if one.who == who_)
    return ceremony, invitation, awards
