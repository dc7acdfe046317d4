"""宣传报道: what media have reported, as a unit tells of it and the host confirms it. Confirmed
ones count for the special contribution award."""

import hashlib
from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from pydantic import AwareDatetime, Field

from contest.audit import Actor, Audited, AuditRecord
from contest.award.results import Reports
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
    """Readings or viewings, as the unit counts them."""

    @property
    def report_id(self) -> Id:
        """By its link: the same report, told of twice, is one."""
        plain = self.link.partition("://")[2].rstrip("/")
        return hashlib.sha256(plain.encode()).hexdigest()[:20]


class ReportStatus(StrEnum):
    PENDING = "pending"
    CONFIRMED = "confirmed"
    REFUSED = "refused"


class Publicity(Audited):
    """A report of one unit in one contest."""

    contest: Id
    unit: Id
    report: Report
    status: ReportStatus = ReportStatus.PENDING
    reason: str = ""
    """Why the host did not confirm it."""
    told_at: AwareDatetime


def counted(told: Iterable[Publicity]) -> Reports | None:
    """Of one unit: those that the host confirmed. None: there are none."""
    confirmed = [p.report for p in told if p.status is ReportStatus.CONFIRMED]
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
    """The host confirms a report, or refuses it with a reason; another word later counts."""
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
    """The unit mends what it told; what the host had said of it no longer holds."""
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
