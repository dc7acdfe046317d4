"""The store's interface: items by key, and a commit that writes all of its changes or none.

`dynamodb.DynamoStore` implements it on AWS, `memory.MemoryStore` in tests. One contract suite runs
on both."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Literal, NamedTuple, Protocol, TypeVar

from contest.audit import Audited, AuditRecord
from contest.chains import Chain, Head
from contest.entry.entry import Entry, EntryStatus
from contest.entry.queue_card import QueueCard, QueueFilter
from contest.mail.outbox import MailState, StatusMail
from contest.model import Fact, Id
from contest.refusals import Refusal, Refused, refused
from contest.viewing.viewing_copy import CopyState, ViewingCopy
from contest_aws.clients import pause
from contest_aws.store import keys
from contest_aws.store.keys import Key

Item = TypeVar("Item", bound=Fact)
Done = TypeVar("Done")

ExpectedVersion = int | Literal["absent", "present", "any"]
"""The version that the writer read. `absent`: no item may exist. `present`: an item must exist.
`any`: the last write wins."""


class QueuePage(NamedTuple):
    """Cards of the queue, the longest waiting first, and where the next page begins."""

    cards: list[QueueCard]
    last: tuple[Id, datetime] | None
    """Id and time of the card after which the next page begins; None after the last one."""


class Change(NamedTuple):
    """One write of a commit. Without an item it deletes the stored one. With no item and `absent`
    it writes nothing and only checks that no item exists."""

    key: Key
    item: Fact | None
    expected_version: ExpectedVersion
    only_checks: bool = False
    """Writes nothing, and only checks that the stored item has the expected version."""


class Conflict(Refused):
    """Another change was committed first. Nothing of this commit was written."""

    def __init__(self) -> None:
        super().__init__(Refusal(code="item.changed_meanwhile"))


class Store(Protocol):
    in_flight: int
    """How many calls may be under way at once, from as many threads."""

    def find(self, key: Key, kind: type[Item]) -> Item | None:
        """The item as stored now (a consistent read), or None."""

    def find_all(self, wanted: Iterable[Key], kind: type[Item]) -> list[Item]:
        """Those items that exist, in no particular order."""

    def find_each(self, wanted: Iterable[Key], kind: type[Item]) -> dict[Key, Item]:
        """Those items that exist, by key."""

    def find_kinds(self, wanted: Mapping[Key, type[Fact]]) -> dict[Key, Fact]:
        """Those items that exist, of several kinds, by key (one consistent read)."""

    def query(self, pk: str, kind: type[Item], *, begins: str = "") -> Iterator[Item]:
        """The items of a partition whose sort key starts with `begins`, in sort-key order."""

    def keys(self, pk: str, *, begins: str = "") -> Iterator[Key]:
        """The keys that `query` would find, of items of any kind."""

    def entries_at(self, contest_id: str, status: EntryStatus) -> Iterator[Entry]:
        """Reads the index, which may lag a moment behind. Read again later, or read the entry
        itself."""

    def entry_ids_at(self, contest_id: str, status: EntryStatus) -> Iterator[Id]:
        """The ids of the same entries, from the index that has no forms: reads a tenth as much."""

    def queue(
        self,
        contest_id: str,
        status: EntryStatus,
        where: QueueFilter,
        *,
        limit: int,
        after: tuple[Id, datetime] | None = None,
    ) -> QueuePage:
        """One Query of the index that has what a list of entries shows. It may find fewer than
        `limit` of the wanted cards although there are more: then `last` says where to go on."""

    def mails_at(self, contest_id: str, state: MailState) -> Iterator[StatusMail]:
        """Reads the same index. Settled mails are not in it."""

    def copies_at(self, contest_id: str, state: CopyState) -> Iterator[ViewingCopy]:
        """Reads the same index. Dropped copies are not in it."""

    def chain_heads(self) -> dict[str, Head | None]:
        """Every subject that has an audit chain, with the head that its item carries; None if there
        is no such item. Reads an index, which may lag a moment behind."""

    def stored_chain(self, subject: str) -> Chain:
        """A subject's audit chain as it is stored now, with its head from the same index."""

    def commit(self, *changes: Change) -> None:
        """Write all changes or none. Raises `Conflict`, except over its own write whose answer was
        lost."""


TRIALS = 20
PAUSE = 0.2
"""The longest pause between two trials, in seconds."""


def retry_on_conflict(action: Callable[[], Done], *, trials: int = TRIALS) -> Done:
    """Run `action` again after a conflict, for example with the arrival of an entry's video.

    `action` must read what it changes each time. After the last trial its `Conflict` is raised."""
    for trial in range(1, trials):
        try:
            return action()
        except Conflict:
            pause(trial, first=0.01, most=PAUSE)
    return action()


def get(store: Store, key: Key, kind: type[Item]) -> Item:
    """Refused with `item.missing` if the item does not exist."""
    found = store.find(key, kind)
    if found is None:
        raise refused("item.missing")
    return found


def create(key: Key, item: Fact) -> Change:
    return Change(key, item, "absent")


def update(key: Key, item: Audited, *, before: Audited) -> Change:
    """Replace what was read as `before`. A conflict if it has changed since."""
    return Change(key, item, before.version)


def unchanged(key: Key, item: Audited) -> Change:
    """Commit only if the item is still the one that was read. Nothing is written to it."""
    return Change(key, None, item.version, only_checks=True)


def delete(key: Key) -> Change:
    """Delete the item if it exists. It is no error if it does not."""
    return Change(key, None, "any")


def recorded(subject: Key, record: AuditRecord) -> Change:
    """Store the audit record in the same commit as the change that it describes."""
    return Change(keys.audit(subject, record.sequence), record, "absent")
