"""A table in a file that answers as DynamoDB does: the same items, pages of 1 MB, batches of 100.
It counts the calls, and those that go out beside each other. Nobody waits for them:
`bench.results` adds the time that they would take."""

import json
import pickle
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from contest.model import Fact
from contest_aws.store.attributes import attributes
from contest_aws.store.keys import Key

PAGE = 1024 * 1024
Place = tuple[str, int, int]
"""Sort key, where it begins in the file, how long it is."""


def write(path: Path, items: Iterable[tuple[Key, Fact]]) -> None:
    places: dict[str, list[Place]] = {}
    with path.open("wb") as file:
        for key, item in items:
            stored = attributes(key, item, attempt="0" * 32)
            line = json.dumps(stored, ensure_ascii=False).encode()
            place = (key.sk, file.tell(), len(line))
            places.setdefault(key.pk, []).append(place)
            if status := stored.get("status_key"):
                places.setdefault(f"status {status['S']}", []).append(place)
            file.write(line)
    for found in places.values():
        found.sort()
    path.with_suffix(".index").write_bytes(pickle.dumps(places))


class Table:
    """A client of boto3, as far as the store uses it to read and to commit an award round."""

    def __init__(self, path: Path) -> None:
        self._file: BinaryIO = path.open("rb")
        index = path.with_suffix(".index").read_bytes()
        self._places: dict[str, list[Place]] = pickle.loads(index)  # noqa: S301 - our own
        self._written: dict[tuple[str, str], dict[str, Any]] = {}
        self._lock = threading.Lock()
        self.alone = self.beside = 0
        """Calls one after the other, and calls of which many are under way."""

    def get_item(self, Key: dict[str, Any], **_: Any) -> dict[str, Any]:  # noqa: N803 - boto3's
        self._count()
        found = self._find(Key)
        return {"Item": found} if found else {}

    def batch_get_item(self, RequestItems: dict[str, Any]) -> dict[str, Any]:  # noqa: N803
        self._count()
        ((table, asked),) = RequestItems.items()
        found = (self._find(key) for key in asked["Keys"])
        return {"Responses": {table: [item for item in found if item]}}

    def get_paginator(self, _: str) -> "Table":
        return self

    def paginate(self, **query: Any) -> Iterator[dict[str, Any]]:
        values = query["ExpressionAttributeValues"]
        if "IndexName" in query:
            places = self._places.get(f"status {values[':status']['S']}", [])
        else:
            begins = values.get(":begins", {"S": ""})["S"]
            known = self._places.get(values[":pk"]["S"], [])
            places = [place for place in known if place[0].startswith(begins)]
        page: list[dict[str, Any]] = []
        size = 0
        self._count()
        for place in places:
            if size + place[2] > PAGE:
                yield {"Items": page}
                page, size = [], 0
                self._count()
            page.append(self._read(place))
            size += place[2]
        yield {"Items": page}

    def transact_write_items(self, TransactItems: list[dict[str, Any]]) -> None:  # noqa: N803
        self._count()
        for write in TransactItems:
            item = write["Put"]["Item"]
            self._written[item["pk"]["S"], item["sk"]["S"]] = item

    def _find(self, key: dict[str, Any]) -> dict[str, Any] | None:
        pk, sk = key["pk"]["S"], key["sk"]["S"]
        if (pk, sk) in self._written:
            return self._written[pk, sk]
        found = [place for place in self._places.get(pk, []) if place[0] == sk]
        return self._read(found[0]) if found else None

    def _read(self, place: Place) -> dict[str, Any]:
        _, begins, length = place
        with self._lock:
            self._file.seek(begins)
            line = self._file.read(length)
        item: dict[str, Any] = json.loads(line)
        return item

    def _count(self) -> None:
        alone = threading.current_thread() is threading.main_thread()
        with self._lock:
            self.alone += alone
            self.beside += not alone
