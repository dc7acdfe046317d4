"""Who was invited to the ceremony, who comes, and with whom: for the host."""

from collections.abc import Sequence

from pydantic import AwareDatetime

from contest.award.places import full_name
from contest.model import Fact, Id, Text
from contest.rules.sections import Theme
from contest.spreadsheets.layout import Page, PageLine
from contest.winners.ceremony import (
    INVITATION_STATUS_NAMES,
    CeremonyInvitation,
    GuestList,
    InvitationStatus,
)
from contest_aws.services.context import Context
from contest_aws.services.winners.ceremony import invitations_of, unit_accounts
from contest_aws.services.winners.standing import StandingWinner, standing
from contest_aws.store import keys

HEADS = (
    "奖项 Award",
    "作品 Work",
    "获奖者 Winner",
    "答复 Answer",
    "人数 Guests",
    "姓名 Names",
)
WIDTHS = (30, 30, 30, 24, 12, 60)


class CeremonyLine(Fact):
    who: Id
    """The entry, or the unit's id."""
    awards: tuple[Text, ...]
    """Those that stand, with the themes of those that are given in each."""
    places: tuple[Id, ...]
    """The place of each of them in the plan."""
    title: str
    """Of the work; empty for a unit, and once no award stands."""
    recipient: str
    status: InvitationStatus
    status_text: Text
    guests: int
    """How many come."""
    names: tuple[str, ...]
    answered_at: AwareDatetime | None


def lines(ctx: Context) -> list[CeremonyLine]:
    """All winners that stand, in the order of the plan, then invitations whose awards have ended:
    of them nothing is shown but that they were."""
    held: dict[Id, list[StandingWinner]] = {}
    for one in standing(ctx.store, ctx.contest):
        held.setdefault(one.who, []).append(one)
    invited = {one.who: one for one in invitations_of(ctx.store, ctx.contest.id)}
    wanted = [keys.guests(ctx.contest.id, who) for who in held]
    named = {one.who: one.names for one in ctx.store.find_all(wanted, GuestList)}
    accounts = unit_accounts(ctx) if any(one.winner.unit for (one, *_) in held.values()) else {}
    found = []
    for who, awards in held.items():
        reachable = awards[0].winner.unit is None or who in accounts
        known = invited.get(who)
        names, themes = named.get(who, ()), ctx.contest.rules.themes
        found.append(_line(awards, themes, known, names, reachable=reachable))
    return found + [_ended(one) for who, one in sorted(invited.items()) if who not in held]


def _line(
    held: list[StandingWinner],
    themes: Sequence[Theme],
    invitation: CeremonyInvitation | None,
    names: tuple[str, ...],
    *,
    reachable: bool,
) -> CeremonyLine:
    not_yet = InvitationStatus.NOT_INVITED if reachable else InvitationStatus.NOT_REACHABLE
    status = invitation.status if invitation else not_yet
    return CeremonyLine(
        who=held[0].who,
        awards=tuple(full_name(one.winner, themes) for one in held),
        places=tuple(one.winner.place for one in held),
        title=held[0].winner.title,
        recipient=held[0].winner.recipient,
        status=status,
        status_text=INVITATION_STATUS_NAMES[status],
        guests=invitation.guests if invitation else 0,
        names=names,
        answered_at=invitation.answered_at if invitation else None,
    )


def _ended(invitation: CeremonyInvitation) -> CeremonyLine:
    return CeremonyLine(
        who=invitation.who,
        awards=(),
        places=(),
        title="",
        recipient="",
        status=InvitationStatus.ENDED,
        status_text=INVITATION_STATUS_NAMES[InvitationStatus.ENDED],
        guests=0,
        names=(),
        answered_at=None,
    )


def as_sheet(ctx: Context) -> Page:
    name = ctx.contest.rules.name.zh
    title = PageLine((f"{name} 颁奖仪式 Ceremony",), "title", merged=True)
    rows = [PageLine(_cells(line)) for line in lines(ctx)]
    return Page("颁奖仪式 Ceremony", [title, PageLine(HEADS, "head"), *rows], WIDTHS, frozen=2)


def _cells(line: CeremonyLine) -> tuple[str | int, ...]:
    return (
        "；".join(name.both for name in line.awards),
        line.title,
        line.recipient or line.who,
        line.status_text.both,
        line.guests,
        "；".join(line.names),
    )
