"""Who decided what, when: records chained by hash, one chain for each owner (an entry, a review, a
round). Whoever changes, drops, swaps or inserts a record breaks every one that follows.
"""

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Self

from pydantic import AwareDatetime

from contest.model import Fact

START = "0" * 64


class AuditRecord(Fact):
    owner: str
    sequence: int
    """1 for the owner's first."""
    at: AwareDatetime
    by: str
    deed: str
    details: dict[str, Any]
    previous: str
    hash: str

    def digest(self) -> str:
        """SHA-256 of the record's canonical JSON without its own hash, as 64 hex digits."""
        body = self.model_dump(mode="json", exclude={"hash"})
        return hashlib.sha256(
            json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
        ).hexdigest()


class Audited(Fact):
    """What people decide upon: the version that a writer has to have seen, and its audit chain."""

    version: int = 0
    records: int = 0
    head: str = START
    """Hash of the newest record."""

    def touched(self, **changes: Any) -> Self:
        """The next version, without a record: for what is no decision, such as a draft."""
        return self.model_copy(update={"version": self.version + 1, **changes})

    def after(
        self,
        deed: str,
        *,
        owner: object,
        by: str,
        at: datetime,
        details: dict[str, Any],
        **changes: Any,
    ) -> tuple[Self, AuditRecord]:
        """The next version with its changes, and the record that says how it came about."""
        draft = AuditRecord(
            owner=str(owner),
            sequence=self.records + 1,
            at=at,
            by=by,
            deed=deed,
            details=details,
            previous=self.head,
            hash="",
        )
        record = draft.model_copy(update={"hash": draft.digest()})
        changed = self.touched(records=record.sequence, head=record.hash, **changes)
        return changed, record


def first_broken(records: Iterable[AuditRecord]) -> AuditRecord | None:
    """The first record of one owner's chain that does not follow from the one before."""
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
