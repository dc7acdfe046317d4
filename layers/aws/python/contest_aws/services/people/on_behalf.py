"""Actions that the organiser may take in anybody's name with their own AWS credentials, for
scripts, rehearsals and tests. Audit records name the organiser."""

from datetime import datetime

from contest.audit import ORGANISER
from contest.model import Id
from contest.people.account import GRANTED, Grant, GrantStatus, Invited, InviteMode, Role, Session
from contest_aws.services.context import Context
from contest_aws.services.people import accounts
from contest_aws.store import keys
from contest_aws.store.protocol import Store, create, recorded, update


def sign_in(
    store: Store, address: str, *, new_id: Id, session_id: Id, ends_at: datetime, now: datetime
) -> Session:
    """A session for the owner of `address` (normalised), without a mail. The organiser vouches that
    the address is theirs, so that they get the mails about their entries."""
    account = accounts.find(store, address)
    if account is None:
        account, changes = accounts.opened(new_id, address, actor=ORGANISER, now=now, verified=True)
        store.commit(*changes)
    key = keys.account(account.id)
    after, record = account.with_record(
        "session.begin",
        subject=key,
        actor=ORGANISER,
        at=now,
        details={"session": session_id},
        verified_at=account.verified_at or now,
    )
    session = Session(
        id=session_id, account=account.id, created_at=now, ends_at=ends_at, agent=str(ORGANISER)
    )
    store.commit(
        create(keys.session(account.id, session_id), session),
        update(key, after, before=account),
        recorded(key, record),
    )
    return session


def enrol(ctx: Context, address: str, asked: Invited, *, new_id: Id) -> Grant:
    """Invite a person and accept the invitation in their name."""
    grant = accounts.invite(
        ctx.acting_as(ORGANISER), address, asked, new_id=new_id, how=InviteMode.QUIETLY
    )
    to = GrantStatus.ACCEPTED
    return accounts.answer(ctx, grant.account, asked.role, to)


def session_for(
    ctx: Context,
    *,
    role: Role,
    person: Id,
    session_id: Id,
    ends_at: datetime,
    address: str = "",
    name: str = "",
    unit: str = "",
) -> Session:
    """A session for `person`, an id of the organiser's choice, in a role of the contest."""
    address = address or f"{person}@example.org"
    if role in GRANTED:
        asked = Invited(role=role, name=name or person, unit=unit)
        enrol(ctx, address, asked, new_id=person)
    return sign_in(
        ctx.store, address, new_id=person, session_id=session_id, ends_at=ends_at, now=ctx.now
    )
