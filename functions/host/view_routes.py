"""Router: the host looks through another person's eyes, read-only and on record."""

import secrets
from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Body
from pydantic import AwareDatetime

from contest.model import Fact, Id
from contest.people.account import Role
from contest.people.view import ViewedRole
from contest.refusals import refused
from contest_aws import clock
from contest_aws.http import api
from contest_aws.services.context import context_for
from contest_aws.services.entries import contest_of
from contest_aws.services.people import views
from host.dependencies import store

router = api.router()


class ViewRequest(Fact):
    role: ViewedRole
    account: Id | None = None
    """Whose eyes; of an entrant, the `entry` is named instead."""
    entry: Id | None = None
    """One of the entrant's works."""


class ViewBegun(Fact):
    """Sent as the header `X-Laurel-View` beside the host's own session, its id makes GET routes of
    this contest answer as they answer that person."""

    id: Id
    account: Id
    ends_at: AwareDatetime


class ViewEnd(Fact):
    ended_at: AwareDatetime


@router.post("/host/<contest_id>/views")
def begin_view(contest_id: Id, asked: Annotated[ViewRequest, Body()]) -> ViewBegun:
    """以某人的身份查看，只读并记入审计。 Look through a person's eyes: read-only, and audited."""
    ctx = context_for(store, contest_of(store, contest_id), api.who(router), now=clock.now())
    account = asked.account
    if asked.role is Role.ENTRANT:
        account = views.entrant_of(ctx, asked.entry) if asked.entry else None
    if account is None:
        raise refused("item.missing")
    view = views.begin(ctx, account, asked.role, new_id=secrets.token_hex(10))
    return ViewBegun(id=view.id, account=view.account, ends_at=view.ends_at)


@router.delete("/host/<contest_id>/views/<view>")
def end_view(contest_id: Id, view: Id) -> ViewEnd:
    """结束以他人身份查看。 Stop looking through a person's eyes."""
    ctx = context_for(store, contest_of(store, contest_id), api.who(router), now=clock.now())
    return ViewEnd(ended_at=views.end(ctx, view).ends_at)
