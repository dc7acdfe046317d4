"""What the contest asks of a store: facts by key, and a commit that is done whole or not at all.

`table.DynamoStore` keeps them on AWS, `memory.MemoryStore` in a test; one suite proves both.
"""

import random
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Literal, NamedTuple, Protocol, TypeVar

from contest.audit import Audited, AuditRecord
from contest.entry.entry import Entry, EntryStatus
from contest.mail.outbox import MailState, StatusMail
from contest.model import Fact
from contest.refusals import Refusal, Refused, refused
from contest_aws.store import keys
from contest_aws.store.keys import Key

Item = TypeVar("Item", bound=Fact)
Done = TypeVar("Done")

ExpectedVersion = int | Literal["absent", "present", "any"]
"""The version that the writer saw. `absent`: nothing may be there. `present`: something has to be.
`any`: the last write wins."""


class Change(NamedTuple):
    """One write of a commit. No item: what is there is deleted; where nothing may be there, the
    change writes nothing and only makes sure of it."""

    key: Key
    item: Fact | None
    expected_version: ExpectedVersion


class Conflict(Refused):
    """Somebody else's change came first; nothing of the commit was written."""

    def __init__(self) -> None:
        super().__init__(Refusal(code="item.changed_meanwhile"))


class Store(Protocol):
    def find(self, key: Key, kind: type[Item]) -> Item | None:
        """What is there now (a consistent read)."""

    def find_all(self, wanted: Iterable[Key], kind: type[Item]) -> list[Item]:
        """What is there of them, in no order."""

    def find_each(self, wanted: Iterable[Key], kind: type[Item]) -> dict[Key, Item]:
        """What is there of them, by its key."""

    def find_kinds(self, wanted: Mapping[Key, type[Fact]]) -> dict[Key, Fact]:
        """What is there of items of several kinds by key (one consistent read)."""

    def query(self, pk: str, kind: type[Item], *, begins: str = "") -> Iterator[Item]:
        """A partition's items whose sort key begins so, in its order."""

    def keys(self, pk: str, *, begins: str = "") -> Iterator[Key]:
        """The keys of what `query` would find, whatever it is."""

    def entries_at(self, contest_id: str, status: EntryStatus) -> Iterator[Entry]:
        """By the index, which may lag a moment behind: look again, or at the entry itself."""

    def mails_at(self, contest_id: str, state: MailState) -> Iterator[StatusMail]:
        """By the same index. Mails that are settled are not in it."""

    def commit(self, *changes: Change) -> None:
        """All or nothing. Raises `Conflict`, but not over one's own write whose answer was lost."""


TRIALS = 20
PAUSE = 0.2
"""Seconds between two of them, at the most."""


def retry_on_conflict(action: Callable[[], Done]) -> Done:
    """Once more where somebody else's change came first, such as the arrival of an entry's video.

    `deed` reads what it changes each time. After the last trial its `Conflict` stands."""
    for trial in range(1, TRIALS):
        try:
            return action()
        except Conflict:  # so that two do not meet again, the later the less likely
            time.sleep(random.uniform(0, min(PAUSE, 0.01 * 2**trial)))  # noqa: S311 - no secret
    return action()


def get(store: Store, key: Key, kind: type[Item]) -> Item:
    """Refused with `item.missing` when there is none."""
    found = store.find(key, kind)
    if found is None:
        raise refused("item.missing")
    return found


def create(key: Key, item: Fact) -> Change:
    return Change(key, item, "absent")


def update(key: Key, item: Audited, *, before: Audited) -> Change:
    """A change of what was read as `before`; refused if it is another by now."""
    return Change(key, item, before.version)


def delete(key: Key) -> Change:
    """Whatever is there; no harm where nothing is."""
    return Change(key, None, "any")


def recorded(subject: Key, record: AuditRecord) -> Change:
    """The audit record goes into the same commit as the change that it tells of."""
    return Change(keys.audit(subject, record.sequence), record, "absent")
