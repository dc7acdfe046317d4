"""The built pages of `web/`, read as files of the package `pages` from the layer that contains
it."""

import base64
import gzip
from collections.abc import Iterator
from functools import cache
from importlib.resources.abc import Traversable

TYPES = {
    "html": "text/html; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "svg": "image/svg+xml",
}


class Pages:
    """Looks an address up among the files that exist, so that no other file can be requested."""

    def __init__(self, folder: Traversable) -> None:
        self._found = dict(_walk(folder))
        self.packed = cache(self._packed)

    def __contains__(self, address: str) -> bool:
        return address in self._found

    def read(self, address: str) -> bytes:
        return self._found[address].read_bytes()

    def _packed(self, address: str) -> str:
        return pack(self.read(address))


def pack(content: bytes) -> str:
    """Compressed with gzip, then encoded in base64."""
    return base64.b64encode(gzip.compress(content, mtime=0)).decode()


def type_of(address: str) -> str:
    return TYPES[_ending(address)]


def _ending(address: str) -> str:
    return address.rpartition(".")[2]


def _walk(folder: Traversable, address: str = "") -> Iterator[tuple[str, Traversable]]:
    for found in folder.iterdir():
        below = f"{address}/{found.name}"
        if found.is_dir():
            yield from _walk(found, below)
        elif _ending(below) in TYPES:
            yield below, found
