"""A store in memory, for fast tests. The contract suite runs on it and on the real table."""

import json
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from contest.audit import Audited
from contest.chains import Chain, Head
from contest.entry.entry import Entry, EntryStatus
from contest.entry.queue_card import QueueCard, QueueFilter
from contest.mail.outbox import SETTLED, MailState, StatusMail
from contest.model import Fact, Id
from contest.rules.faults import ACCEPTED
from contest.viewing.viewing_copy import CopyState, ViewingCopy
from contest_aws.store import keys
from contest_aws.store.keys import AUDIT, ENTRY, MAIL, VIEWING, Key
from contest_aws.store.protocol import Change, Conflict, Item, QueuePage


class MemoryStore:
    in_flight = 1

    def __init__(self) -> None:
        self._commits = threading.Lock()
        self.items: dict[Key, str] = {}
        self._versions: dict[Key, int] = {}

    def find(self, key: Key, kind: type[Item]) -> Item | None:
        text = self.items.get(key)
        return None if text is None else _item(text, kind)

    def find_all(self, wanted: Iterable[Key], kind: type[Item]) -> list[Item]:
        return list(self.find_each(wanted, kind).values())

    def find_each(self, wanted: Iterable[Key], kind: type[Item]) -> dict[Key, Item]:
        return {key: found for key in set(wanted) if (found := self.find(key, kind))}

    def find_kinds(self, wanted: Mapping[Key, type[Fact]]) -> dict[Key, Fact]:
        found = {key: self.find(key, kind) for key, kind in wanted.items()}
        return {key: item for key, item in found.items() if item}

    def query(self, pk: str, kind: type[Item], *, begins: str = "") -> Iterator[Item]:
        for key in sorted(self.items):
            if key.pk == pk and key.sk.startswith(begins):
                yield _item(self.items[key], kind)

    def keys(self, pk: str, *, begins: str = "") -> Iterator[Key]:
        yield from [key for key in sorted(self.items) if key.pk == pk and key.sk.startswith(begins)]

    def entries_at(self, contest_id: str, status: EntryStatus) -> Iterator[Entry]:
        here = [
            _item(text, Entry)
            for key, text in list(self.items.items())
            if key.pk.startswith(f"{ENTRY}{contest_id}#")
        ]
        yield from sorted(
            (entry for entry in here if entry.status is status), key=lambda entry: entry.changed_at
        )

    def entry_ids_at(self, contest_id: str, status: EntryStatus) -> Iterator[Id]:
        for entry in self.entries_at(contest_id, status):
            yield entry.id

    def queue(
        self,
        contest_id: str,
        status: EntryStatus,
        where: QueueFilter,
        *,
        limit: int,
        after: tuple[Id, datetime] | None = None,
    ) -> QueuePage:
        cards = [QueueCard.of(entry) for entry in self.entries_at(contest_id, status)]
        cards.sort(key=_place)
        left = [c for c in cards if after is None or _place(c) > after[::-1]]
        found = [card for card in left if where.takes(card)]
        kept = found[:limit]
        more = len(found) > limit
        return QueuePage(kept, (kept[-1].id, kept[-1].since) if more else None)

    def mails_at(self, contest_id: str, state: MailState) -> Iterator[StatusMail]:
        here = [
            _item(text, StatusMail)
            for key, text in list(self.items.items())
            if key.pk.startswith(f"{MAIL}{contest_id}#") and state not in SETTLED
        ]
        yield from sorted(
            (mail for mail in here if mail.state is state), key=lambda mail: mail.changed_at
        )

    def copies_at(self, contest_id: str, state: CopyState) -> Iterator[ViewingCopy]:
        found = (
            _item(text, ViewingCopy)
            for key, text in list(self.items.items())
            if key.pk.startswith(f"{VIEWING}{contest_id}#") and state is not CopyState.DROPPED
        )
        yield from sorted(
            (copy for copy in found if copy.state is state), key=lambda copy: copy.changed_at
        )

    def chain_heads(self) -> dict[str, Head | None]:
        chained = {key.pk.removeprefix(AUDIT) for key in self.items if key.pk.startswith(AUDIT)}
        carried = {str(key): head for key in list(self.items) if (head := self._head(key))}
        return {**dict.fromkeys(chained), **carried}

    def stored_chain(self, subject: str) -> Chain:
        records = [json.loads(self.items[key]) for key in self.keys(keys.audit_chain(subject))]
        heads = (self._head(key) for key in list(self.items) if str(key) == subject)
        return Chain(subject=subject, head=next(heads, None), records=tuple(records))

    def _head(self, key: Key) -> Head | None:
        values = json.loads(self.items[key])
        if not values.get("records") or "head" not in values:
            return None
        return Head(records=values["records"], hash=values["head"])

    def commit(self, *changes: Change) -> None:
        with self._commits:
            self._commit(changes)

    def _commit(self, changes: Sequence[Change]) -> None:
        """Two changes of one item are refused, as by TransactWriteItems: “no two actions can target
        the same item” (docs.aws.amazon.com/amazondynamodb/latest/APIReference)."""
        if len({change.key for change in changes}) < len(changes):
            raise ValueError("a commit cannot include multiple operations on one item")
        if any(not self._as_seen(change) for change in changes):
            raise Conflict
        for key, item, _, only_checks in changes:
            if only_checks:
                continue
            if item is None:
                self.items.pop(key, None)
                self._versions.pop(key, None)
                continue
            self.items[key] = item.model_dump_json()
            if isinstance(item, Audited):
                self._versions[key] = item.version

    def _as_seen(self, change: Change) -> bool:
        match change.expected_version:
            case "any":
                return True
            case "absent":
                return change.key not in self.items
            case "present":
                return change.key in self.items
            case version:
                return self._versions.get(change.key) == version


def _item(text: str, kind: type[Item]) -> Item:
    """As in the table, what the model does not know is left out."""
    return kind.model_validate_json(text, context=ACCEPTED, extra="ignore")


def _place(card: QueueCard) -> tuple[datetime, Id]:
    return card.since, card.id
