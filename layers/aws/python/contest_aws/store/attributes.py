"""An item as attributes of the table, and back."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from boto3.dynamodb.types import TypeDeserializer, TypeSerializer

from contest.audit import Audited, AuditRecord
from contest.chains import Head
from contest.entry.entry import Entry
from contest.entry.queue_card import LISTED, QueueCard
from contest.mail.outbox import SETTLED, StatusMail
from contest.model import Expiring, Fact
from contest.rules.faults import ACCEPTED
from contest.rules.rules import Rules
from contest.viewing.viewing_copy import CopyState, ViewingCopy
from contest_aws.store import keys
from contest_aws.store.keys import Key
from contest_aws.store.protocol import Item

OURS = ("pk", "sk", "attempt", "status_key", "card", "expires_at", "chain", "chain_shard")
"""Attributes that the table adds to those of the item's model."""

AS_TEXT = ("rules",)
"""Stored as one JSON text. The rules are 2,000 values, read with each request and never by parts:
as a map they would take the SDK fifty times as long to read."""


def attributes(key: Key, item: Fact, *, attempt: str) -> dict[str, Any]:
    """`attempt`: the id of the commit that writes the item."""
    extra = {"pk": key.pk, "sk": key.sk, "attempt": attempt, **_derived(key, item)}
    serializer = TypeSerializer()
    values = item.model_dump(mode="json") | extra
    for name in AS_TEXT:
        if name in values:
            values[name] = json.dumps(values[name], ensure_ascii=False)
    return {name: serializer.serialize(value) for name, value in values.items()}


def _derived(key: Key, item: object) -> dict[str, Any]:
    """Adds what puts an item into an index, and the time at which the table may delete an expiring
    one (TTL)."""
    match item:
        case AuditRecord():
            return _chained(item.subject)
        case Audited() if item.records:
            return _chained(str(key)) | _by_kind(item)
        case _:
            return _by_kind(item)


def _chained(subject: str) -> dict[str, str]:
    return {"chain": subject, "chain_shard": keys.chain_shard(subject)}


def _by_kind(item: object) -> dict[str, Any]:
    match item:
        case Entry():
            card = {"card": QueueCard.of(item).stored()} if item.status in LISTED else {}
            return _indexed(keys.status(item.contest, item.status), item.changed_at) | card
        case StatusMail() if item.state not in SETTLED:
            return _indexed(keys.mail_state(item.contest, item.state), item.changed_at)
        case ViewingCopy() if item.state is not CopyState.DROPPED:
            return _indexed(keys.copy_state(item.contest, item.state), item.changed_at)
        case Expiring():
            return {"expires_at": int(item.ends_at.timestamp())}
        case _:
            return {}


def _indexed(status_key: str, changed_at: datetime) -> dict[str, Any]:
    """Times have a fixed width, so that they sort as text."""
    return {"status_key": status_key, "changed_at": fixed_width(changed_at)}


def fixed_width(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def item_of(attributes: dict[str, Any], kind: type[Item]) -> Item:
    text = attributes.get("rules", {}).get("S")
    if text is None:
        return kind.model_validate(values_of(attributes), context=ACCEPTED)
    others = {name: value for name, value in attributes.items() if name != "rules"}
    values = values_of(others) | {"rules": _rules(text)}
    return kind.model_validate(values, context=ACCEPTED)


@lru_cache(maxsize=16)
def _rules(text: str) -> Rules:
    """Frozen, and the same for the same text. They are read with each request."""
    return Rules.model_validate_json(text, context=ACCEPTED)


def values_of(attributes: dict[str, Any], *, keep: Iterable[str] = ()) -> dict[str, Any]:
    """`keep`: attributes of ours that are wanted, too."""
    values = {
        name: _plain(value)
        for name, value in attributes.items()
        if name not in OURS or name in keep
    }
    for name in AS_TEXT:
        if isinstance(stored := values.get(name), str):  # a map, where an older version wrote it
            values[name] = json.loads(stored)
    return values


def head_of(item: dict[str, Any]) -> Head | None:
    values = values_of({name: item[name] for name in ("records", "head") if name in item})
    match values.get("records"), values.get("head"):
        case int(records), str(head):
            return Head(records=records, hash=head)
        case _:
            return None


def _plain(value: dict[str, Any]) -> Any:  # noqa: ANN401 - any JSON value
    """What boto3's TypeDeserializer makes of it, with whole numbers as int, and several times as
    fast: a tally reads millions of values. All numbers that we store are whole; exact fractions are
    stored as text."""
    ((kind, stored),) = value.items()
    match kind:
        case "S" | "BOOL":
            return stored
        case "N":
            number = Decimal(stored)
            return int(number) if number == number.to_integral_value() else number
        case "M":
            return {name: _plain(inner) for name, inner in stored.items()}
        case "L":
            return [_plain(inner) for inner in stored]
        case "NULL":
            return None
    return TypeDeserializer().deserialize(value)  # type: ignore[arg-type]  # a stored value
