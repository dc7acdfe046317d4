"""An item as attributes of the table, and back."""

import json
import zlib
from base64 import b64decode
from collections.abc import Iterable
from contextlib import suppress
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
from contest.refusals import refused
from contest.rules.faults import ACCEPTED
from contest.rules.rules import Rules
from contest.viewing.viewing_copy import CopyState, ViewingCopy
from contest_aws.store import keys
from contest_aws.store.keys import Key
from contest_aws.store.protocol import Item

OURS = ("pk", "sk", "attempt", "status_key", "card", "expires_at", "chain", "chain_shard")
"""Attributes that the table adds to those of the item's model."""

AS_TEXT = ("rules",)
"""Stored as one JSON text, compressed if it is long. The rules are 2,000 values, read with each
request and never by parts: as a map they would take the SDK fifty times as long to read."""
READ_UNIT = 4096
"""Bytes of an item that one read unit pays for. All requests of a contest read its one item, and a
partition gives 3,000 units a second: a text that would take more than one is stored compressed.
https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html"""
LARGE = 100_000
"""Bytes. Of an item whose JSON is larger, each list and each map is stored compressed."""
MOST = 400 * 1024
"""Bytes of an item, with the names of its attributes:
https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html"""
TOO_LARGE = "item.too_large"
"""Named here, so that the API's document does not say it of each route that writes something. The
limits of what people type keep other items small."""


def attributes(key: Key, item: Fact, *, attempt: str) -> dict[str, Any]:
    """`attempt`: the id of the commit that writes the item. Refused if the item is too large."""
    extra = {"pk": key.pk, "sk": key.sk, "attempt": attempt, **_derived(key, item)}
    values = item.model_dump(mode="json")
    # What dispatches the changes of entries looks into their forms. No entry is that large.
    if is_large := not isinstance(item, Entry) and len(item.model_dump_json().encode()) > LARGE:
        values = {name: _compressed(value) for name, value in values.items()}
    for name in AS_TEXT:
        if isinstance(value := values.get(name), dict):
            values[name] = _as_text(value)
    serializer = TypeSerializer()
    stored = {name: serializer.serialize(value) for name, value in (values | extra).items()}
    if is_large and (size := _size(stored)) > MOST:
        raise refused(TOO_LARGE, measured=-(-size // 1024), allowed=MOST // 1024)
    return stored


def _as_text(value: dict[str, Any]) -> str | bytes:
    text = json.dumps(value, ensure_ascii=False)
    return _compressed(value) if len(text.encode()) > READ_UNIT else text


def _compressed(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    if not isinstance(value, dict | list):
        return value
    return zlib.compress(json.dumps(value, ensure_ascii=False).encode(), level=9)


def _uncompressed(stored: bytes | str) -> bytes:
    """`stored`: bytes, or base64, as Lambda passes the images of the table's stream."""
    return zlib.decompress(b64decode(stored) if isinstance(stored, str) else stored)


def _size(stored: dict[str, Any]) -> int:
    """Bytes of an item without lists and maps."""
    return sum(
        len(name.encode()) + len(value if kind == "B" else str(value).encode())
        for name, whole in stored.items()
        for kind, value in whole.items()
    )


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
    """What the model does not know is left out: after a rollback, items of the later version are
    read."""
    rules = attributes.get("rules", {})
    text = rules.get("S", rules.get("B"))
    if isinstance(text, str) and "B" in rules:
        text = b64decode(text)  # an image of the table's stream
    if text is None:
        return kind.model_validate(values_of(attributes), context=ACCEPTED, extra="ignore")
    others = {name: value for name, value in attributes.items() if name != "rules"}
    values = values_of(others) | {"rules": _rules(text)}
    return kind.model_validate(values, context=ACCEPTED, extra="ignore")


@lru_cache(maxsize=16)
def _rules(stored: str | bytes) -> Rules:
    """Frozen, and the same for the same text. They are read with each request."""
    text = stored if isinstance(stored, str) else _uncompressed(stored)
    return Rules.model_validate_json(text, context=ACCEPTED, extra="ignore")


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
        case "B":
            with suppress(zlib.error, ValueError):  # written by hand, it is none of ours
                return json.loads(_uncompressed(stored))
    return TypeDeserializer().deserialize(value)  # type: ignore[arg-type]  # a stored value
