"""Counters of limits: changes for the same commit as the event that they count."""

from collections.abc import Iterable
from datetime import datetime

from contest.people.limits import Count, Limit, Window, counted
from contest.people.sign_in import sha256
from contest_aws.store import keys
from contest_aws.store.keys import Key
from contest_aws.store.protocol import Change, Store, create, retry_on_conflict, update


def count(
    store: Store, limit: Limit, whose: str, *, now: datetime, code: str = "signin.too_often"
) -> list[Change]:
    """The changes that count one more event. Refused with `code` beyond the limit. The table keeps
    only a hash of `whose`."""
    changes = []
    for window in limit.windows:
        key = _key(limit, window, whose, now)
        before = store.find(key, Count)
        after = counted(before or Count(ends_at=window.ends(now)), window, now=now, code=code)
        changes.append(update(key, after, before=before) if before else create(key, after))
    return changes


def spend(
    store: Store, limit: Limit, whose: str, *, now: datetime, code: str = "signin.too_often"
) -> None:
    """Counts an event that changes nothing else, before it happens."""
    retry_on_conflict(lambda: store.commit(*count(store, limit, whose, now=now, code=code)))


def unspend(store: Store, *events: tuple[Limit, str], now: datetime) -> None:
    """Counts events one less that did not happen after all. `now`: as they were counted."""

    def once() -> None:
        if changes := [c for event in events for c in give_back(store, *event, now=now)]:
            store.commit(*changes)

    retry_on_conflict(once)


def number(store: Store, limit: Limit, whose: str, *, now: datetime) -> int:
    """How often it was counted in the current span of the limit's first window."""
    found = store.find(_key(limit, limit.windows[0], whose, now), Count)
    return found.asked if found else 0


def give_back(store: Store, limit: Limit, whose: str, *, now: datetime) -> Iterable[Change]:
    """The changes that count one event less, for what turned out to be no such event."""
    for window in limit.windows:
        key = _key(limit, window, whose, now)
        before = store.find(key, Count)
        if before and before.asked:
            yield update(key, before.next_version(asked=before.asked - 1), before=before)


def _key(limit: Limit, window: Window, whose: str, now: datetime) -> Key:
    return keys.rate(limit.what, sha256(whose), window.name, window.start(now))
