"""Router: the host sees what keeps judges from reviewing works, and settles suspicions."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Body
from pydantic import AwareDatetime, Field

from contest.audit import Actor
from contest.model import Fact, Id, Text
from contest.people.account import normalised
from contest.review.conflict_decision import ConflictDecision, ConflictState
from contest.review.conflicts import ConflictCode
from contest_aws import clock
from contest_aws.http import api
from contest_aws.services.context import Context
from contest_aws.services.entries import contest_of
from contest_aws.services.review import conflicts
from contest_aws.services.review.conflict_facts import Candidate
from contest_aws.services.review.conflicts import ConflictReport, Verdict, WorkConflicts
from host.dependencies import store

router = api.router()

OF_JUDGE = "/host/<contest_id>/judges/<judge>/conflicts"


class ConflictDetail(Fact):
    code: ConflictCode
    certain: bool
    reason: Text
    ground: str
    evidence: str


class ConflictVerdict(Fact):
    """What was decided about a judge and a work."""

    state: ConflictState
    grounds: tuple[str, ...]
    reason: str
    decided_at: AwareDatetime | None


class JudgeConflicts(Fact):
    """What there is between the judge and one work."""

    entry: Id
    title: str
    conflicts: tuple[ConflictDetail, ...]
    decision: ConflictVerdict | None


class ConflictSettlement(Fact):
    verdict: Verdict
    reason: Annotated[str, Field(min_length=1, max_length=1000)]
    grounds: Annotated[tuple[str, ...], Field(max_length=100)] = ()
    """The grounds of the suspicions that the host saw; none for a conflict that the host sets."""


class CandidateCheck(Fact):
    """Somebody who may be invited to judge."""

    address: Annotated[str, Field(max_length=300)]
    name: Annotated[str, Field(max_length=100)]
    unit: Annotated[str, Field(max_length=200)] = ""
    phone: Annotated[str, Field(max_length=60)] = ""


@router.get(OF_JUDGE)
def of_judge(contest_id: Id, judge: Id) -> list[JudgeConflicts]:
    """一位专家须回避或待认定的作品。 The works that a judge may not review, and why."""
    return [_shown(one) for one in conflicts.conflicts_with(_context(contest_id), judge)]


@router.post(f"{OF_JUDGE}/<entry_id>")
def settle_conflict(
    contest_id: Id, judge: Id, entry_id: Id, settlement: Annotated[ConflictSettlement, Body()]
) -> ConflictVerdict:
    """认定或排除一项疑似利益冲突，须说明理由。 Confirm or dismiss a suspicion."""
    decided = conflicts.settle_conflict(
        _context(contest_id),
        judge,
        entry_id,
        settlement.verdict,
        reason=settlement.reason,
        grounds=settlement.grounds,
    )
    return _verdict(decided)


@router.post("/host/<contest_id>/conflict-reports")
def report(contest_id: Id, candidate: Annotated[CandidateCheck, Body()]) -> ConflictReport:
    """邀请前查看候选专家须回避哪些作品。 Which works a candidate could not review, and why."""
    known = candidate.model_dump() | {"address": normalised(candidate.address)}
    return conflicts.report(_context(contest_id), Candidate(**known))


def _context(contest_id: Id) -> Context:
    actor = Actor.of("host", api.who(router).person)
    return Context(store, contest_of(store, contest_id), actor, clock.now())


def _shown(found: WorkConflicts) -> JudgeConflicts:
    return JudgeConflicts(
        entry=found.entry,
        title=found.title,
        conflicts=tuple(ConflictDetail.model_validate(dict(one)) for one in found.conflicts),
        decision=_verdict(found.decision) if found.decision else None,
    )


def _verdict(decision: ConflictDecision) -> ConflictVerdict:
    return ConflictVerdict.model_validate(
        decision.model_dump(include=set(ConflictVerdict.model_fields))
    )
