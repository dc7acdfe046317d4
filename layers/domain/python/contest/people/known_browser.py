"""A browser that signed in before: a signed note which it keeps and sends when it asks for a code,
so that its requests have limits of their own."""

from datetime import datetime, timedelta

from contest.model import Fact, Id
from contest.people.sign_in import sha256

LASTS = timedelta(days=400)
MOST = 5
"""The addresses that it remembers."""


class KnownBrowser(Fact):
    """It names addresses by hashes with the browser's id, which nobody can compare with others."""

    browser: Id
    addresses: tuple[str, ...]
    """The newest first."""
    exp: int
    """In seconds since 1970."""

    def knows(self, address: str, *, now: datetime) -> bool:
        return now.timestamp() < self.exp and _hash(self.browser, address) in self.addresses


def after_sign_in(
    before: KnownBrowser | None, address: str, *, new_id: Id, now: datetime
) -> KnownBrowser:
    """The browser's note after it signed in to the address. `new_id`: for a new browser."""
    browser = before.browser if before else new_id
    this = _hash(browser, address)
    others = [one for one in (before.addresses if before else ()) if one != this]
    return KnownBrowser(
        browser=browser,
        addresses=(this, *others)[:MOST],
        exp=int((now + LASTS).timestamp()),
    )


def _hash(browser: Id, address: str) -> str:
    return sha256(browser, address)[:32]
