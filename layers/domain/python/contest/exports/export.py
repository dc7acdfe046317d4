"""The lists that a host takes along as .xlsx. Whoever is named in them is masked, unless a host
with the right to it asks for the full list, which is recorded."""

from datetime import datetime
from enum import StrEnum

from contest.audit import Actor, Audited, AuditRecord
from contest.model import Id


class ExportKind(StrEnum):
    ENTRIES = "entries"
    PEOPLE = "people"
    RESULTS = "results"
    """Of an award round, with the score matrix."""


class ExportLog(Audited):
    """Carries the audit chain of a contest's full lists."""

    def with_export(
        self,
        kind: ExportKind,
        *,
        award_round: Id | None,
        reason: str,
        subject: object,
        actor: Actor,
        at: datetime,
    ) -> tuple["ExportLog", AuditRecord]:
        details = {"list": kind.value, "award_round": award_round, "reason": reason}
        return self.with_record("export.full", subject=subject, actor=actor, at=at, details=details)
