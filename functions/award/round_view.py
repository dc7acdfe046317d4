"""What the host sees of an award round, by how things stand now."""

from collections.abc import Iterable

from award.dependencies import snapshots, store
from award.round_models import (
    AwardProposal,
    AwardRoundOverview,
    FreePlace,
    ListedWinner,
)
from contest.award.award import AWARD_STATUS_NAMES, AwardRound, Winner
from contest.model import Id
from contest.rules.contest import Contest
from contest_aws.services.award import award_rounds, beginning, objections, result_view, revocation
from contest_aws.services.entries import contest_of


def overview(round_: AwardRound) -> AwardRoundOverview:
    return AwardRoundOverview.model_validate(_overview(round_), extra="ignore")


def _overview(round_: AwardRound) -> dict[str, object]:
    return dict(round_) | {
        "review_round": round_.round,
        "status_text": AWARD_STATUS_NAMES[round_.status],
        "open_objections": objections.open_in(store, round_),
        "open_revocations": len(revocation.waiting_in(round_)),
    }


def proposal_of(contest_id: Id, round_: AwardRound) -> AwardProposal:
    contest, off = contest_of(store, contest_id), award_rounds.taken_off(store, contest_id)
    listed = tuple(
        ListedWinner(**dict(winner), off=winner.entry in off, revoked=round_.is_revoked(winner))
        for winner in round_.proposal
    )
    few = result_view.unranked_in(store, contest, snapshots, round_)
    more = {
        "people": contest.rules.confirmation.people,
        "winners": listed,
        "unranked": few,
        "places": places_of(contest, round_, [w for w in listed if not (w.off or w.revoked)]),
    }
    return AwardProposal.model_validate(_overview(round_) | more, extra="ignore")


def places_of(
    contest: Contest, round_: AwardRound, winners: Iterable[Winner]
) -> tuple[FreePlace, ...]:
    """Beside what was granted in other rounds over the same scores."""
    return tuple(map(FreePlace.of, beginning.places_now(store, contest, round_, winners)))
