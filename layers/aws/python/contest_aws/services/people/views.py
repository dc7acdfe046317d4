"""A host begins to look through the eyes of a person. `contest_aws.http.authorization` admits the
requests."""

from contest.model import Id
from contest.people.account import Account, Grant, Role
from contest.people.view import LASTS, View, ViewedRole
from contest.refusals import refused
from contest_aws.services.context import Context
from contest_aws.services.entries import entry_of
from contest_aws.store import keys
from contest_aws.store.protocol import Change, create, get, recorded, retry_on_conflict, update


def entrant_of(ctx: Context, entry_id: Id) -> Id:
    """The account of the entrant of a work."""
    return entry_of(ctx.store, ctx.contest.id, entry_id).owner


def begin(ctx: Context, account_id: Id, role: ViewedRole, *, new_id: Id) -> View:
    """Begin to look. It is recorded with the account that is looked at, so that its owner finds it
    in their own data. Refused with `item.missing` if the person has no such role now."""
    if role is not Role.ENTRANT:
        grant = get(ctx.store, keys.grant(account_id, ctx.contest.id, role), Grant)
        if not grant.counts(ctx.now):
            raise refused("item.missing")
    view = View(
        id=new_id,
        host=ctx.account,
        contest=ctx.contest.id,
        role=role,
        account=account_id,
        ends_at=ctx.now + LASTS,
    )
    key = keys.account(account_id)

    def once() -> None:
        before = get(ctx.store, key, Account)
        after, record = before.with_record(
            "account.view",
            subject=key,
            actor=ctx.actor,
            at=ctx.now,
            details={"contest": view.contest, "role": role, "until": view.ends_at.isoformat()},
        )
        ctx.store.commit(
            create(keys.view(view.host, view.id), view),
            update(key, after, before=before),
            recorded(key, record),
        )

    retry_on_conflict(once)
    return view


def end(ctx: Context, view_id: Id) -> View:
    """End one's own view before its time. Ended again, nothing changes."""
    key = keys.view(ctx.account, view_id)
    there = get(ctx.store, key, View)
    if there.contest != ctx.contest.id:
        raise refused("item.missing")
    if not there.holds(ctx.now):
        return there
    ended = there.model_copy(update={"ends_at": ctx.now})
    ctx.store.commit(Change(key, ended, "present"))
    return ended
