"""Router: the host reads the objections to an award round and answers each."""

from collections.abc import Mapping
from typing import Annotated, Literal

from aws_lambda_powertools.event_handler.openapi.params import Body
from pydantic import AwareDatetime

from award.dependencies import context, snapshots, store
from award.round_models import Reason
from contest.award.objection import (
    OBJECTION_STATUS_NAMES,
    Objection,
    ObjectionStatus,
    Objector,
)
from contest.model import Fact, Id, StrictInt, Text
from contest_aws.http import api
from contest_aws.services.award import award_rounds, objections
from contest_aws.services.entries import contest_of
from contest_aws.store import keys

router = api.router()
OBJECTIONS = "/host/<contest_id>/awards/<award_round>/objections"


class ObjectionSummary(Fact):
    id: Id
    version: int
    status: ObjectionStatus
    status_text: Text
    place: Id
    award: Text
    theme: Id | None
    entry: Id | None
    unit: Id | None
    unit_name: str
    """Empty if it is about a work."""
    text: str
    made_at: AwareDatetime
    reason: str
    """The host's answer."""
    answered_at: AwareDatetime | None


class ObjectionDetail(ObjectionSummary):
    """With the objector, whose contact is as typed. Empty once it is erased."""

    name: str
    email: str
    phone: str


class ObjectionVerdict(Fact):
    expected_version: StrictInt
    """Of the objection that the host read."""
    status: Literal[ObjectionStatus.UPHELD, ObjectionStatus.DISMISSED]
    reason: Reason
    """Told to the objector."""


@router.get(OBJECTIONS)
def list_objections(contest_id: Id, award_round: Id) -> list[ObjectionSummary]:
    """本轮公示收到的异议。 The objections to this award round, the oldest first."""
    award_rounds.round_of(store, contest_id, award_round)
    every = objections.all_of(store, contest_id)
    found = [one for one in every if one.award_round == award_round]
    names = _unit_names(contest_id, *found)
    return [ObjectionSummary.model_validate(_summary(one, names)) for one in found]


@router.get(f"{OBJECTIONS}/<objection>")
def read_objection(contest_id: Id, award_round: Id, objection: Id) -> ObjectionDetail:
    """一件异议及提出人的联系方式。 One objection, with its objector's contact."""
    return _detail(objections.of_round(store, contest_id, award_round, objection))


@router.post(f"{OBJECTIONS}/<objection>/answer")
def answer_objection(
    contest_id: Id, award_round: Id, objection: Id, asked: Annotated[ObjectionVerdict, Body()]
) -> ObjectionDetail:
    """答复一件异议。 Answer an objection.

    异议成立即撤下公示名单。 If it is upheld, the list is taken back at once and has to be
    confirmed again."""
    objections.of_round(store, contest_id, award_round, objection)
    done = objections.answer(
        context(router, contest_id),
        snapshots,
        objection,
        status=asked.status,
        reason=asked.reason,
        expected_version=asked.expected_version,
    )
    return _detail(done)


def _unit_names(contest_id: Id, *found: Objection) -> dict[Id, str]:
    return objections.unit_names(store, contest_of(store, contest_id), snapshots, found)


def _summary(of: Objection, unit_names: Mapping[Id, str]) -> dict[str, object]:
    known = set(ObjectionSummary.model_fields) & set(Objection.model_fields)
    return of.model_dump(include=known) | {
        "award": of.name,
        "status_text": OBJECTION_STATUS_NAMES[of.status],
        "unit_name": unit_names.get(of.id, ""),
    }


def _detail(of: Objection) -> ObjectionDetail:
    found = store.find(keys.objector(of.contest, of.id), Objector)
    who = found or Objector(objection=of.id, name="")
    seen = _summary(of, _unit_names(of.contest, of))
    return ObjectionDetail.model_validate(seen | who.model_dump(exclude={"objection"}))
