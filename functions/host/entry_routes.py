"""Router: the host sees the entries that the deadline caught, and lets them in."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Body
from pydantic import AwareDatetime, Field

from contest.audit import Actor
from contest.entry.entry import Entry, EntryStatus
from contest.model import Fact, Id, Text
from contest.rules.deadline import Deadline, deadline_of
from contest_aws import clock
from contest_aws.http import api
from contest_aws.services.context import Context
from contest_aws.services.entries import contest_of, entry_of
from contest_aws.services.upload import late
from contest_aws.store.protocol import retry_on_conflict
from host.dependencies import store

router = api.router()

ENTRIES = "/host/<contest_id>/entries"


class LateEntry(Fact):
    """An entry that the deadline caught, or that was let in."""

    id: Id
    number: str
    title: str
    entrant: str
    status: EntryStatus
    status_text: Text
    deadline: Deadline
    """The entry's own, with the date until which it was let in."""
    completed_at: AwareDatetime | None
    """When its upload was completed; None while it is not."""


class LetInRequest(Fact):
    reason: Annotated[str, Field(min_length=1, max_length=1000)]
    until: AwareDatetime | None = None
    """Until when the entrant may finish, change and submit it. None: the rules' period for
    corrections."""


@router.get(f"{ENTRIES}/late")
def late_entries(contest_id: Id) -> list[LateEntry]:
    """截止时未传完或未提交、逾期或截止后校验未通过的作品。 Entries that the deadline caught."""
    ctx = _context(contest_id)
    return [_late(ctx, entry) for entry in late.caught(ctx)]


@router.post(f"{ENTRIES}/<entry_id>/let-in")
def let_in(contest_id: Id, entry_id: Id, request: Annotated[LetInRequest, Body()]) -> LateEntry:
    """受理一件逾期作品，须说明理由。 Let an entry in after the deadline, with a reason."""
    ctx = _context(contest_id)
    entry = retry_on_conflict(
        lambda: late.let_in(
            ctx, entry_of(store, contest_id, entry_id), reason=request.reason, until=request.until
        )
    )
    return _late(ctx, entry)


def _context(contest_id: Id) -> Context:
    actor = Actor.of("host", api.who(router).person)
    return Context(store, contest_of(store, contest_id), actor, clock.now())


def _late(ctx: Context, entry: Entry) -> LateEntry:
    return LateEntry(
        id=entry.id,
        number=entry.number,
        title=entry.form.title,
        entrant=entry.form.entrant,
        status=entry.status,
        status_text=entry.status_names.organiser,
        deadline=deadline_of(
            ctx.contest.rules, resubmit_by=entry.resubmit_by, now=ctx.contest_time
        ),
        completed_at=entry.upload.completed_at if entry.upload else None,
    )
