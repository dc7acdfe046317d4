"""Router: a judge's player tells that it cannot play a work."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Body

from contest.model import Id
from contest.people.play_report import PlayFailure, PlayReceipt
from contest.refusals import refused
from contest_aws.http import api
from contest_aws.services.review import reviews
from contest_aws.services.viewing import play_reports
from review.dependencies import store

router = api.router()


@router.post("/judge/<contest_id>/reviews/<round_id>/<number>/unplayable")
def unplayable(
    contest_id: Id, round_id: Id, number: int, failure: Annotated[PlayFailure, Body()]
) -> PlayReceipt:
    """播放器报告：视频无法播放。 My player cannot play the work. The host sees no names."""
    access = api.who(router)
    judge, number_ = access.person, str(number)
    work = reviews.own_work(store, contest_id, judge=judge, round_id=round_id, number=number_)
    if work.copy.withdrawn:
        raise refused("review.withdrawn")
    of = (contest_id, work.copy.entry, work.copy.upload)
    return play_reports.report(store, of, failure, access, agent=api.agent(router))
