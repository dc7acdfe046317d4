"""Sign-in by email: a code and a link that expire after minutes, work once, and allow only a few
tries. Only their hashes are stored. `limits` has how often codes can be asked for and tried."""

import hashlib
import hmac
import re
import unicodedata
from datetime import datetime, timedelta
from typing import NamedTuple

from pydantic import AwareDatetime

from contest.audit import Audited
from contest.model import Expiring, Id
from contest.refusals import refused

LASTS = timedelta(minutes=10)
TRIES = 5
DIGITS = 6
BETWEEN_DIGITS = re.compile(r"[\s\u200b-\u200f\u2010-\u2015\u2060\u2212\ufeff_.-]+")
"""Spaces, dashes and marks that people and programs put between digits."""
SESSION_LASTS = timedelta(days=14)


class SignIn(Audited, Expiring):
    """A sign-in request. Its id is the hash of a secret that only the requesting browser has."""

    address: str
    contest: Id | None = None
    """Where the person was when they asked, to be shown to whoever opens the link."""
    browser: str = ""
    """The id of the asking browser if it signed in to this address before; empty for others."""
    code_hash: str
    link_hash: str
    tries: int = 0
    used_at: AwareDatetime | None = None


class Asker(NamedTuple):
    """Who asks for a code."""

    source: str
    """The network."""
    browser: str = ""
    """Its id, if it signed in to the address before."""
    contest: Id | None = None


class Secrets(NamedTuple):
    """Random values, drawn by the caller."""

    request: str
    """128 bits, for the requesting browser."""
    code: str
    """Six digits, for the mailbox."""
    link: str
    """256 bits, for the mailbox."""


def sha256(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def digits(typed: str) -> str:
    """A code as people type it, in plain digits: `１２３ 456` and `123-456` are 123456."""
    return BETWEEN_DIGITS.sub("", unicodedata.normalize("NFKC", typed))


def begun(address: str, secrets: Secrets, asker: Asker, *, now: datetime) -> SignIn:
    """A new sign-in request that expires after `LASTS`.

    The code is hashed with the request's secret, which is not stored. A million codes are quickly
    tried, and this prevents trying them on a copy of the table."""
    return SignIn(
        address=address,
        contest=asker.contest,
        browser=asker.browser,
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
    check_open(sign_in, now)
    if sign_in.tries >= TRIES:
        raise refused("signin.over")
    return sign_in.next_version(tries=sign_in.tries + 1)


def used(sign_in: SignIn, *, now: datetime) -> SignIn:
    """Marks the request as used. Refuses with `signin.over` if it has expired or was used."""
    check_open(sign_in, now)
    return sign_in.next_version(used_at=now)


def check_open(sign_in: SignIn, now: datetime) -> None:
    """Refuses with `signin.over` if it has expired or was used."""
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
