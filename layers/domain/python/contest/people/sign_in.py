"""Sign-in by email: a code and a link that expire after minutes, work once, and allow only a few
tries. Only their hashes are stored."""

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
    """A sign-in request. Its id is the hash of a secret that only the requesting browser has."""

    address: str
    code_hash: str
    link_hash: str
    tries: int = 0
    used_at: AwareDatetime | None = None


class Secrets(NamedTuple):
    """Random values, drawn by the caller."""

    request: str
    """128 bits, for the requesting browser."""
    code: str
    """Six digits, for the mailbox."""
    link: str
    """256 bits, for the mailbox."""


class Window(NamedTuple):
    """A rate limit: at most `most` requests in each span. Spans are aligned to the clock."""

    name: str
    most: int
    span: timedelta

    def start(self, now: datetime) -> int:
        """Start of the current span, in seconds since 1970."""
        whole = int(self.span.total_seconds())
        return int(now.timestamp()) // whole * whole

    def ends(self, now: datetime) -> datetime:
        return datetime.fromtimestamp(self.start(now), UTC) + self.span


QUARTER = timedelta(minutes=15)
OF_ADDRESS = (Window("quarter", 5, QUARTER), Window("day", 20, timedelta(days=1)))
OF_SOURCE = (Window("quarter", 60, QUARTER),)


class Count(Audited, Expiring):
    """The number of requests in one window."""

    asked: int = 0


def sha256(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def begun(address: str, secrets: Secrets, *, now: datetime) -> SignIn:
    """A new sign-in request that expires after `LASTS`.

    The code is hashed with the request's secret, which is not stored. A million codes are quickly
    tried, and this prevents trying them on a copy of the table."""
    return SignIn(
        address=address,
        code_hash=sha256(secrets.request, secrets.code),
        link_hash=sha256(secrets.link),
        ends_at=now + LASTS,
        version=1,
    )


def name_of(request: str) -> str:
    """The id under which a request is stored."""
    return sha256(request)[:32]


def link_of(secrets: Secrets) -> str:
    """The part of the mailed link after `#`."""
    return f"{name_of(secrets.request)}.{secrets.link}"


def tried(sign_in: SignIn, *, now: datetime) -> SignIn:
    """Counts a try. It is counted before the code is checked, so that parallel tries count too.

    Refuses with `signin.over` once expired, used, or out of tries."""
    _still_open(sign_in, now)
    if sign_in.tries >= TRIES:
        raise refused("signin.over")
    return sign_in.next_version(tries=sign_in.tries + 1)


def used(sign_in: SignIn, *, now: datetime) -> SignIn:
    """Marks the request as used. Refuses with `signin.over` if it has expired or was used."""
    _still_open(sign_in, now)
    return sign_in.next_version(used_at=now)


def _still_open(sign_in: SignIn, now: datetime) -> None:
    if sign_in.used_at is not None or now >= sign_in.ends_at:
        raise refused("signin.over")


def check_code(sign_in: SignIn, *, request: str, code: str) -> None:
    """Refuses a wrong code with the number of tries left, or with `signin.over` after the last."""
    if not hmac.compare_digest(sign_in.code_hash, sha256(request, code)):
        left = TRIES - sign_in.tries
        raise refused("signin.wrong_code", allowed=left) if left else refused("signin.over")


def check_link(sign_in: SignIn, *, link: str) -> None:
    if not hmac.compare_digest(sign_in.link_hash, sha256(link)):
        raise refused("signin.over")


def counted(count: Count, window: Window, *, now: datetime) -> Count:
    """Counts one more request in this window.

    Beyond the limit it refuses with `signin.too_often` and the seconds until the window ends."""
    if count.asked >= window.most:
        wait = int((window.ends(now) - now).total_seconds()) + 1
        raise refused("signin.too_often", allowed=wait)
    return count.next_version(asked=count.asked + 1)
