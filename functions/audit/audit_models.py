"""Responses about the audit log."""

from typing import Any

from pydantic import AwareDatetime, ValidationError

from contest.audit import ActorKind, AuditRecord
from contest.chains import Chain, Tampering
from contest.model import Fact, Id, Text
from contest_aws.services.upkeep.audit_log import AuditSubject, SubjectKind


class LoggedRecord(Fact):
    kind: SubjectKind
    entries: tuple[Id, ...]
    """The works that it is about."""
    sequence: int
    """Its place in the chain of its subject."""
    at: AwareDatetime
    actor: ActorKind
    person: str
    """The person's id within the contest; empty for a part of the system."""
    action: str
    details: dict[str, Any]
    hash: str


class BrokenChain(Fact):
    subject: str
    kind: SubjectKind
    entries: tuple[Id, ...]
    record: int
    """From which record on it cannot be trusted."""
    damage: Text


class AuditPage(Fact):
    records: tuple[LoggedRecord, ...]
    broken: tuple[BrokenChain, ...]
    chains: int
    """How many chains this page has read."""
    total: int
    """How many there are in all."""
    cursor: str
    """Where to go on; empty at the end."""


class ChainsVerified(Fact):
    chains: int
    """How many chains were verified for this page."""
    records: int
    broken: tuple[BrokenChain, ...]
    total: int
    """How many there are in all."""
    cursor: str
    """Where to go on; empty at the end."""
    sealed_at: AwareDatetime | None
    """When the digest was sealed with which the chains were held against; None without one."""


def logged(subject: AuditSubject, chain: Chain) -> list[LoggedRecord]:
    """Of a chain that was tampered with, what can still be read."""
    found = []
    for stored in chain.records:
        try:
            record = AuditRecord.model_validate(stored)
        except ValidationError:
            continue
        found.append(
            LoggedRecord(
                kind=subject.kind,
                entries=subject.entries,
                sequence=record.sequence,
                at=record.at,
                actor=record.actor.kind,
                person=record.actor.id,
                action=record.action,
                details=record.details,
                hash=record.hash,
            )
        )
    return found


def broken_chain(subject: AuditSubject, damage: Tampering) -> BrokenChain:
    return BrokenChain(
        subject=subject.name,
        kind=subject.kind,
        entries=subject.entries,
        record=damage.record,
        damage=damage.damage.text,
    )
