"""Lambda: the HTTP API by which anybody objects to a winner during the objection period (公示), and
sees the answer. It is separate, so that the public's other routes can write nothing."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Body

from award.objection_models import CodeLookup, ObjectionAnswer, ObjectionMade, ObjectionReceipt
from contest.award.objection import PUBLIC, shown_code
from contest.model import Id
from contest_aws import clock
from contest_aws.http import api
from contest_aws.services.award import objections
from contest_aws.services.award.objections import ObjectionRequest
from contest_aws.services.context import Context
from contest_aws.services.entries import contest_of
from contest_aws.settings import TableSettings
from contest_aws.store.dynamodb import DynamoStore

store = DynamoStore(TableSettings.read().table_name)
app = api.create_app(store)
OBJECTIONS = "/public/<contest_id>/objections"


@app.post(OBJECTIONS)
def make_objection(contest_id: Id, asked: Annotated[ObjectionMade, Body()]) -> ObjectionReceipt:
    """公示期内对一项拟获奖提出异议。 Object to a winner during the objection period.

    同样的内容重复提交，仍是同一件异议。 The same words sent again are the same objection."""
    request = ObjectionRequest.model_validate(asked.model_dump())
    made = objections.make(_context(contest_id), request, source=api.source(app))
    return ObjectionReceipt(code=shown_code(made.code), made_at=made.objection.made_at)


@app.post(f"{OBJECTIONS}/answer")
def show_answer(contest_id: Id, asked: Annotated[CodeLookup, Body()]) -> ObjectionAnswer:
    """凭查询码查看答复。 See the answer by the code of the receipt."""
    found = objections.looked_up(_context(contest_id), asked.code, source=api.source(app))
    return ObjectionAnswer.of(found)


def _context(contest_id: Id) -> Context:
    return Context(store, contest_of(store, contest_id), PUBLIC, clock.now())


handler = api.handler(app)
