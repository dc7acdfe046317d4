"""宣传报道: media reports about the contest. A unit submits them, the host confirms them, and
confirmed ones count for the special contribution award."""

import hashlib
from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from pydantic import AwareDatetime, Field

from contest.audit import Actor, Audited, AuditRecord
from contest.model import Fact, Id, NonBlank
from contest.refusals import refused

MOST_REACH = 100_000_000_000
LINK = r"^https?://[^\s/]+\.[^\s]+$"


class Report(Fact):
    title: NonBlank = Field(max_length=200)
    medium: NonBlank = Field(max_length=100)
    link: Annotated[str, Field(pattern=LINK, max_length=500)]
    published: date
    reach: int | None = Field(default=None, ge=0, le=MOST_REACH)
    """Number of readings or viewings, as stated by the unit."""

    @property
    def report_id(self) -> Id:
        """An id from the link, so that a report submitted twice is stored once."""
        plain = self.link.partition("://")[2].rstrip("/")
        return hashlib.sha256(plain.encode()).hexdigest()[:20]


class Reports(Fact):
    """A unit's confirmed publicity reports."""

    number: int = Field(ge=0)
    reach: int = Field(ge=0)
    """Sum of their readings or viewings."""


class ReportStatus(StrEnum):
    PENDING = "pending"
    CONFIRMED = "confirmed"
    REFUSED = "refused"


class Publicity(Audited):
    """A report that a unit has submitted in a contest, and the host's decision on it."""

    contest: Id
    unit: Id
    report: Report
    status: ReportStatus = ReportStatus.PENDING
    reason: str = ""
    """The host's reason for refusing it."""
    told_at: AwareDatetime


def counted(reports: Iterable[Publicity]) -> Reports | None:
    """Number and reach of one unit's confirmed reports; None if there are none."""
    confirmed = [p.report for p in reports if p.status is ReportStatus.CONFIRMED]
    if not confirmed:
        return None
    return Reports(number=len(confirmed), reach=sum(report.reach or 0 for report in confirmed))


def settle_report(
    publicity: Publicity,
    to: ReportStatus,
    *,
    reason: str,
    subject: object,
    actor: Actor,
    at: datetime,
) -> tuple[Publicity, AuditRecord]:
    """The host confirms a report, or refuses it with a reason. A later decision replaces it."""
    if to is ReportStatus.REFUSED and not reason.strip():
        raise refused("decision.reason_missing")
    details = {"from": publicity.status.value, "to": to.value, "reason": reason}
    return publicity.with_record(
        "publicity.settle",
        subject=subject,
        actor=actor,
        at=at,
        details=details,
        status=to,
        reason=reason,
    )


def retold(
    publicity: Publicity, report: Report, *, subject: object, actor: Actor, at: datetime
) -> tuple[Publicity, AuditRecord]:
    """The unit corrects its report. The host's earlier decision is cleared."""
    return publicity.with_record(
        "publicity.tell",
        subject=subject,
        actor=actor,
        at=at,
        details=report.model_dump(mode="json"),
        report=report,
        status=ReportStatus.PENDING,
        reason="",
    )
