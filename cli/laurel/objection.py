"""`laurel objection`: read the objections to provisional winners, answer them, and erase whose they
are."""

from enum import StrEnum
from typing import Annotated

import typer

from contest.award.objection import OBJECTION_STATUS_NAMES, Objection, ObjectionStatus, Objector
from contest.model import Id
from contest.rules.contest import Contest
from contest_aws.services.award import objections
from contest_aws.services.upkeep.objector_erasure import erase_objector
from contest_aws.store import keys
from laurel.award import ContestId
from laurel.contest import AsJson
from laurel.inputs import no_such
from laurel.organiser import Organiser
from laurel.output import Coded, Listing, Value, line, moment, print_json, records, say, show

app = typer.Typer(help="公示期异议。 Objections: list, show, answer, erase.", no_args_is_help=True)


class Outcome(StrEnum):
    UPHELD = ObjectionStatus.UPHELD
    DISMISSED = ObjectionStatus.DISMISSED


ObjectionId = Annotated[str, typer.Argument(help="异议编号。 The objection's id.")]
COLUMNS = {
    "objection": "编号 objection",
    "award": "奖项 award",
    "entry": "作品 work",
    "unit": "单位 unit",
    "made_at": "提出 made",
    "status": "状态 status",
    "text": "内容 text",
}


@app.command("list")
def list_(context: typer.Context, contest_id: ContestId, *, as_json: AsJson = False) -> None:
    """全部异议，最早的在前。 All objections, the oldest first. No contacts."""
    organiser: Organiser = context.obj()
    contest, found = organiser.contest(contest_id), objections.all_of(organiser.store, contest_id)
    units = _unit_names(organiser, contest, found)
    rows = [_row(one, units) for one in found]
    listing = Listing("异议 Objections", COLUMNS, rows, contest.rules)
    if as_json:
        print_json(records(listing))
    else:
        show(listing)


@app.command("show")
def show_(
    context: typer.Context,
    contest_id: ContestId,
    objection: ObjectionId,
    *,
    as_json: AsJson = False,
) -> None:
    """一件异议及提出人的联系方式。 One objection, with its objector's contact."""
    organiser: Organiser = context.obj()
    contest, found = organiser.contest(contest_id), _found(organiser, contest_id, objection)
    unit = _unit_names(organiser, contest, [found]).get(found.id, "")
    key = keys.objector(contest_id, found.id)
    who = organiser.store.find(key, Objector) or Objector(objection=found.id, name="")
    if as_json:
        shown = {"version", "status", "award_round", "place", "theme", "entry", "unit", "text"}
        whole = found.model_dump(mode="json", include={"id", "reason", *shown})
        print_json(whole | {"unit_name": unit} | who.model_dump(exclude={"objection"}))
        return
    line(f"{found.name.zh} {found.name.en}：{found.entry or unit}")
    line(f"{who.name}  {who.email}  {who.phone}  {moment(found.made_at, contest.rules)}")
    line(found.text or "—")
    line(f"{_status(found)}  version {found.version}")
    if found.reason:
        line(found.reason)


@app.command()
def answer(
    context: typer.Context,
    contest_id: ContestId,
    objection: ObjectionId,
    expected_version: Annotated[
        int, typer.Option(help="所见版本。 The version that `objection show` printed.")
    ],
    reason: Annotated[
        str, typer.Option(help="答复，会告知提出人。 The answer, told to the objector.")
    ],
    outcome: Annotated[Outcome, typer.Option(help="异议是否成立。 Whether it is upheld.")],
) -> None:
    """答复一件异议；成立即撤下公示名单。 Answer it. An upheld one takes the list back."""
    organiser: Organiser = context.obj()
    found = _found(organiser, contest_id, objection)
    done = objections.answer(
        organiser.context(contest_id),
        organiser.snapshots,
        found.id,
        status=ObjectionStatus(outcome),
        reason=reason,
        expected_version=expected_version,
    )
    say(f"{done.id}：{OBJECTION_STATUS_NAMES[done.status].zh}。", _outcome(done))


@app.command()
def erase(
    context: typer.Context,
    contest_id: ContestId,
    objection: ObjectionId,
    reason: Annotated[
        str,
        typer.Option(help="理由，记入审计，不要写姓名。 The reason; it is audited. Name nobody."),
    ],
    *,
    yes: Annotated[bool, typer.Option("--yes", help="不再询问。 Do not ask to confirm.")] = False,
) -> None:
    """删除提出人的姓名、联系方式和异议内容。 Erase the objector's data; the answer stays."""
    organiser: Organiser = context.obj()
    found = _found(organiser, contest_id, objection)
    if not yes:
        typer.confirm(f"{objection}：确定删除？ / erase for good?", abort=True)
    erase_objector(organiser.context(contest_id), found.id, reason=reason)
    say(f"{objection}：已删除提出人的信息。", "The objector's data are erased.")


def _outcome(done: Objection) -> str:
    if done.status is ObjectionStatus.DISMISSED:
        return "Answered. The list stays."
    return f"Upheld. See laurel award show {done.contest} {done.award_round}, and confirm again."


def _found(organiser: Organiser, contest_id: Id, objection: str) -> Objection:
    organiser.contest(contest_id)
    known = objections.all_of(organiser.store, contest_id)
    for one in known:
        if one.id == objection:
            return one
    raise no_such("异议", "objection", objection, [one.id for one in known])


def _unit_names(organiser: Organiser, contest: Contest, found: list[Objection]) -> dict[Id, str]:
    return objections.unit_names(organiser.store, contest, organiser.snapshots, found)


def _status(one: Objection) -> str:
    name = OBJECTION_STATUS_NAMES[one.status]
    return f"{name.zh} {name.en}"


def _row(one: Objection, units: dict[Id, str]) -> dict[str, Value | Coded]:
    return {
        "objection": one.id,
        "award": Coded(one.place, one.name),
        "entry": one.entry or "",
        "unit": units.get(one.id, ""),
        "made_at": one.made_at,
        "status": Coded(one.status, OBJECTION_STATUS_NAMES[one.status]),
        "text": one.text,
    }
