"""How far the viewing copy of an upload, or its rendition, is, and which entries have one."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Literal

from pydantic import AwareDatetime, Field

from contest.audit import Audited
from contest.entry.entry import Entry, EntryStatus
from contest.model import Fact, Id
from contest.refusals import Refusal
from contest.rules.rules import Rules

PIECES = "pieces"
"""Under this prefix lie the pieces of renditions until they are joined: nobody watches them."""
WANTED = (EntryStatus.SCREENING, EntryStatus.IN_REVIEW, EntryStatus.REVIEWED)
ENDED = (EntryStatus.WITHDRAWN, EntryStatus.DISQUALIFIED)


class CopyKind(StrEnum):
    COPY = "copy"
    """The same coded pictures and sound."""
    RENDITION = "rendition"
    """Encoded anew, so that every browser plays it."""


LEASES = {CopyKind.COPY: timedelta(minutes=17), CopyKind.RENDITION: timedelta(hours=4, minutes=2)}
"""For so long nobody else makes it: longer than one call may take, or one execution."""
MOST_TRIES = {CopyKind.COPY: 24, CopyKind.RENDITION: 6}
"""After so many, one an hour, the host has to look. A film that cannot be encoded costs computing
time with each."""


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
    kind: CopyKind = CopyKind.COPY
    state: CopyState = CopyState.MAKING
    key: str = Field(pattern=r"^viewing/[0-9a-f]{32}$")
    """Drawn at random: it tells neither entry nor person. Known before a byte is written, so that
    whatever breaks off can be deleted."""
    object_version: str | None = None
    size: int = 0
    codecs: str = ""
    """As browsers are asked whether they play them: `avc1.64001f, mp4a.40.2`."""
    tries: int = 1
    maker: str
    """The execution that makes it, or made it."""
    changed_at: AwareDatetime
    refusals: tuple[Refusal, ...] = ()
    """Why the film cannot be copied or encoded, if that is known."""
    small: bool = False
    """A rendition for slow lines alone: the copy plays everywhere, and is shown first."""
    round: Id | None = None
    """The entry's round when the key was drawn; None before it was in one."""

    @property
    def places(self) -> tuple[str, ...]:
        """Where its files may lie: beginnings of their keys."""
        made_of = (piece_key(self.key),) if self.kind is CopyKind.RENDITION else ()
        return self.key, *made_of

    def may_be_made_by(self, maker: str, *, now: datetime) -> bool:
        """Whether this execution may begin anew: its own try broke off, or another's did."""
        if self.state is CopyState.READY:
            return False
        busy = self.state is CopyState.MAKING and now < self.changed_at + LEASES[self.kind]
        return not busy or self.maker == maker

    @property
    def is_given_up(self) -> bool:
        """Whether nobody tries again but the host: after so many tries, or because the film cannot
        be decoded, which the next try would find again at the cost of all pieces."""
        undecodable = self.kind is CopyKind.RENDITION and bool(self.refusals)
        return undecodable or self.tries >= MOST_TRIES[self.kind]

    def is_due(self, *, now: datetime) -> bool:
        """Whether the hourly upkeep starts it again."""
        return not self.is_given_up and self.may_be_made_by("", now=now)


class Film(Fact):
    """A file in which a work can be watched."""

    kind: Literal["rendition", "copy", "small", "original"]
    url: str
    """Short-lived. A new one can be requested at any time."""
    codecs: str
    """As browsers are asked whether they play them: `avc1.64001f, mp4a.40.2`. Empty if unknown."""
    size: int
    """In bytes."""


def object_key(*, nonce: str) -> str:
    """`nonce` has 128 bits."""
    return f"viewing/{nonce}"


def piece_key(key: str, number: int | None = None) -> str:
    """Of a piece of the rendition with this key; of all of them, how they begin."""
    nonce = key.removeprefix("viewing/")
    return f"{PIECES}/{nonce}/" + (f"{number:05}" if number is not None else "")


def is_wanted(entry: Entry) -> bool:
    """Whether a copy of the entry's upload is to be made: submitted, and not decided on."""
    there = entry.upload is not None and entry.upload.object_version is not None
    return there and entry.status in WANTED and "media" not in entry.erased


def has_key_of(copy: ViewingCopy, round_id: Id | None, rules: Rules) -> bool:
    """Whether the copy's key may be used in a round: in any, unless the rules ask for new keys.
    A key that was drawn before the first round is the first round's. None: in no round yet."""
    if not rules.viewing.new_keys_each_round or round_id is None:
        return True
    return (copy.round or rules.rounds[0].id) == round_id


def is_kept(entry: Entry, copy: ViewingCopy) -> bool:
    """Whether a copy is still of use: it is of the entry's present upload."""
    present = entry.upload is not None and entry.upload.version == copy.upload
    return present and entry.status not in ENDED and "media" not in entry.erased
