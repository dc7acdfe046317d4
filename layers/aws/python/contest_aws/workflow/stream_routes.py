"""Which changes of the table are dispatched to which functions, and with what message.

One function reads the table's stream and puts a message into the queue of each function that a
change concerns. Messages of one item arrive in any order, and may arrive twice. So a message names
only the item, and its consumer reads the item as it is by then. Mails are the exception: two
changes in quick succession give two mails, each with the text of its moment. Their messages hold
the item before and after, without the fields that no mail uses. A test compares the largest such
message with the limit of a queue.
"""

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from contest_aws.store.keys import (
    AWARDS,
    CEREMONY,
    CONFLICT,
    CONTEST,
    ENTRY,
    ERASURE,
    EXPIRY,
    FRAMES,
    GRANTS,
    JUDGE,
    MAIL,
    OBJECTION,
    SK_JUDGE,
    SK_LIST,
    SK_REVIEW,
    SNAPSHOTS,
    TAKEN_OFF,
    VIEWING,
    Key,
)

Image = dict[str, Any]
Record = dict[str, Any]
"""A record of the stream, as Lambda passes it."""

ASKED_AGAIN = "asked_again_at"
"""A field of `contest.erasure.Removal`."""
UNSET = {"NULL": True}
WRITTEN, NEW = ("INSERT", "MODIFY"), ("INSERT",)


class StreamRoute(NamedTuple):
    """Matches items by the prefixes of their keys."""

    pk: str
    sk: str = ""
    when: tuple[str, ...] = WRITTEN
    only: str = ""
    """Of an item that was there before, only changes of this attribute."""


STREAM_ROUTES: Mapping[str, tuple[StreamRoute, ...]] = {
    "settle_review": (
        StreamRoute(JUDGE, SK_REVIEW),
        StreamRoute(CONTEST, SK_JUDGE),
        StreamRoute(CONFLICT),
        StreamRoute(ENTRY),
    ),
    "resume": (StreamRoute(ENTRY), StreamRoute(AWARDS)),
    "keep_snapshots": (StreamRoute(AWARDS), StreamRoute(TAKEN_OFF)),
    "write_mails": (
        StreamRoute(ENTRY),
        StreamRoute(*GRANTS),
        StreamRoute(JUDGE, SK_LIST),
        StreamRoute(OBJECTION),
        StreamRoute(CEREMONY),
        StreamRoute(AWARDS),
        StreamRoute(SNAPSHOTS, when=NEW),
    ),
    # Erasure's own commits, which update its counts, must not trigger it again. Frames, copies
    # and mails do: a step in progress may write them after an entry was erased.
    "erase": (
        StreamRoute(ERASURE, only=ASKED_AGAIN),
        StreamRoute(EXPIRY, only=ASKED_AGAIN),
        StreamRoute(FRAMES),
        StreamRoute(VIEWING),
        StreamRoute(MAIL),
    ),
}
"""By the names of the functions. The stack makes its filters and queues from it."""

OF_CHANGES = ("write_mails",)
UNTOLD = ("credits", "synopsis", "remarks", "more")
"""Fields of the form that no mail uses. They are long and contain names of people."""
OF_A_LIST = ("pk", "sk", "status", "version")
"""What a mail needs of an award round, which may be as large as an item of the table can be."""


def is_routed(name: str, record: Record) -> bool:
    key = _key(record)
    return any(
        record["eventName"] in route.when
        and key.pk.startswith(route.pk)
        and key.sk.startswith(route.sk)
        and _changes(record, route.only)
        for route in STREAM_ROUTES[name]
    )


def _changes(record: Record, attribute: str) -> bool:
    """Whether the attribute, if one is named, is another than before."""
    if not attribute or record["eventName"] != "MODIFY":
        return True
    images = (record["dynamodb"].get(image, {}) for image in ("OldImage", "NewImage"))
    before, after = (image.get(attribute, UNSET) for image in images)
    return bool(before != after)


def message(name: str, record: Record) -> str:
    if name not in OF_CHANGES:
        return json.dumps(_key(record))
    written = record["dynamodb"]
    images = (written.get("OldImage"), written["NewImage"])
    if _key(record).pk.startswith(AWARDS):
        return json.dumps([image and _of_list(image) for image in images])
    return json.dumps([_mailed_part(image) for image in images])


def change_in(body: str) -> tuple[Image | None, Image]:
    """The item before, if it existed, and after."""
    before, after = json.loads(body)
    return before, after


def _key(record: Record) -> Key:
    key = record["dynamodb"]["Keys"]
    return Key(key["pk"]["S"], key["sk"]["S"])


def _of_list(image: Image) -> Image:
    return {name: image[name] for name in OF_A_LIST if name in image}


def _mailed_part(image: Image | None) -> Image | None:
    if image is None or "form" not in image:
        return image
    form = {name: value for name, value in image["form"]["M"].items() if name not in UNTOLD}
    return {**image, "form": {"M": form}}
