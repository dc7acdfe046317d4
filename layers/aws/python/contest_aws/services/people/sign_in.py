"""Sign-in: request a code and a link by mail, then exchange one of them for a session."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from contest.audit import Actor
from contest.model import Id
from contest.people import sign_in
from contest.people.account import Account, Session
from contest.people.limits import (
    CODES_FROM_SOURCE,
    CODES_IN_BROWSER,
    CODES_TO_ADDRESS_FROM_SOURCE,
    CODES_TODAY,
    WRONG_CODES,
    Limit,
    codes_to_address,
)
from contest.people.sign_in import Asker, Secrets, SignIn
from contest.refusals import refused
from contest_aws.services.counters import count, give_back, number, unspend
from contest_aws.services.people import accounts
from contest_aws.store import keys
from contest_aws.store.protocol import Change, Store, create, recorded, retry_on_conflict, update


class NewSession(NamedTuple):
    """The session to be created, and the id for a new account if one is needed."""

    account: Id
    session: Id
    agent: str
    ends_at: datetime


def ask(store: Store, address: str, secrets: Secrets, asker: Asker, *, now: datetime) -> None:
    """Request a code and a link. `address` is normalised and need not be known: it is not looked up
    here, so that answer and timing tell a stranger nothing. Refused when the address, or the
    source, requests too often."""
    begun = sign_in.begun(address, secrets, asker, now=now)
    asked = create(keys.sign_in(sign_in.name_of(secrets.request)), begun)

    def once() -> None:
        store.commit(asked, *_counts(store, address, asker, now=now))

    retry_on_conflict(once)  # somebody else may have asked at the same moment


def unsent(store: Store, address: str, asker: Asker, *, now: datetime) -> None:
    """The mail of a request was certainly not sent: it takes no code from the address. That the
    source asked still counts. `now`: as it was asked."""
    unspend(store, *_limits(store, address, asker, now=now), now=now)


def _counts(store: Store, address: str, asker: Asker, *, now: datetime) -> Iterator[Change]:
    if not asker.browser:
        yield from count(store, CODES_FROM_SOURCE, asker.source, now=now)
    for limit, whose in _limits(store, address, asker, now=now):
        yield from count(store, limit, whose, now=now)


def _limits(
    store: Store, address: str, asker: Asker, *, now: datetime
) -> tuple[tuple[Limit, str], ...]:
    """Those of mails to the address. A browser that signed in to it before has a number of its own,
    so that no stranger can use up all codes of an address."""
    if asker.browser:
        return ((CODES_IN_BROWSER, f"{address}\n{asker.browser}"),)
    return (
        (CODES_TO_ADDRESS_FROM_SOURCE, f"{address}\n{asker.source}"),
        (codes_to_address(number(store, CODES_TODAY, address, now=now)), address),
        (CODES_TODAY, address),
    )


def by_code(store: Store, *, request: str, code: str, new: NewSession, now: datetime) -> Session:
    """Exchange the six digits, in the browser that requested them."""
    key = keys.sign_in(sign_in.name_of(request))
    tried = _tried(store, key, now=now)
    sign_in.check_code(tried, request=request, code=code)
    return _let_in(store, key, new=new, now=now, by_code=True)


def by_link(store: Store, *, link: str, new: NewSession, now: datetime) -> Session:
    """Exchange the part of the mailed link after the `#`, in any browser."""
    key = keys.sign_in(link.partition(".")[0])
    _by_link(store, link)
    return _let_in(store, key, new=new, now=now)


def opened_by(store: Store, *, link: str, now: datetime) -> SignIn:
    """The request that a link belongs to, to show whose account it opens. Nothing is changed."""
    found = _by_link(store, link)
    sign_in.check_open(found, now)
    return found


def _by_link(store: Store, link: str) -> SignIn:
    name, _, secret = link.partition(".")
    found = _asked(store, keys.sign_in(name))
    sign_in.check_link(found, link=secret)
    return found


def _tried(store: Store, key: keys.Key, *, now: datetime) -> SignIn:
    """Counts the attempt in the table first, so that no more codes are checked than were
    counted."""

    def once() -> SignIn:
        found = _asked(store, key)
        tried = sign_in.tried(found, now=now)
        who = _tries_of(found)
        counts = count(store, WRONG_CODES, who, now=now, code="signin.by_link_only")
        store.commit(update(key, tried, before=found), *counts)
        return tried

    return retry_on_conflict(once)


def _tries_of(asked: SignIn) -> str:
    return f"{asked.address}\n{asked.browser}"


def _asked(store: Store, key: keys.Key) -> SignIn:
    found = store.find(key, SignIn)
    if found is None:
        raise refused("signin.over")
    return found


def _let_in(
    store: Store, key: keys.Key, *, new: NewSession, now: datetime, by_code: bool = False
) -> Session:
    """Marks the request used, opens the account if it is new, and begins the session, in one
    commit. The right code does not stay counted as a try."""

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
        back = give_back(store, WRONG_CODES, _tries_of(found), now=now) if by_code else ()
        store.commit(update(key, used, before=found), begun, *changes, *back)
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
