"""Router: the host sees the results of an award round under every method, downloads the score
matrix, and sees which snapshots of the list are kept."""

from aws_lambda_powertools.event_handler import Response

from award.dependencies import context, files, snapshots, store
from contest.model import Id
from contest.winners.award_snapshot import KeptSnapshot
from contest_aws.http import api
from contest_aws.http.downloads import FILE_OR_REDIRECT, as_large_file, sends_a_file
from contest_aws.services.award import award_rounds, award_snapshots, result_view
from contest_aws.services.award.result_view import ResultView
from contest_aws.services.entries import contest_of
from contest_aws.workbook.score_matrix import to_workbook

router = api.router()
RESULTS = "/host/<contest_id>/awards/<award_round>/results"


@router.get(RESULTS)
def results(contest_id: Id, award_round: Id) -> ResultView:
    """得分、其他方法、专家倾向、分歧，以及名单会有什么不同。 Results, and what would change."""
    ctx = context(router, contest_id)
    return result_view.view(ctx, snapshots, award_rounds.round_of(store, contest_id, award_round))


@router.get(f"{RESULTS}.xlsx", responses=FILE_OR_REDIRECT)
@sends_a_file
def export(contest_id: Id, award_round: Id) -> Response[bytes]:
    """下载评分表，其中带有规则，可离线复算。 The score matrix with the rules in it."""
    contest_of(store, contest_id)
    round_ = award_rounds.round_of(store, contest_id, award_round)
    made = to_workbook(result_view.tallied(snapshots, round_))
    return as_large_file(made, f"scores-{award_round}", files=files, contest_id=contest_id)


@router.get("/host/<contest_id>/awards/<award_round>/snapshots")
def list_snapshots(contest_id: Id, award_round: Id) -> list[KeptSnapshot]:
    """名单的历次存档，各有编号、原因和 SHA-256。 All snapshots of the list, with their reasons."""
    award_rounds.round_of(store, contest_id, award_round)
    return award_snapshots.kept(store, contest_id, award_round)
