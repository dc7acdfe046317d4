"""Router: the host confirms the list of winners, discards a round, and revokes awards. Each
decision names the version that the host saw."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Body

from award.dependencies import context, snapshots, store
from award.round_models import (
    AwardConfirmation,
    AwardDiscard,
    AwardProposal,
    AwardRevocation,
    AwardRoundOverview,
)
from award.round_view import overview, proposal_of
from contest.model import Id
from contest.refusals import refused
from contest_aws.http import api
from contest_aws.services.award import award_rounds, proposals, revocation
from contest_aws.services.award.revocation import RevocationRequest

router = api.router()
ROUND = "/host/<contest_id>/awards/<award_round>"


@router.post(f"{ROUND}/confirmation")
def confirm_awards(
    contest_id: Id, award_round: Id, asked: Annotated[AwardConfirmation, Body()]
) -> AwardProposal:
    """确认获奖名单，开始公示。 Confirm the list. The objection period begins.

    规则要求两人确认时，第一人的确认只作登记。 If two people have to confirm, the first one's word
    waits for the other's."""
    round_ = award_rounds.round_of(store, contest_id, award_round)
    if asked.results_hash not in (None, round_.results_hash):
        raise refused("item.changed_meanwhile")
    done = proposals.confirm(
        context(router, contest_id),
        snapshots,
        round_,
        changes=asked.changes,
        expected_version=asked.expected_version,
        list_sha256=asked.list_sha256,
    )
    return proposal_of(contest_id, done)


@router.post(f"{ROUND}/discard")
def discard(
    contest_id: Id, award_round: Id, asked: Annotated[AwardDiscard, Body()]
) -> AwardRoundOverview:
    """放弃此轮评奖，可另开一轮。 Discard the round. Another can begin over the same scores."""
    done = award_rounds.discard(
        context(router, contest_id),
        award_rounds.round_of(store, contest_id, award_round),
        reason=asked.reason,
        expected_version=asked.expected_version,
    )
    return overview(done)


@router.post(f"{ROUND}/revocations")
def revoke_award(
    contest_id: Id, award_round: Id, asked: Annotated[AwardRevocation, Body()]
) -> AwardProposal:
    """撤销已颁发的奖项，或不再撤销。 Revoke a granted award, or drop a revocation that waits.

    其他作品不递补。 No other work moves up."""
    wanted = asked.model_dump(exclude={"action", "expected_version"})
    decide = revocation.drop if asked.action == "drop" else revocation.revoke
    done = decide(
        context(router, contest_id),
        award_rounds.round_of(store, contest_id, award_round),
        RevocationRequest.model_validate(wanted),
        expected_version=asked.expected_version,
    )
    return proposal_of(contest_id, done)
