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
from contest.validate.frames import Frames
from contest_aws.services.context import Context
from contest_aws.services.screen.access import accounts_of
from contest_aws.store import keys

QUERIES = 2
"""The most Queries for one page. What is rare is then found on a later page."""
MOST, AT_ONCE = 100, 1000
ALIKE_AT = (
    EntryStatus.SCREENING,
    EntryStatus.IN_REVIEW,
    EntryStatus.RETURNED,
    EntryStatus.REJECTED,
)
Place = tuple[Id, datetime]
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
    cards, last = _part(ctx, status, where, limit=limit, after=_place(cursor) if cursor else None)
    return Page(_of_others(ctx, cards), _cursor(last) if last else None)


def _of_others(ctx: Context, cards: list[QueueCard]) -> list[QueueCard]:
    """Without the works that the reader may not screen: as `check_not_own` says."""
    accounts = accounts_of(ctx, (card.contact for card in cards))
    return [card for card in cards if ctx.account not in (card.account, accounts.get(card.contact))]


def _part(
    ctx: Context, status: EntryStatus, where: QueueFilter, *, limit: int, after: Place | None
) -> tuple[list[QueueCard], Place | None]:
    """The cards of a page, and where the next one begins."""
    if status is not EntryStatus.SCREENING:
        where = where.model_copy(update={"decided": True})
    found: list[QueueCard] = []
    for _ in range(QUERIES):
        part = ctx.store.queue(ctx.contest.id, status, where, limit=limit - len(found), after=after)
        found += part.cards
        after = part.last
        if after is None or len(found) == limit or where.plain:
            break
    return found, after


def thumbnails(ctx: Context, cards: Iterable[QueueCard]) -> dict[Id, str]:
    """By entry, the objects that hold the pictures of a page. An entry without frames has none."""
    wanted = [keys.frames(ctx.contest.id, card.id, card.upload) for card in cards if card.upload]
    found = ctx.store.find_all(wanted, Frames)
    return {frames.entry: frames.thumbnail for frames in found if frames.thumbnail}


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
        cards, _ = _part(ctx, status, QueueFilter(like=like), limit=MOST, after=None)
        found += cards
    return _of_others(ctx, [card for card in found if card.id != entry.id])


def all_of(ctx: Context, status: EntryStatus, where: QueueFilter) -> Iterable[QueueCard]:
    """Every page, for the host."""
    after: Place | None = None
    while True:
        cards, after = _part(ctx, status, where, limit=AT_ONCE, after=after)
        yield from cards
        if after is None:
            return


def _cursor(place: Place) -> str:
    text = json.dumps([place[0], place[1].isoformat()])
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _place(cursor: str) -> Place:
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        return CURSOR.validate_json(text)
    except (ValidationError, ValueError, binascii.Error):
        raise refused("screening.bad_cursor") from None
