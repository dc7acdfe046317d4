"""Finds labels in the metadata boxes of a film: `meta` with keys (QuickTime, FFmpeg) or with items
(iTunes), texts in `udta` (QuickTime, 3GPP), and XMP packets.

Lenient: a box that does not fit ends its level, as what is found here refuses no file."""

from collections.abc import Iterator

from contest.validate.labels.aigc import KEY, label_in, label_of
from contest.validate.labels.file_labels import AigcLabel
from contest.validate.labels.xmp import LONGEST_PACKET, labels_in
from contest.validate.mp4.boxes import HEADER, LARGE_HEADER, box_at

XMP_ID = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
"""ISO 16684-3: the identifier of a `uuid` box with an XMP packet."""
ID_BYTES = 16
MOST_BOXES = 1024
LONGEST_TEXT = 64 * 1024
"""A longer comment is not looked at."""
ALL_TEXT = 256 * 1024
"""Bytes of all values and comments that are looked into."""
TEXT_HEADS = range(7)
"""Bytes before a text in `udta`: length and language in QuickTime, version and language in 3GPP."""
VERSION = 4
DATA_HEAD = 8
"""Type and locale, before the value of an item."""
KEYS_HEAD, KEY_HEAD = 8, 8


class Searched:
    """Counts the boxes and texts of a film's metadata, so that the work is bounded."""

    def __init__(self) -> None:
        self.boxes, self.text = 0, 0
        self.too_many = False

    def inside(self, body: memoryview) -> Iterator[tuple[str, memoryview]]:
        at = 0
        while len(body) - at >= HEADER:
            box = box_at(body[at : at + LARGE_HEADER], start=at, end=len(body))
            if box is None or box.end > len(body):
                return
            self.boxes += 1
            if self.boxes > MOST_BOXES:
                self.too_many = True
                return
            yield box.kind, body[box.body : box.end]
            at = box.end

    def labels(self, kind: str, body: memoryview, place: str) -> Iterator[AigcLabel]:
        """The labels of one box; `place` is its path."""
        if kind == "meta":
            yield from self._meta(body, place)
        elif kind == "udta":
            for inner, part in self.inside(body):
                yield from self.labels(inner, part, f"{place}/{_shown(inner)}")
        elif kind == "uuid":
            if bytes(body[:ID_BYTES]) == XMP_ID:
                yield from self._packet(body[ID_BYTES:], place)
        elif kind == "XMP_":
            yield from self._packet(body, place)
        elif len(body) <= LONGEST_TEXT and self._affords(body):
            yield from _text(kind, bytes(body), place)

    def _affords(self, text: memoryview) -> bool:
        self.text += min(len(text), LONGEST_TEXT)
        self.too_many = self.too_many or self.text > ALL_TEXT
        return self.text <= ALL_TEXT

    def _packet(self, packet: memoryview, place: str) -> Iterator[AigcLabel]:
        if self._affords(packet):
            yield from labels_in(bytes(packet[: LONGEST_PACKET + 1]), place=place)

    def _meta(self, body: memoryview, place: str) -> Iterator[AigcLabel]:
        """QuickTime's has no version before its boxes."""
        keys = list[str]()
        for kind, part in self.inside(body if bytes(body[4:8]) == b"hdlr" else body[VERSION:]):
            if kind == "keys":
                keys = _keys(part)
            elif kind == "ilst":
                for item, value in self.inside(part):
                    yield from self._item(item, value, keys, f"{place}/ilst")
            elif kind == "uuid":
                yield from self.labels(kind, part, f"{place}/{kind}")

    def _item(
        self, kind: str, body: memoryview, keys: list[str], place: str
    ) -> Iterator[AigcLabel]:
        number = int.from_bytes(kind.encode("latin-1"), "big")
        name = keys[number - 1] if 1 <= number <= len(keys) else kind
        for inner, part in self.inside(body):
            if inner == "name":
                name = bytes(part[VERSION : VERSION + len(KEY) + 1]).decode("latin-1")
            elif inner == "data" and (_is_key(name) or len(part) <= LONGEST_TEXT):
                if not self._affords(part):
                    return
                yield from _value(name, bytes(part[DATA_HEAD:]), f"{place}/{_shown(name)}")


def _value(name: str, value: bytes, place: str) -> Iterator[AigcLabel]:
    if _is_key(name):
        yield label_of(value, place=place)
    elif found := label_in(value, place=place):
        yield found


def _text(kind: str, body: bytes, place: str) -> Iterator[AigcLabel]:
    """A box of text in `udta`, with or without something before the text."""
    start = next((at for at in TEXT_HEADS if body[at : at + 1] == b"{"), None)
    if kind == KEY:
        yield label_of(body[start or 0 :], place=place)
        return
    for at in TEXT_HEADS if start is None else (start,):
        if found := label_in(body[at:], place=place):
            yield found
            return


def _keys(body: memoryview) -> list[str]:
    """The names of the keys, by number from 1 on."""
    names, at = list[str](), KEYS_HEAD
    while at + KEY_HEAD <= len(body) and len(names) < MOST_BOXES:
        size = int.from_bytes(body[at : at + 4], "big")
        if size < KEY_HEAD:
            break
        names.append(bytes(body[at + KEY_HEAD : at + size]).decode("utf-8", "replace"))
        at += size
    return names


def _is_key(name: str) -> bool:
    """Some tools put the name of their own maker before it."""
    return name.rpartition(".")[2].upper() == KEY


def _shown(kind: str) -> str:
    """A box's kind or a key's name, as part of a place."""
    return "".join(char for char in kind if char.isprintable())[:16] or "?"
