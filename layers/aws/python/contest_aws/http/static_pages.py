"""The built pages of `web/`, read as files of the package `pages` from the layer that contains
it, and the headers that go with them."""

import base64
import gzip
import os
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


def security_headers(media_origins: str) -> dict[str, str]:
    """Those by which a browser runs nothing but the pages, and reaches the site and the bucket."""
    # Uploads go to the bucket's own address, and videos come from there. A local cloud has an
    # endpoint of its own, which the SDK variables name.
    turned_to = os.environ.get("AWS_ENDPOINT_URL_S3") or os.environ.get("AWS_ENDPOINT_URL")
    media = turned_to or media_origins
    policy = (
        f"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: {media}; "
        f"media-src blob: {media}; connect-src 'self' {media}; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )
    return {
        "Content-Security-Policy": policy,
        "Cross-Origin-Opener-Policy": "same-origin",
        "Referrer-Policy": "same-origin",
        "Strict-Transport-Security": "max-age=31536000",
        "X-Content-Type-Options": "nosniff",
    }


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
