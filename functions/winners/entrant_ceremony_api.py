"""Lambda: an entrant whose work has won sees the invitation to the ceremony and answers it. It is
separate, so that the entrants' other requests cannot write answers."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Body

from contest.model import Id
from contest_aws import clock
from contest_aws.http import api
from contest_aws.http.tokens import KmsKey, Tokens
from contest_aws.services.context import Context, context_for
from contest_aws.services.entries import contest_of
from contest_aws.services.upload import submission
from contest_aws.services.winners import ceremony_answers
from contest_aws.services.winners.ceremony_answers import CeremonyView
from contest_aws.settings import SignedInSettings
from contest_aws.store.dynamodb import DynamoStore
from winners.ceremony_models import CeremonyAnswer

settings = SignedInSettings.read()
store = DynamoStore(settings.table_name)
app = api.create_app(store, Tokens(KmsKey(settings.signing_key)))
OF_WORK = "/entrant/<contest_id>/entries/<entry_id>/ceremony"


@app.get(OF_WORK)
def ceremony_of_work(contest_id: Id, entry_id: Id) -> CeremonyView:
    """颁奖仪式邀请及我的答复。 The invitation to the ceremony, and my answer."""
    ctx, who = _own(contest_id, entry_id)
    return ceremony_answers.view(ctx, who)


@app.put(OF_WORK)
def answer_for_work(
    contest_id: Id, entry_id: Id, request: Annotated[CeremonyAnswer, Body()]
) -> CeremonyView:
    """答复是否出席、人数和姓名；截止前可更改。 Say who comes; may be changed until the date."""
    ctx, who = _own(contest_id, entry_id)
    return ceremony_answers.answer(ctx, who, request.reply, expected=request.expected)


def _own(contest_id: Id, entry_id: Id) -> tuple[Context, tuple[Id]]:
    ctx = context_for(store, contest_of(store, contest_id), api.who(app), now=clock.now())
    entry = submission.own(store, contest_id, entrant=ctx.actor.id, entry_id=entry_id)
    return ctx, (entry.id,)


handler = api.handler(app)
