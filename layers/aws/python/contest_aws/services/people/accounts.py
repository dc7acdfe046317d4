"""Accounts: finds or opens them by address, and manages their sessions and their roles in
contests."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from contest.audit import Actor
from contest.model import Id
from contest.people.account import (
    GRANTED,
    Account,
    Grant,
    GrantStatus,
    Invited,
    InviteMode,
    Role,
    Session,
    answered,
    revoked,
)
from contest.people.inviting import invited, mailed_again
from contest.people.sign_in import sha256
from contest.refusals import refused
from contest.review.judge import Judge
from contest.rules.contest import Contest
from contest.unit_names import closest
from contest_aws.services.context import Context
from contest_aws.services.pointers import Pointer
from contest_aws.services.review import judges
from contest_aws.store import keys
from contest_aws.store.protocol import (
    Change,
    Store,
    create,
    get,
    recorded,
    retry_on_conflict,
    unchanged,
    update,
)


def find(store: Store, address: str) -> Account | None:
    """`address`: normalised."""
    pointer = store.find(keys.address(sha256(address)), Pointer)
    return get(store, keys.account(pointer.account), Account) if pointer else None


def opened(
    account_id: Id,
    address: str,
    *,
    actor: Actor,
    now: datetime,
    name: str = "",
    verified: bool = False,
) -> tuple[Account, tuple[Change, ...]]:
    """A new account, and the changes that create it. The audit record holds no personal data."""
    key = keys.account(account_id)
    account, record = Account(
        id=account_id,
        address=address,
        name=name,
        created_at=now,
        verified_at=now if verified else None,
    ).with_record("account.open", subject=key, actor=actor, at=now, details={})
    pointer = create(keys.address(sha256(address)), Pointer(account=account_id))
    return account, (create(key, account), pointer, recorded(key, record))


def invite(
    ctx: Context,
    address: str,
    asked: Invited,
    *,
    new_id: Id,
    how: InviteMode = InviteMode.AGAIN,
) -> Grant:
    """Invite the owner of `address` (normalised) into a role of the contest. An unknown address
    gets an account with the id `new_id`. The table's stream triggers the mail. A conflict while the
    person is being erased."""
    _check(ctx.contest, asked)
    account, also = find(ctx.store, address), tuple[Change, ...]()
    if account is None:
        account, also = opened(new_id, address, actor=ctx.actor, now=ctx.now, name=asked.name)
    key = keys.grant(account.id, ctx.contest.id, asked.role)
    before = ctx.store.find(key, Grant)
    start = before or Grant(
        **dict(asked),
        contest=ctx.contest.id,
        account=account.id,
        person=account.id,
        invited_by=ctx.actor,
        changed_at=ctx.now,
    )
    grant = start
    if moved := invited(start, asked, how, subject=key, actor=ctx.actor, at=ctx.now):
        grant, record = moved
        change = update(key, grant, before=before) if before else create(key, grant)
        pointer = keys.invited(ctx.contest.id, asked.role, account.id)
        pointed = Change(pointer, Pointer(account=account.id), "any")
        alive = Change(keys.erasure(account.id), None, "absent")
        ctx.store.commit(change, recorded(key, record), pointed, alive, *also)
    _appoint(ctx, key)
    return grant


def _check(contest: Contest, asked: Invited) -> None:
    units = [unit.id for unit in contest.rules.units]
    if asked.role not in GRANTED:
        raise refused("invitation.unknown_role", allowed=", ".join(GRANTED))
    if asked.role is Role.UNIT and asked.unit not in units:
        names = ", ".join(closest(asked.unit, units))
        raise refused("invitation.unknown_unit", measured=asked.unit, allowed=names)
    if asked.role is Role.JUDGE and not asked.name.strip():
        raise refused("invitation.name_missing")
    themes = [theme.id for theme in contest.rules.themes]
    for theme in asked.themes:
        if theme not in themes:
            raise refused("form.unknown_theme", measured=theme, allowed=", ".join(themes))


def answer(ctx: Context, account_id: Id, role: Role, to: GrantStatus) -> Grant:
    """Record an invited person's answer. A judge who accepts is appointed. Repeating the same
    answer changes nothing."""
    key = keys.grant(account_id, ctx.contest.id, role)
    before = get(ctx.store, key, Grant)
    grant = before
    if before.status is not to:
        grant, record = answered(before, to, subject=key, at=ctx.now)
        ctx.store.commit(update(key, grant, before=before), recorded(key, record))
    _appoint(ctx.acting_as(Actor.of("account", account_id)), key)
    return grant


def _appoint(ctx: Context, key: keys.Key) -> None:
    """Keep the panel in line with the grant as it stands. A second call changes nothing."""

    def once() -> None:
        grant = get(ctx.store, key, Grant)
        if grant.role is not Role.JUDGE:
            return
        if grant.counts(ctx.now):
            as_inviter = ctx.acting_as(grant.invited_by)
            accepted = ctx.contest.time_at(grant.changed_at)
            judge = judge_of(grant).model_copy(update={"appointed_at": accepted})
            judges.appoint(as_inviter, judge, unchanged(key, grant))
        else:
            judges.dismiss(ctx, grant.person, unchanged(key, grant))

    retry_on_conflict(once)


def mail_again(ctx: Context, account_id: Id, role: Role) -> Grant:
    """Mail an invitation again that was not answered, a few times at most. The table's stream
    triggers the mail."""
    key = keys.grant(account_id, ctx.contest.id, role)

    def once() -> Grant:
        before = get(ctx.store, key, Grant)
        grant, record = mailed_again(before, subject=key, actor=ctx.actor, at=ctx.now)
        ctx.store.commit(update(key, grant, before=before), recorded(key, record))
        return grant

    return retry_on_conflict(once)


def dismiss_ended(ctx: Context) -> tuple[Id, ...]:
    """Dismiss the judges whose role has ended, and say who they are. What they have not submitted
    goes to others."""
    pointers = ctx.store.query(
        keys.invited(ctx.contest.id, "", "").pk, Pointer, begins=f"{Role.JUDGE}#"
    )
    wanted = [keys.grant(one.account, ctx.contest.id, Role.JUDGE) for one in pointers]
    ended = {
        keys.judge(ctx.contest.id, grant.person): key
        for key, grant in ctx.store.find_each(wanted, Grant).items()
        if grant.status is GrantStatus.ACCEPTED and grant.has_ended(ctx.now)
    }
    there = ctx.store.find_each(ended, Judge)
    leaving = {judge.id: ended[key] for key, judge in there.items() if not judge.left}
    for judge in sorted(leaving):
        _appoint(ctx, leaving[judge])
    return tuple(sorted(leaving))


def judge_of(grant: Grant) -> Judge:
    """The judge as the invitation describes them."""
    return Judge(
        id=grant.person,
        name=grant.name,
        unit=grant.unit,
        themes=grant.themes,
        expertise=grant.expertise,
        max_load=grant.max_load,
    )


def revoke(ctx: Context, account_id: Id, role: Role) -> Grant:
    """Revoke a role, from the next request on. Decisions already made in it remain."""
    key = keys.grant(account_id, ctx.contest.id, role)
    before = get(ctx.store, key, Grant)
    grant = before
    if before.status is not GrantStatus.REVOKED:
        grant, record = revoked(before, subject=key, actor=ctx.actor, at=ctx.now)
        ctx.store.commit(update(key, grant, before=before), recorded(key, record))
    _appoint(ctx, key)
    return grant


def grants(store: Store, account_id: Id) -> list[Grant]:
    return list(store.query(keys.grant(account_id, "", "").pk, Grant, begins=keys.SK_GRANT))


def grant_of(store: Store, contest_id: Id, account_id: Id, role: Role) -> Grant:
    """Refused with `item.missing` for somebody who was never invited to the role."""
    return get(store, keys.grant(account_id, contest_id, role), Grant)


def invitations(store: Store, contest_id: Id) -> list[tuple[Grant, Account]]:
    """Everybody who was invited into the contest, and the state of their grant. Left out is whoever
    has no account any more."""
    partition = keys.invited(contest_id, "", "").pk
    wanted: list[keys.Key] = []
    for role in GRANTED:
        pointers = store.query(partition, Pointer, begins=f"{role}#")
        wanted += [keys.grant(pointer.account, contest_id, role) for pointer in pointers]
    found = store.find_all(wanted, Grant)
    who = store.find_all([keys.account(grant.account) for grant in found], Account)
    named = {account.id: account for account in who}
    left = [grant for grant in found if grant.account in named]
    return [(grant, named[grant.account]) for grant in sorted(left, key=_by_role)]


def _by_role(grant: Grant) -> tuple[str, datetime]:
    return grant.role, grant.changed_at


def sessions(store: Store, account_id: Id, *, now: datetime) -> list[Session]:
    """Sessions that are still valid, the newest first."""
    holding = [session for session in _sessions(store, account_id) if session.holds(now)]
    return sorted(holding, key=lambda session: session.created_at, reverse=True)


def end_sessions(
    store: Store, account_id: Id, ended: Iterable[Id] | None, *, actor: Actor, now: datetime
) -> None:
    """End these sessions, or all for None, from the next request on. One that was ended before
    stays so. Answers `item.missing` for a session that never existed."""
    found = {session.id: session for session in _sessions(store, account_id)}
    wanted = list(found) if ended is None else list(ended)
    if not set(wanted) <= found.keys():
        raise refused("item.missing")
    for session_id in wanted:
        if found[session_id].holds(now):
            _end(store, found[session_id], actor=actor, now=now)


def _sessions(store: Store, account_id: Id) -> Iterator[Session]:
    return store.query(keys.session(account_id, "").pk, Session, begins=keys.SK_SESSION)


def _end(store: Store, session: Session, *, actor: Actor, now: datetime) -> None:
    key = keys.account(session.account)
    over = session.model_copy(update={"revoked_at": now})

    def once() -> None:
        before = get(store, key, Account)
        after, record = before.with_record(
            "session.revoke", subject=key, actor=actor, at=now, details={"session": session.id}
        )
        store.commit(
            Change(keys.session(session.account, session.id), over, "any"),
            update(key, after, before=before),
            recorded(key, record),
        )

    retry_on_conflict(once)
