"""Router: the host reads the reviews of a work, and decides on works with too few of them."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Body

from contest.audit import Actor
from contest.model import Id
from contest_aws import clock
from contest_aws.http import api
from contest_aws.services.context import Context
from contest_aws.services.entries import contest_of
from contest_aws.services.review import decisions
from contest_aws.services.review.coverage import given_to
from host.dependencies import store
from host.round_models import CoverageDecision, CoverageDecisionReceipt, GivenReview

router = api.router()


@router.post("/host/<contest_id>/rounds/<round_id>/entries/<entry_id>/decision")
def decide(
    contest_id: Id, round_id: Id, entry_id: Id, request: Annotated[CoverageDecision, Body()]
) -> CoverageDecisionReceipt:
    """评审数不足的作品：不参加排名，或按现有评审计分。 Leave a work out, or accept its reviews."""
    act = decisions.leave_out if request.decision == "leave_out" else decisions.accept
    entry = act(_context(contest_id), round_id, entry_id, reason=request.reason)
    return CoverageDecisionReceipt(entry=entry.id, status=entry.status)


@router.get("/host/<contest_id>/entries/<entry_id>/reviews")
def reviews(contest_id: Id, entry_id: Id) -> list[GivenReview]:
    """一件作品的全部评审及历次提交。 All reviews of a work, with each version of their scores."""
    found = given_to(store, contest_of(store, contest_id), entry_id)
    return [GivenReview.model_validate(one, extra="ignore") for one in found]


def _context(contest_id: Id) -> Context:
    actor = Actor.of("host", api.who(router).person)
    return Context(store, contest_of(store, contest_id), actor, clock.now())
