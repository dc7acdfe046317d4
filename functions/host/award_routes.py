"""Router: the host begins award rounds, sees the proposal, tries changes, confirms, discards and
revokes. Nothing of it is public before the confirmation."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Body

from contest.award.award import AWARD_STATUS_NAMES, AwardRound, Winner
from contest.award.places import place_counts
from contest.model import Id
from contest.refusals import Refused, refused
from contest.rules.contest import Contest
from contest_aws.http import api
from contest_aws.services.award import award_rounds, objections, proposals, revocation
from contest_aws.services.award.result_view import unranked
from contest_aws.services.award.revocation import RevocationRequest
from contest_aws.services.entries import contest_of
from contest_aws.workflow.executions import name_of, position
from host.award_dependencies import context, journeys, settings, snapshots, store
from host.award_models import (
    AwardBegin,
    AwardConfirmation,
    AwardDiscard,
    AwardProposal,
    AwardRevocation,
    AwardRoundOverview,
    ChangedList,
    ChangesPreview,
    FreePlace,
    ListedWinner,
    RefusedChange,
)

router = api.router()
AWARDS = "/host/<contest_id>/awards"
ROUND = f"{AWARDS}/<award_round>"


@router.get(AWARDS)
def award_rounds_(contest_id: Id) -> list[AwardRoundOverview]:
    """全部评奖轮次。 All award rounds."""
    contest_of(store, contest_id)
    found = award_rounds.rounds_of(store, contest_id)
    return [AwardRoundOverview.model_validate(_overview(round_)) for round_ in found]


@router.post(AWARDS)
def begin(contest_id: Id, asked: Annotated[AwardBegin, Body()]) -> AwardRoundOverview:
    """开始评奖：统分并提出获奖建议。 Begin: tally a closed review round and propose awards."""
    ctx = context(router, contest_id)
    ctx.contest.round(asked.review_round)
    round_ = award_rounds.begin(ctx, award_round=asked.award_round, review_round=asked.review_round)
    where = position(round_)
    journeys.start(settings.award_round, where, name=name_of(where))
    return AwardRoundOverview.model_validate(_overview(round_))


@router.get(ROUND)
def proposal(contest_id: Id, award_round: Id) -> AwardProposal:
    """获奖建议或名单，及每一行的理由。 The proposal or list, with a reason for each line."""
    return _proposal(contest_id, award_rounds.round_of(store, contest_id, award_round))


@router.post(f"{ROUND}/preview")
def preview(
    contest_id: Id, award_round: Id, asked: Annotated[ChangesPreview, Body()]
) -> ChangedList:
    """预览调整后的名单，不作任何改动。 Preview the list after changes. Nothing is changed."""
    ctx = context(router, contest_id)
    round_ = award_rounds.round_of(store, contest_id, award_round)
    winners: tuple[Winner, ...] = ()
    try:
        winners, found = proposals.preview(ctx, snapshots, round_, asked.changes)
    except Refused as refused_:
        if any(one.code == "award.not_possible_now" for one in refused_.refusals):
            raise
        found = list(refused_.refusals)
    return ChangedList(
        version=round_.version,
        winners=winners,
        refusals=tuple(map(RefusedChange.of, found)),
        places=_places(ctx.contest, winners),
    )


@router.post(f"{ROUND}/confirmation")
def confirm_(
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
    )
    return _proposal(contest_id, done)


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
    return AwardRoundOverview.model_validate(_overview(done))


@router.post(f"{ROUND}/revocations")
def revoke_award(
    contest_id: Id, award_round: Id, asked: Annotated[AwardRevocation, Body()]
) -> AwardProposal:
    """撤销已颁发的奖项，其他作品不递补。 Revoke a granted award. No other work moves up."""
    done = revocation.revoke(
        context(router, contest_id),
        award_rounds.round_of(store, contest_id, award_round),
        RevocationRequest.model_validate(asked.model_dump(exclude={"expected_version"})),
        expected_version=asked.expected_version,
    )
    return _proposal(contest_id, done)


def _overview(round_: AwardRound) -> dict[str, object]:
    return {
        "id": round_.id,
        "version": round_.version,
        "review_round": round_.round,
        "status": round_.status,
        "status_text": AWARD_STATUS_NAMES[round_.status],
        "results_hash": round_.results_hash,
        "objections_end": round_.objections_end,
        "open_objections": objections.open_in(store, round_),
    }


def _proposal(contest_id: Id, round_: AwardRound) -> AwardProposal:
    contest, off = contest_of(store, contest_id), award_rounds.taken_off(store, contest_id)
    listed = tuple(
        ListedWinner(**dict(winner), off=winner.entry in off, revoked=round_.is_revoked(winner))
        for winner in round_.proposal
    )
    left: tuple[object, ...] = ()
    if round_.results_hash:
        results = award_rounds.results_of(snapshots, round_)
        few = results.model_copy(update={"lines": ()})
        left = unranked(few, proposals.names_in(store, contest, few))
    return AwardProposal.model_validate(
        _overview(round_)
        | {
            "people": contest.rules.confirmation.people,
            "winners": listed,
            "unranked": left,
            "places": _places(contest, [w for w in listed if not (w.off or w.revoked)]),
            "left_out": round_.left_out,
            "changes": round_.changes,
            "agreement": round_.agreement,
            "revocations": round_.revocations,
        }
    )


def _places(
    contest: Contest, winners: list[ListedWinner] | tuple[Winner, ...]
) -> tuple[FreePlace, ...]:
    themes = [theme.id for theme in contest.rules.themes]
    counts = place_counts(contest.rules.awards, themes, ((w.place, w.theme) for w in winners))
    return tuple(
        FreePlace(
            place=one.place.id,
            name=one.place.name,
            theme=one.theme,
            number=one.place.number,
            free=one.free,
        )
        for one in counts
    )
