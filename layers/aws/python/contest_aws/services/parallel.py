"""Runs one action for many things, as many at a time as the store takes."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from contest_aws.store.keys import Key
from contest_aws.store.protocol import Item, Store

Thing = TypeVar("Thing")
Result = TypeVar("Result")
BATCH = 100
"""The most items that one read by keys returns."""


def each(store: Store, action: Callable[[Thing], Result], things: Iterable[Thing]) -> list[Result]:
    """The results in the order of the things. The first failure is raised when all that has begun
    is over."""
    if store.in_flight == 1:
        return [action(thing) for thing in things]
    with ThreadPoolExecutor(store.in_flight) as pool:
        return list(pool.map(action, things))


def find_all(store: Store, wanted: Iterable[Key], kind: type[Item]) -> list[Item]:
    """As the store's own, in batches of the size that one read accepts."""
    found = each(store, lambda batch: store.find_all(batch, kind), _batches(wanted))
    return [item for batch in found for item in batch]


def find_each(store: Store, wanted: Iterable[Key], kind: type[Item]) -> dict[Key, Item]:
    """The same by key."""
    found = each(store, lambda batch: store.find_each(batch, kind), _batches(wanted))
    return {key: item for batch in found for key, item in batch.items()}


def _batches(wanted: Iterable[Key]) -> list[list[Key]]:
    keys = list(dict.fromkeys(wanted))
    return [keys[start : start + BATCH] for start in range(0, len(keys), BATCH)]
