"""Router: the invitations of the signed-in person, and their answers."""

from typing import Annotated, Literal

from aws_lambda_powertools.event_handler.openapi.params import Body
from pydantic import AwareDatetime

from account.account_routes import GrantSummary, granted
from account.dependencies import settings, store
from contest.audit import Actor
from contest.model import Fact, Id, Text
from contest.people.account import Grant, GrantStatus, Role
from contest.rules.contest import Contest
from contest_aws import clock
from contest_aws.http import api
from contest_aws.services.context import Context
from contest_aws.services.entries import contest_of
from contest_aws.services.people import accounts
from contest_aws.store import keys
from contest_aws.workflow.schedules import keep_soon

router = api.router()


class Invitation(Fact):
    """An invitation to a role, answered or not, as the invited person reads it."""

    contest: Id
    contest_name: Text
    time_zone: str
    """The contest's, in which its dates are shown."""
    hosts: tuple[Text, ...]
    """The organisations that invite."""
    role: Role
    unit_name: Text | None
    """The recommending unit that the person is to act for; None for any other role."""
    status: GrantStatus
    may_answer: bool
    """Whether it can be accepted or declined now. What was answered can be answered otherwise."""
    asked_at: AwareDatetime | None
    """When it was last mailed."""
    ends_at: AwareDatetime | None
    """When the role ends; None if it has no end."""


class AnswerRequest(Fact):
    answer: Literal["accepted", "declined"]


@router.get("/account/invitations")
def invitations() -> list[Invitation]:
    """我的邀请，新的在前。 My invitations, the newest first."""
    granted = accounts.grants(store, api.who(router).account)
    wanted = {keys.contest(grant.contest) for grant in granted}
    found = {contest.id: contest for contest in store.find_all(sorted(wanted), Contest)}
    mine = [grant for grant in granted if grant.contest in found]
    mine.sort(key=lambda grant: grant.changed_at, reverse=True)
    return [_invitation(grant, found[grant.contest]) for grant in mine]


@router.post("/account/invitations/<contest_id>/<role>")
def answer(contest_id: Id, role: Role, said: Annotated[AnswerRequest, Body()]) -> GrantSummary:
    """接受或谢绝邀请。 Accept or decline an invitation."""
    contest, asking = contest_of(store, contest_id), api.who(router)
    to = GrantStatus(said.answer)
    grant = accounts.answer(
        Context(store, contest, Actor.of("account", asking.account), clock.now()),
        asking.account,
        role,
        to,
    )
    if role is Role.JUDGE and to is GrantStatus.ACCEPTED:
        keep_soon(settings.keep_calendar, contest_id)  # entries may be waiting for one more judge
    return granted(grant)


def _invitation(grant: Grant, contest: Contest) -> Invitation:
    rules = contest.rules
    units = [unit.name for unit in rules.units if unit.id == grant.unit]
    return Invitation(
        contest=contest.id,
        contest_name=rules.name,
        time_zone=rules.time_zone,
        hosts=tuple(party.name for party in rules.parties if party.role == "host"),
        role=grant.role,
        unit_name=units[0] if units and grant.role is Role.UNIT else None,
        status=grant.status,
        may_answer=grant.may_answer(clock.now()),
        asked_at=grant.asked_at,
        ends_at=grant.ends_at,
    )
