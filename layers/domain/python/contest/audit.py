"""Audit records: who decided what, and when. Each subject (an entry, a review, a round) has a chain
of hashes: changing, dropping, swapping or inserting a record breaks every record after it.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Literal, Self

from pydantic import AwareDatetime, model_serializer, model_validator

from contest.model import Fact

START = "0" * 64
CLOSING = ("account.erase", "grant.erase", "mail.erase", "duplicates.erase")
"""Actions by which an item is deleted. They are the last in its chain, which stays."""

ActorKind = Literal[
    "entrant",
    "unit",
    "screener",
    "judge",
    "host",
    "account",
    "public",
    "organiser",
    "rules",
    "calendar",
    "bucket",
    "erasure",
    "deployment",
]


class Actor(Fact):
    """Who acts: a person in a role, or a part of the system. Stored as text, such as `judge:j1`."""

    kind: ActorKind
    id: str = ""
    """The person's id within the contest; empty for a part of the system."""

    @classmethod
    def of(cls, kind: ActorKind, id: str = "") -> Self:  # noqa: A002 - the field's own name
        return cls(kind=kind, id=id)

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}" if self.id else self.kind

    @model_serializer
    def _as_text(self) -> str:
        return str(self)

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, stored: object) -> object:
        if not isinstance(stored, str):
            return stored
        kind, _, name = stored.partition(":")
        return {"kind": kind, "id": name}


RULES, CALENDAR, BUCKET = Actor.of("rules"), Actor.of("calendar"), Actor.of("bucket")
ORGANISER, ERASURE = Actor.of("organiser"), Actor.of("erasure")


def hash_of(body: Mapping[str, Any]) -> str:
    """SHA-256 of canonical JSON (sorted keys, no spaces, UTF-8), as 64 hex digits. What is no JSON
    has a hash, too, which no record has."""
    text = json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=repr)
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()


class AuditRecord(Fact):
    subject: str
    sequence: int
    """Counts the subject's records from 1."""
    at: AwareDatetime
    actor: Actor
    action: str
    details: dict[str, Any]
    previous: str
    hash: str

    def digest(self) -> str:
        """SHA-256 of the record's canonical JSON without its own hash, as 64 hex digits."""
        return hash_of(self.model_dump(mode="json", exclude={"hash"}))


class Audited(Fact):
    """A value that people decide on. A write states the `version` it expects; `records` and `head`
    describe the audit chain."""

    version: int = 0
    records: int = 0
    head: str = START
    """Hash of the newest record."""

    def next_version(self, **changes: Any) -> Self:
        """The next version without an audit record: for a change that is not a decision, such as a
        draft."""
        return self.model_copy(update={"version": self.version + 1, **changes})

    def with_record(
        self,
        action: str,
        *,
        subject: object,
        actor: Actor,
        at: datetime,
        details: dict[str, Any],
        **changes: Any,
    ) -> tuple[Self, AuditRecord]:
        """The next version with its changes, and the audit record that explains them."""
        draft = AuditRecord(
            subject=str(subject),
            sequence=self.records + 1,
            at=at,
            actor=actor,
            action=action,
            details=details,
            previous=self.head,
            hash="",
        )
        record = draft.model_copy(update={"hash": draft.digest()})
        changed = self.next_version(records=record.sequence, head=record.hash, **changes)
        return changed, record


def first_broken(records: Iterable[AuditRecord]) -> AuditRecord | None:
    """The first record of one subject's chain that does not follow from the record before it.
    None: the chain is sound."""
    previous = START
    for sequence, record in enumerate(records, start=1):
        sound = (record.sequence, record.previous, record.hash) == (
            sequence,
            previous,
            record.digest(),
        )
        if not sound:
            return record
        previous = record.hash
    return None
