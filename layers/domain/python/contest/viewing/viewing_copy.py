"""How far the viewing copy of an upload is, and which entries have one."""

from datetime import datetime, timedelta
from enum import StrEnum

from pydantic import AwareDatetime, Field

from contest.audit import Audited
from contest.entry.entry import Entry, EntryStatus
from contest.model import Id
from contest.refusals import Refusal

LEASE = timedelta(minutes=17)
"""For so long nobody else makes the copy: longer than one call may take."""
MOST_TRIES = 24
"""After so many the host has to look: a day of tries, one an hour."""
WANTED = (EntryStatus.SCREENING, EntryStatus.IN_REVIEW, EntryStatus.REVIEWED)
ENDED = (EntryStatus.WITHDRAWN, EntryStatus.DISQUALIFIED)


class CopyState(StrEnum):
    MAKING = "making"
    READY = "ready"
    FAILED = "failed"
    """It is tried again; the host sees it."""
    DROPPED = "dropped"
    """Its file was deleted: the entry has another upload, or has left the contest."""


class ViewingCopy(Audited):
    """Of one upload of an entry."""

    contest: Id
    entry: Id
    upload: int
    state: CopyState = CopyState.MAKING
    key: str = Field(pattern=r"^viewing/[0-9a-f]{32}$")
    """Drawn at random: it tells neither entry nor person. Known before a byte is written, so that
    whatever breaks off can be deleted."""
    object_version: str | None = None
    size: int = 0
    tries: int = 1
    maker: str
    """The execution that makes it, or made it."""
    changed_at: AwareDatetime
    refusals: tuple[Refusal, ...] = ()
    """Why the film cannot be copied, if that is known."""

    def may_be_made_by(self, maker: str, *, now: datetime) -> bool:
        """Whether this execution may begin anew: its own try broke off, or another's did."""
        if self.state is CopyState.READY:
            return False
        busy = self.state is CopyState.MAKING and now < self.changed_at + LEASE
        return not busy or self.maker == maker

    def is_due(self, *, now: datetime) -> bool:
        """Whether the hourly upkeep starts it again."""
        left = self.tries < MOST_TRIES
        return left and self.may_be_made_by("", now=now)


def object_key(*, nonce: str) -> str:
    """`nonce` has 128 bits."""
    return f"viewing/{nonce}"


def is_wanted(entry: Entry) -> bool:
    """Whether a copy of the entry's upload is to be made: submitted, and not decided on."""
    there = entry.upload is not None and entry.upload.object_version is not None
    return there and entry.status in WANTED and "media" not in entry.erased


def is_kept(entry: Entry, copy: ViewingCopy) -> bool:
    """Whether a copy is still of use: it is of the entry's present upload."""
    present = entry.upload is not None and entry.upload.version == copy.upload
    return present and entry.status not in ENDED and "media" not in entry.erased
