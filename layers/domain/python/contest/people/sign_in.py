"""Sign-in by e-mail: a code and a link that end after minutes, open once, and can be guessed at a
few times only. What is kept does not give them away."""

import hashlib
import hmac
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from pydantic import AwareDatetime

from contest.audit import Audited
from contest.model import Expiring
from contest.refusals import refused

LASTS = timedelta(minutes=10)
TRIES = 5
DIGITS = 6
SESSION_LASTS = timedelta(days=14)


class SignIn(Audited, Expiring):
    """A request to be let in. Its id is the hash of what only the asking browser knows."""

    address: str
    code_hash: str
    link_hash: str
    tries: int = 0
    used_at: AwareDatetime | None = None


class Secrets(NamedTuple):
    """Chance, as the caller drew it."""

    request: str
    """128 bits, for the browser that asks."""
    code: str
    """Six digits, for the mailbox."""
    link: str
    """256 bits, for the mailbox."""


class Window(NamedTuple):
    """How often something may be asked for within a span that begins on the clock."""

    name: str
    most: int
    span: timedelta

    def start(self, now: datetime) -> int:
        """Seconds since 1970."""
        whole = int(self.span.total_seconds())
        return int(now.timestamp()) // whole * whole

    def ends(self, now: datetime) -> datetime:
        return datetime.fromtimestamp(self.start(now), UTC) + self.span


QUARTER = timedelta(minutes=15)
OF_ADDRESS = (Window("quarter", 5, QUARTER), Window("day", 20, timedelta(days=1)))
OF_SOURCE = (Window("quarter", 60, QUARTER),)


class Count(Audited, Expiring):
    """How often in one window."""

    asked: int = 0


def sha256(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def begun(address: str, secrets: Secrets, *, now: datetime) -> SignIn:
    """The code is hashed with the request's own secret, which the table does not have: a million
    codes are soon tried, and must not be tried on a copy of the table."""
    return SignIn(
        address=address,
        code_hash=sha256(secrets.request, secrets.code),
        link_hash=sha256(secrets.link),
        ends_at=now + LASTS,
        version=1,
    )


def name_of(request: str) -> str:
    """Under which a request is kept."""
    return sha256(request)[:32]


def link_of(secrets: Secrets) -> str:
    """What stands behind the `#` of the mailed link."""
    return f"{name_of(secrets.request)}.{secrets.link}"


def tried(sign_in: SignIn, *, now: datetime) -> SignIn:
    """Counted before it is looked at, so that tries side by side count as well."""
    _still_open(sign_in, now)
    if sign_in.tries >= TRIES:
        raise refused("signin.over")
    return sign_in.next_version(tries=sign_in.tries + 1)


def used(sign_in: SignIn, *, now: datetime) -> SignIn:
    _still_open(sign_in, now)
    return sign_in.next_version(used_at=now)


def _still_open(sign_in: SignIn, now: datetime) -> None:
    if sign_in.used_at is not None or now >= sign_in.ends_at:
        raise refused("signin.over")


def check_code(sign_in: SignIn, *, request: str, code: str) -> None:
    if not hmac.compare_digest(sign_in.code_hash, sha256(request, code)):
        left = TRIES - sign_in.tries
        raise refused("signin.wrong_code", allowed=left) if left else refused("signin.over")


def check_link(sign_in: SignIn, *, link: str) -> None:
    if not hmac.compare_digest(sign_in.link_hash, sha256(link)):
        raise refused("signin.over")


def counted(count: Count, window: Window, *, now: datetime) -> Count:
    """One more in this window. Refused beyond its most, with the seconds until it ends."""
    if count.asked >= window.most:
        wait = int((window.ends(now) - now).total_seconds()) + 1
        raise refused("signin.too_often", allowed=wait)
    return count.next_version(asked=count.asked + 1)
