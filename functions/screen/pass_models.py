"""Requests and responses of passing several entries at once."""

from typing import Annotated

from pydantic import Field

from contest.entry.entry import EntryStatus
from contest.model import Fact, Id, StrictInt, Text
from contest_aws.services.screen.bulk import MOST


class PassPreviewRequest(Fact):
    entries: tuple[Id, ...] = Field(min_length=1, max_length=MOST)


class NamedEntry(Fact):
    id: Id
    version: StrictInt


class PassingEntry(NamedEntry):
    number: str
    title: str


class LeftOutEntry(Fact):
    id: Id
    code: str
    text: Text
    """Why it does not pass."""


class PassPreview(Fact):
    passing: tuple[PassingEntry, ...]
    left_out: tuple[LeftOutEntry, ...]
    sha256: str
    """Of what would pass. Send it with the list of `passing`, by id and version."""


class PassRequest(Fact):
    entries: tuple[NamedEntry, ...] = Field(min_length=1, max_length=MOST)
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class PassedEntry(Fact):
    id: Id
    status: EntryStatus
    proposed: bool
    """Whether a second screener has to confirm it first."""


class PassAnswer(Fact):
    passed: tuple[PassedEntry, ...]
    left_out: tuple[LeftOutEntry, ...]
