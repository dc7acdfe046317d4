"""What the host sees of an award round, by how things stand now."""

from award.dependencies import snapshots, store
from award.round_models import (
    AwardProposal,
    AwardRoundOverview,
    FreePlace,
    ListedWinner,
)
from contest.award.award import AWARD_STATUS_NAMES, AwardRound, Winner
from contest.award.places import place_counts
from contest.model import Id
from contest.rules.contest import Contest
from contest_aws.services.award import award_rounds, objections, proposals
from contest_aws.services.award.result_view import unranked
from contest_aws.services.entries import contest_of


def overview(round_: AwardRound) -> AwardRoundOverview:
    return AwardRoundOverview.model_validate(_overview(round_))


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


def proposal_of(contest_id: Id, round_: AwardRound) -> AwardProposal:
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
            "places": places_of(contest, [w for w in listed if not (w.off or w.revoked)]),
            "left_out": round_.left_out,
            "changes": round_.changes,
            "agreement": round_.agreement,
            "revocations": round_.revocations,
        }
    )


def places_of(
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
