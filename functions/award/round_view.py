"""What the host sees of an award round, by how things stand now."""

from collections.abc import Iterable

from award.dependencies import snapshots, store
from award.round_models import AwardProposal, AwardRoundOverview, FreePlace
from contest.award.award import AWARD_STATUS_NAMES, AwardRound, Winner
from contest.award.places import Granted
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
        "open_revocations": _waiting(round_),
    }


def _waiting(round_: AwardRound) -> int:
    if not round_.revocations:
        return 0
    return len(revocation.waiting_in(round_, award_rounds.taken_off(store, round_.contest)))


def proposal_of(contest_id: Id, round_: AwardRound) -> AwardProposal:
    contest = contest_of(store, contest_id)
    listed = result_view.listed(store, round_, round_.proposal)
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
    found = beginning.places_now(store, contest, round_, winners)
    return tuple(FreePlace.of(count, Granted(round_.standing)) for count in found)
