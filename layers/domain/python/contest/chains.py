"""Verifies audit chains: every record is as it was written and follows from the one before it, the
last one is the head that its item carries, and what a digest has sealed is still there.

Works on records as they are stored, not on models: nothing that was added or changed is lost in
reading, and anybody can repeat it with a JSON parser and SHA-256."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

from pydantic import AwareDatetime

from contest.audit import CLOSING, START, hash_of
from contest.model import Fact, Text


class Head(Fact):
    """The end of a chain."""

    records: int
    hash: str
    """Of the last record."""


class Chain(Fact):
    subject: str
    head: Head | None
    """As the subject's item carries it. None: there is no item, or it has no records."""
    records: tuple[dict[str, Any], ...]
    """As stored, oldest first."""

    @property
    def end(self) -> Head | None:
        if not self.records:
            return None
        return Head(records=len(self.records), hash=str(self.records[-1].get("hash")))


class Digest(Fact):
    """The heads of all chains at one time."""

    at: AwareDatetime
    previous: str
    """SHA-256 of the digest before it, as bytes; `START` in the first one."""
    heads: dict[str, Head]
    """By subject."""


class Damage(StrEnum):
    CHANGED = "changed"
    FOREIGN = "foreign"
    MISPLACED = "misplaced"
    UNLINKED = "unlinked"
    MISCOUNTED = "miscounted"
    OTHER_HEAD = "other_head"
    NO_ITEM = "no_item"
    UNLIKE_DIGEST = "unlike_digest"

    @property
    def text(self) -> Text:
        zh, en = _TEXTS[self]
        return Text(zh=zh, en=en)


_TEXTS = {
    Damage.CHANGED: ("内容与其哈希值不符", "its content does not match its hash"),
    Damage.FOREIGN: ("属于另一个对象", "it belongs to another subject"),
    Damage.MISPLACED: ("序号不连续：有记录缺失、多出或调换", "its number is not the next one"),
    Damage.UNLINKED: ("与前一条记录不衔接", "it does not follow from the record before it"),
    Damage.MISCOUNTED: (
        "记录数与对象所记不符",
        "the subject's item counts another number of records",
    ),
    Damage.OTHER_HEAD: ("链头与对象所记不符", "the subject's item carries another head"),
    Damage.NO_ITEM: (
        "对象已不存在，且没有删除记录",
        "the subject's item is gone, and no record says why",
    ),
    Damage.UNLIKE_DIGEST: ("与摘要所封存的不符", "it is not what the digest has sealed"),
}


class Tampering(Fact):
    """The first damage in a chain."""

    subject: str
    record: int
    """The number of the record from which on the chain cannot be trusted."""
    damage: Damage


class Verification(Fact):
    chains: int
    records: int
    tampered: tuple[Tampering, ...]
    heads: dict[str, Head]
    """The ends of all chains that are intact."""


def tampering(chain: Chain, sealed: Head | None = None) -> Tampering | None:
    """The first damage; None: the chain is intact. `sealed`: its head in a digest."""
    previous = START
    for number, record in enumerate(chain.records, start=1):
        if damage := _damage(chain.subject, number, previous, record):
            return Tampering(subject=chain.subject, record=number, damage=damage)
        previous = record["hash"]
    if sealed and not _holds(chain, sealed):
        number, damage = min(sealed.records, len(chain.records) + 1), Damage.UNLIKE_DIGEST
        return Tampering(subject=chain.subject, record=number, damage=damage)
    if damage := _damage_at_end(chain):
        number = max(1, len(chain.records))
        return Tampering(subject=chain.subject, record=number, damage=damage)
    return None


def _damage(subject: str, number: int, previous: str, record: Mapping[str, Any]) -> Damage | None:
    body = {name: value for name, value in record.items() if name != "hash"}
    if hash_of(body) != record.get("hash"):
        return Damage.CHANGED
    if record.get("subject") != subject:
        return Damage.FOREIGN
    if record.get("sequence") != number:
        return Damage.MISPLACED
    return Damage.UNLINKED if record.get("previous") != previous else None


def _holds(chain: Chain, sealed: Head) -> bool:
    """Whether the chain still goes through the sealed head. It may have grown since."""
    return (
        1 <= sealed.records <= len(chain.records)
        and chain.records[sealed.records - 1]["hash"] == sealed.hash
    )


def _damage_at_end(chain: Chain) -> Damage | None:
    if chain.head is None:
        closed = not chain.records or chain.records[-1].get("action") in CLOSING
        return None if closed else Damage.NO_ITEM
    if chain.head.records != len(chain.records):
        return Damage.MISCOUNTED
    return None if chain.head == chain.end else Damage.OTHER_HEAD


def verify(chains: Iterable[Chain], digest: Digest | None) -> Verification:
    """Verifies all chains, and finds those that the digest has sealed and that are not there any
    more."""
    sealed = digest.heads if digest else {}
    heads: dict[str, Head] = {}
    tampered: dict[str, Tampering] = {}
    records = 0
    for chain in chains:
        records += len(chain.records)
        if found := tampering(chain, sealed.get(chain.subject)):
            tampered[chain.subject] = found
        elif chain.end:
            heads[chain.subject] = chain.end
    for subject in sealed.keys() - heads.keys() - tampered.keys():
        lost = Tampering(subject=subject, record=1, damage=Damage.UNLIKE_DIGEST)
        tampered[subject] = lost
    return Verification(
        chains=len(heads) + len(tampered),
        records=records,
        tampered=tuple(tampered[subject] for subject in sorted(tampered)),
        heads=heads,
    )


def next_digest(
    report: Verification, last: Digest | None, *, previous: str, at: AwareDatetime
) -> Digest:
    """Seals every intact chain. A chain that was tampered with keeps the head that was sealed
    before, so that it is found again each time."""
    before = last.heads if last else {}
    kept = {one.subject: before[one.subject] for one in report.tampered if one.subject in before}
    return Digest(at=at, previous=previous, heads=report.heads | kept)
