"""`laurel person`: export or erase all data held on a person, when they ask the organiser."""

import time
from typing import Annotated

import typer

from contest.audit import ORGANISER
from contest.erasure import Erasure
from contest.model import Id, Text
from contest.people.account import Account, normalised
from contest_aws import clock
from contest_aws.services.people import accounts
from contest_aws.services.people.address_data import AddressData, address_data
from contest_aws.services.people.data_export import personal_data
from contest_aws.services.upkeep import erasure
from contest_aws.services.upkeep.objector_erasure import erase_objector
from contest_aws.store import keys
from contest_aws.store.protocol import get
from laurel.inputs import InputError
from laurel.organiser import Organiser
from laurel.output import print_json, say, warn

app = typer.Typer(help="个人信息。 Personal data of one person.", no_args_is_help=True)
Address = Annotated[str, typer.Argument(help="邮箱。 The e-mail address.")]
PATIENCE = 120
"""How many seconds the command waits for the erasure to finish."""
AT_REQUEST = "应本人要求 / at their own request"


@app.command()
def export(context: typer.Context, address: Address) -> None:
    """导出所存的全部个人信息（JSON）。 Export all data held on a person, as JSON."""
    organiser: Organiser = context.obj()
    who, beside = _held(organiser, address)
    own = {"account": None}
    if who:
        own = personal_data(organiser.store, who.id, now=clock.now()).model_dump(mode="json")
    for text in _found(who, beside):
        warn(text)
    print_json(own | {"by_address": beside.model_dump(mode="json")})


@app.command(name="erase")
def erase_(
    context: typer.Context,
    address: Address,
    *,
    yes: Annotated[bool, typer.Option("--yes", help="不再询问。 Do not ask to confirm.")] = False,
) -> None:
    """删除其全部个人信息，不可恢复。 Erase all data held on a person. This cannot be undone."""
    organiser: Organiser = context.obj()
    who, beside = _held(organiser, address)
    for text in _found(who, beside):
        warn(text)
    if not (who or beside.objections):
        raise InputError(
            "没有可以在此删除的内容：联系方式由参选者更正，或用 laurel entry contact 更正。 "
            "There is nothing to erase here: a contact is corrected by the work's entrant, or by "
            "laurel entry contact."
        )
    if not yes:
        typer.confirm(f"{address}：确定删除？ / erase for good?", abort=True)
    for one in beside.objections:
        ctx = organiser.context(one.objection.contest)
        erase_objector(ctx, one.objection.id, reason=AT_REQUEST)
        say(f"已删除异议 {one.objection.id} 的个人信息。", "The objector's data are erased.")
    if who:
        _erase_account(organiser, who.id, address)


def _erase_account(organiser: Organiser, account: Id, address: str) -> None:
    erasure.ask(organiser.store, account, address=address, actor=ORGANISER, now=clock.now())
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends:
        done = get(organiser.store, keys.erasure(account), Erasure)
        if done.done_at:
            counts = ", ".join(f"{name} {count}" for name, count in done.counts.items())
            say(f"已删除：{counts}。", "Erased.")
            return
        time.sleep(0.5)
    say("仍在删除，将自动完成。", "Still in progress; it will finish by itself.")


def _held(organiser: Organiser, address: str) -> tuple[Account | None, AddressData]:
    """Refused if nothing is stored under the address."""
    typed = normalised(address)
    who = accounts.find(organiser.store, typed)
    beside = address_data(organiser.store, typed, who)
    if not (who or beside.objections or beside.contact_of):
        raise InputError(
            f"没有这个账号：{address}；也没有以此邮箱提出的异议，或以此为联系邮箱的作品。 "
            f"There is no account {address!r}, no objection under this address, and no work with "
            "this contact."
        )
    return who, beside


def _found(who: Account | None, beside: AddressData) -> list[Text]:
    """What is stored under the address beside its account."""
    told = [] if who else [Text(zh="没有这个账号。", en="There is no account.")]
    if beside.objections:
        made = [f"{one.objection.id} ({one.objection.contest})" for one in beside.objections]
        zh, en = "、".join(made), ", ".join(made)
        told.append(Text(zh=f"提出的异议：{zh}。", en=f"As objector of: {en}."))
    if beside.contact_of:
        works = [f"{one.number or one.entry} ({one.contest})" for one in beside.contact_of]
        zh, en = "、".join(works), ", ".join(works)
        told.append(Text(zh=f"他人作品的联系人：{zh}。", en=f"As contact of the works: {en}."))
    return told
