"""Router: the host begins award rounds, sees the proposal and tries changes. Nothing of it is
public before the confirmation."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Body

from award.dependencies import context, journeys, settings, snapshots, store
from award.round_models import (
    AwardBegin,
    AwardProposal,
    AwardRoundOverview,
    ChangedList,
    ChangesPreview,
    RefusedChange,
)
from award.round_view import overview, places_of, proposal_of
from contest.model import Id
from contest.refusals import Refused
from contest_aws.http import api
from contest_aws.services.award import award_rounds, beginning, proposals, result_view
from contest_aws.services.entries import contest_of
from contest_aws.workflow.executions import name_of, position

router = api.router()
AWARDS = "/host/<contest_id>/awards"
ROUND = f"{AWARDS}/<award_round>"


@router.get(AWARDS)
def award_rounds_(contest_id: Id) -> list[AwardRoundOverview]:
    """全部评奖轮次。 All award rounds."""
    contest_of(store, contest_id)
    found = award_rounds.rounds_of(store, contest_id)
    return [overview(round_) for round_ in found]


@router.post(AWARDS)
def begin(contest_id: Id, asked: Annotated[AwardBegin, Body()]) -> AwardRoundOverview:
    """开始评奖：统分并提出获奖建议。 Begin: tally a closed review round and propose awards.

    颁奖后再开一轮，只评空缺的名额。 After a grant, another round fills only what is free."""
    ctx = context(router, contest_id)
    ctx.contest.round(asked.review_round)
    round_ = beginning.begin(ctx, award_round=asked.award_round, review_round=asked.review_round)
    where = position(round_)
    journeys.start(settings.award_round, where, name=name_of(where))
    return overview(round_)


@router.get(ROUND)
def proposal(contest_id: Id, award_round: Id) -> AwardProposal:
    """获奖建议或名单，及每一行的理由。 The proposal or list, with a reason for each line."""
    return proposal_of(contest_id, award_rounds.round_of(store, contest_id, award_round))


@router.post(f"{ROUND}/preview")
def preview_changes(
    contest_id: Id, award_round: Id, asked: Annotated[ChangesPreview, Body()]
) -> ChangedList:
    """预览调整后的名单，不作任何改动。 Preview the list after changes. Nothing is changed."""
    ctx = context(router, contest_id)
    round_ = award_rounds.round_of(store, contest_id, award_round)
    try:
        found = proposals.preview(ctx, snapshots, round_, asked.changes)
    except Refused as refused_:
        if any(one.code == "award.not_possible_now" for one in refused_.refusals):
            raise
        found = proposals.ListPreview((), "", list(refused_.refusals))
    return ChangedList(
        version=round_.version,
        sha256=found.sha256,
        winners=result_view.listed(store, round_, found.winners),
        refusals=tuple(map(RefusedChange.of, found.refusals)),
        places=places_of(ctx.contest, round_, found.winners),
    )
