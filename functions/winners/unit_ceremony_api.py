"""Lambda: a unit that has an award sees the invitation to the ceremony and answers it."""

from collections.abc import Collection
from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Body

from contest.model import Id
from contest_aws import clock
from contest_aws.http import api
from contest_aws.http.tokens import KmsKey, Tokens
from contest_aws.services.context import Context, context_for
from contest_aws.services.entries import contest_of
from contest_aws.services.winners import ceremony_answers
from contest_aws.services.winners.ceremony import ids_of_unit
from contest_aws.services.winners.ceremony_answers import CeremonyView
from contest_aws.settings import SignedInSettings
from contest_aws.store.dynamodb import DynamoStore
from winners.ceremony_models import CeremonyAnswer

settings = SignedInSettings.read()
store = DynamoStore(settings.table_name)
app = api.create_app(store, Tokens(KmsKey(settings.signing_key)))
OF_UNIT = "/unit/<contest_id>/ceremony"


@app.get(OF_UNIT)
def ceremony_of_unit(contest_id: Id) -> CeremonyView:
    """颁奖仪式邀请及本单位的答复。 The invitation to the ceremony, and the unit's answer."""
    ctx, who = _own(contest_id)
    return ceremony_answers.view(ctx, who)


@app.put(OF_UNIT)
def answer_for_unit(contest_id: Id, request: Annotated[CeremonyAnswer, Body()]) -> CeremonyView:
    """答复是否出席、人数和姓名；截止前可更改。 Say who comes; may be changed until the date."""
    ctx, who = _own(contest_id)
    return ceremony_answers.answer(ctx, who, request.reply, expected=request.expected)


def _own(contest_id: Id) -> tuple[Context, Collection[Id]]:
    access = api.who(app)
    ctx = context_for(store, contest_of(store, contest_id), access, now=clock.now())
    return ctx, ids_of_unit(ctx, access.unit)


handler = api.handler(app)
