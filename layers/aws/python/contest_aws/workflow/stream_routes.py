"""Which changes of the table route which functions, and what they are told of them.

One function reads the table's stream and puts a message into the queue of each that a change wakes.
Between two messages of one item no order holds, and either may come twice. So a message names the
item, and who is woken reads it is by then. Mails alone tell of the change itself: two changes
in quick succession are two mails, each in the words of its moment. Their messages hold the item
before and after, without what no mail tells of; a test holds the largest of them against what a
queue takes.
"""

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from contest_aws.store.keys import (
    AWARDS,
    ENTRY,
    ERASURE,
    EXPIRY,
    FRAMES,
    GRANTS,
    JUDGE,
    MAIL,
    Key,
)

Image = dict[str, Any]
Record = dict[str, Any]
"""Of the stream, as Lambda brings it."""

WRITTEN, NEW = ("INSERT", "MODIFY"), ("INSERT",)


class StreamRoute(NamedTuple):
    """By items whose key begins so."""

    pk: str
    sk: str = ""
    when: tuple[str, ...] = WRITTEN


STREAM_ROUTES: Mapping[str, tuple[StreamRoute, ...]] = {
    "settle_review": (StreamRoute(JUDGE), StreamRoute(ENTRY)),
    "resume": (StreamRoute(ENTRY), StreamRoute(AWARDS)),
    "write_mails": (StreamRoute(ENTRY), StreamRoute(*GRANTS)),
    # Its own commits, each of which counts what is gone, route it no second time; what a step that
    # was under way writes of an entry, and late, does.
    "erase": (
        StreamRoute(ERASURE, when=NEW),
        StreamRoute(EXPIRY, when=NEW),
        StreamRoute(FRAMES),
        StreamRoute(MAIL),
    ),
}
"""By the names of the functions. The stack's filters and queues are made of it."""

OF_CHANGES = ("write_mails",)
UNTOLD = ("credits", "synopsis", "remarks")
"""Of a form: long, with names of people in it, and in no mail."""


def is_routed(name: str, record: Record) -> bool:
    key = _key(record)
    return any(
        record["eventName"] in route.when
        and key.pk.startswith(route.pk)
        and key.sk.startswith(route.sk)
        for route in STREAM_ROUTES[name]
    )


def message(name: str, record: Record) -> str:
    if name not in OF_CHANGES:
        return json.dumps(_key(record))
    written = record["dynamodb"]
    return json.dumps([_mailed_part(written.get("OldImage")), _mailed_part(written["NewImage"])])


def change_in(body: str) -> tuple[Image | None, Image]:
    """The item before, if it was there, and after."""
    before, after = json.loads(body)
    return before, after


def _key(record: Record) -> Key:
    key = record["dynamodb"]["Keys"]
    return Key(key["pk"]["S"], key["sk"]["S"])


def _mailed_part(image: Image | None) -> Image | None:
    if image is None or "form" not in image:
        return image
    form = {name: value for name, value in image["form"]["M"].items() if name not in UNTOLD}
    return {**image, "form": {"M": form}}
