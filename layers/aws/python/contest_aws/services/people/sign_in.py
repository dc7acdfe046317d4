"""Sign-in: request a code and a link by mail, then exchange one of them for a session."""

from datetime import datetime
from typing import NamedTuple

from contest.audit import Actor
from contest.model import Id
from contest.people import sign_in
from contest.people.account import Account, Session
from contest.people.sign_in import OF_ADDRESS, OF_SOURCE, Count, Secrets, SignIn, Window, sha256
from contest.refusals import refused
from contest_aws.services.people import accounts
from contest_aws.store import keys
from contest_aws.store.protocol import Change, Store, create, recorded, retry_on_conflict, update


class NewSession(NamedTuple):
    """The session to be created, and the id for a new account if one is needed."""

    account: Id
    session: Id
    agent: str
    ends_at: datetime


def ask(store: Store, address: str, secrets: Secrets, *, source: str, now: datetime) -> None:
    """Request a code and a link. `address` is normalised and need not be known: it is not looked up
    here, so that answer and timing tell a stranger nothing. Refused when the address, or the
    source, requests too often."""
    begun = sign_in.begun(address, secrets, now=now)
    asked = create(keys.sign_in(sign_in.name_of(secrets.request)), begun)
    limits = [("code-for", address, OF_ADDRESS), ("code-from", source, OF_SOURCE)]

    def once() -> None:
        counts = [
            _count(store, what, whose, window, now=now)
            for what, whose, windows in limits
            for window in windows
        ]
        store.commit(asked, *counts)

    retry_on_conflict(once)  # somebody else may have asked at the same moment


def _count(store: Store, what: str, whose: str, window: Window, *, now: datetime) -> Change:
    """The table keeps only a hash of the address or source."""
    key = keys.rate(what, sha256(whose), window.name, window.start(now))
    before = store.find(key, Count)
    start = before or Count(ends_at=window.ends(now))
    after = sign_in.counted(start, window, now=now)
    return update(key, after, before=before) if before else create(key, after)


def by_code(store: Store, *, request: str, code: str, new: NewSession, now: datetime) -> Session:
    """Exchange the six digits, in the browser that requested them."""
    key = keys.sign_in(sign_in.name_of(request))
    sign_in.check_code(_tried(store, key, now=now), request=request, code=code)
    return _let_in(store, key, new=new, now=now)


def by_link(store: Store, *, link: str, new: NewSession, now: datetime) -> Session:
    """Exchange the part of the mailed link after the `#`, in any browser."""
    name, _, secret = link.partition(".")
    key = keys.sign_in(name)
    sign_in.check_link(_asked(store, key), link=secret)
    return _let_in(store, key, new=new, now=now)


def _tried(store: Store, key: keys.Key, *, now: datetime) -> SignIn:
    """Counts the attempt in the table first, so that no more codes are checked than were
    counted."""

    def once() -> SignIn:
        found = _asked(store, key)
        tried = sign_in.tried(found, now=now)
        store.commit(update(key, tried, before=found))
        return tried

    return retry_on_conflict(once)


def _asked(store: Store, key: keys.Key) -> SignIn:
    found = store.find(key, SignIn)
    if found is None:
        raise refused("signin.over")
    return found


def _let_in(store: Store, key: keys.Key, *, new: NewSession, now: datetime) -> Session:
    """Marks the request used, opens the account if it is new, and begins the session, in one
    commit."""

    def once() -> Session:
        found = _asked(store, key)
        used = sign_in.used(found, now=now)
        account, changes = _account(store, found.address, new_id=new.account, now=now)
        session = Session(
            id=new.session,
            account=account.id,
            created_at=now,
            ends_at=new.ends_at,
            agent=new.agent,
        )
        begun = create(keys.session(account.id, session.id), session)
        store.commit(update(key, used, before=found), begun, *changes)
        return session

    return retry_on_conflict(once)


def _account(
    store: Store, address: str, *, new_id: Id, now: datetime
) -> tuple[Account, tuple[Change, ...]]:
    """The account of the address, and the changes to write. A new person becomes an entrant. An
    invited person has now shown that the address is theirs."""
    account = accounts.find(store, address)
    if account is None:
        return accounts.opened(
            new_id, address, actor=Actor.of("account", new_id), now=now, verified=True
        )
    if account.verified_at is not None:
        return account, ()
    key = keys.account(account.id)
    verified, record = account.with_record(
        "account.verify",
        subject=key,
        actor=Actor.of("account", account.id),
        at=now,
        details={},
        verified_at=now,
    )
    return verified, (update(key, verified, before=account), recorded(key, record))
