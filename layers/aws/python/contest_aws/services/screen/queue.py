"""The screeners' list of entries, in pages. It reads an index and no entry."""

import base64
import binascii
import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from pydantic import AwareDatetime, TypeAdapter, ValidationError

from contest.entry.entry import Entry, EntryStatus
from contest.entry.queue_card import QueueCard, QueueFilter, unit_key
from contest.model import Id
from contest.refusals import refused
from contest_aws.services.context import Context

QUERIES = 2
"""The most Queries for one page. What is rare is then found on a later page."""
MOST = 100
ALIKE_AT = (
    EntryStatus.SCREENING,
    EntryStatus.IN_REVIEW,
    EntryStatus.RETURNED,
    EntryStatus.REJECTED,
)
CURSOR = TypeAdapter(tuple[Id, AwareDatetime])


class Page(NamedTuple):
    cards: list[QueueCard]
    cursor: str | None
    """Where the next page begins; None after the last one. A page may have few cards, or none, and
    a cursor nevertheless."""


def page(
    ctx: Context, status: EntryStatus, where: QueueFilter, *, limit: int = 50, cursor: str = ""
) -> Page:
    """A page of the entries with this status, the longest waiting first, without the reader's own
    works."""
    after = _place(cursor) if cursor else None
    wanted = (
        where if status is EntryStatus.SCREENING else where.model_copy(update={"decided": True})
    )
    found: list[QueueCard] = []
    for _ in range(QUERIES):
        part = ctx.store.queue(
            ctx.contest.id, status, wanted, limit=limit - len(found), after=after
        )
        found += part.cards
        after = part.last
        if after is None or len(found) == limit or wanted.plain:
            break
    mine = [card for card in found if card.account != ctx.account]
    return Page(mine, _cursor(after) if after else None)


def waiting_since(ctx: Context, *, days: int | None, overdue: bool) -> datetime | None:
    """Entries that have been waiting since then are as old as asked for."""
    spans = [timedelta(days=days)] if days is not None else []
    if overdue:
        spans.append(ctx.contest.rules.screening.overdue_after)
    return ctx.contest_time - max(spans) if spans else None


def of_same_unit(ctx: Context, entry: Entry) -> list[QueueCard]:
    """Other entries of the same entering unit, in whatever way its name is written."""
    like = unit_key(entry.form.entrant)
    if not like:
        return []
    found: list[QueueCard] = []
    for status in ALIKE_AT:
        found += page(ctx, status, QueueFilter(like=like), limit=MOST).cards
    return [card for card in found if card.id != entry.id]


def all_of(ctx: Context, status: EntryStatus, where: QueueFilter) -> Iterable[QueueCard]:
    """Every page, for the host."""
    cursor = ""
    while True:
        part = page(ctx, status, where, limit=1000, cursor=cursor)
        yield from part.cards
        if part.cursor is None:
            return
        cursor = part.cursor


def _cursor(place: tuple[Id, datetime]) -> str:
    text = json.dumps([place[0], place[1].isoformat()])
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _place(cursor: str) -> tuple[Id, datetime]:
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        return CURSOR.validate_json(text)
    except (ValidationError, ValueError, binascii.Error):
        raise refused("screening.bad_cursor") from None
