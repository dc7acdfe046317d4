"""Router: the export of all data held on the signed-in person, and its erasure."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Body
from pydantic import AwareDatetime, Field

from account.dependencies import store
from contest.audit import Actor
from contest.model import Fact
from contest_aws import clock
from contest_aws.http import api
from contest_aws.http.session_cookie import SIGNED_OUT
from contest_aws.services.people.data_export import PersonalData, personal_data
from contest_aws.services.upkeep import erasure

router = api.router()


class ErasureRequest(Fact):
    address: Annotated[str, Field(max_length=320)]
    """The account's own address, typed again to confirm."""


class ErasureBegun(Fact):
    asked_at: AwareDatetime


@router.get("/account/export")
def export() -> PersonalData:
    """系统保存的与我有关的全部数据。 All data held on me."""
    return personal_data(store, api.who(router).account, now=clock.now())


@router.post("/account/erasure")
def erase_me(typed: Annotated[ErasureRequest, Body()]) -> Response[ErasureBegun]:
    """删除我的账号与数据，不可恢复。 Erase my account and data. This cannot be undone.

    所有登录立即结束，其余数据数分钟内删除。 All sessions end now, other data within minutes."""
    who = api.who(router).account
    asked = erasure.ask(
        store, who, address=typed.address, actor=Actor.of("account", who), now=clock.now()
    )
    begun = ErasureBegun(asked_at=asked.asked_at)
    return Response(200, "application/json", begun, cookies=[SIGNED_OUT])
