"""Router: the host finds an entry by its number, has one screened again, moves one to another
theme, disqualifies one, and sees whose screening is overdue."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Body
from pydantic import AwareDatetime, Field

from contest.entry.entry import Entry, EntryStatus
from contest.entry.queue_card import QueueCard
from contest.model import Fact, Id, Text
from contest_aws import clock
from contest_aws.http import api
from contest_aws.services import entries
from contest_aws.services.context import Context, context_for
from contest_aws.services.entries import contest_of, entry_of
from contest_aws.services.screen import reopening, themes
from contest_aws.services.screen.overdue import overdue
from contest_aws.services.upload.numbers import entry_named
from contest_aws.store.protocol import retry_on_conflict
from host.dependencies import store

router = api.router()

ENTRY = "/host/<contest_id>/entries/<entry_id>"


class HostEntry(Fact):
    """An entry as the host's lists name it."""

    id: Id
    number: str
    title: str
    theme: str
    entrant: str
    status: EntryStatus
    status_text: Text
    since: AwareDatetime


class ReasonRequest(Fact):
    reason: Annotated[str, Field(min_length=1, max_length=1000)]


class MoveRequest(ReasonRequest):
    """`reason`: also how the entrant has consented."""

    theme: Id


@router.get("/host/<contest_id>/entries/overdue")
def overdue_entries(contest_id: Id) -> list[HostEntry]:
    """初筛逾期的作品，等候最久者在前。 Entries whose screening is overdue, the oldest first."""
    return [host_entry(card) for card in overdue(_context(contest_id))]


@router.get("/host/<contest_id>/numbers/<entry_number>")
def numbered(contest_id: Id, entry_number: str) -> HostEntry:
    """按编号查找作品。 The entry with this number."""
    return _of(entry_named(store, contest_id, entry_number))


@router.post(f"{ENTRY}/reopening")
def reopen(contest_id: Id, entry_id: Id, request: Annotated[ReasonRequest, Body()]) -> HostEntry:
    """重新初筛，须说明理由，并告知参选者。 Have an entry screened again; its entrant is told."""
    ctx = _context(contest_id)
    return _of(
        retry_on_conflict(
            lambda: reopening.reopen(
                ctx, entry_of(store, contest_id, entry_id), reason=request.reason
            )
        )
    )


@router.post(f"{ENTRY}/theme")
def move(contest_id: Id, entry_id: Id, request: Annotated[MoveRequest, Body()]) -> HostEntry:
    """改投其他主题，并记录参选者如何同意。 Move an entry, and record the entrant's consent."""
    ctx = _context(contest_id)
    return _of(
        retry_on_conflict(
            lambda: themes.record(
                ctx,
                entry_of(store, contest_id, entry_id),
                theme=request.theme,
                reason=request.reason,
            )
        )
    )


@router.post(f"{ENTRY}/disqualification")
def disqualify(
    contest_id: Id, entry_id: Id, request: Annotated[ReasonRequest, Body()]
) -> HostEntry:
    """取消资格，已有评分保留。 Disqualify an entry. Every score given is kept."""
    ctx = _context(contest_id)
    return _of(
        retry_on_conflict(
            lambda: entries.disqualify(
                ctx, entry_of(store, contest_id, entry_id), reason=request.reason
            )
        )
    )


def _context(contest_id: Id) -> Context:
    return context_for(store, contest_of(store, contest_id), api.who(router), now=clock.now())


def _of(entry: Entry) -> HostEntry:
    return host_entry(QueueCard.of(entry))


def host_entry(card: QueueCard) -> HostEntry:
    return HostEntry(
        id=card.id,
        number=card.number,
        title=card.title,
        theme=card.theme,
        entrant=card.entrant,
        status=card.status,
        status_text=card.status_text,
        since=card.since,
    )
