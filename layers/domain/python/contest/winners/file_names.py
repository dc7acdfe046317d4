"""Names of files that people download, safe on every file system."""

import re
import unicodedata
from collections.abc import Iterable

UNSAFE = re.compile(r'[\\/:*?"<>|]')
"""What Windows refuses in a name, or reads as a folder or a stream."""
DEVICES = re.compile(r"(con|prn|aux|nul|com[1-9¹²³]|lpt[1-9¹²³])\s*(\.|$)", re.IGNORECASE)
"""Names of devices, with any extension:
https://learn.microsoft.com/windows/win32/fileio/naming-a-file"""
LONGEST_PART = 70
"""Bytes of each part in UTF-8. Three of them, a number and an extension fit into the 255 bytes that
Linux allows, which are the tighter limit for Chinese."""


def file_name(parts: Iterable[str], extension: str, *, taken: set[str]) -> str:
    """The parts with spaces between them, such as `综合奖·金奖 钢铁脊梁 湘江重工集团.mp4`. A name
    that is taken gets a number; `taken` then has the new one. Names that differ in case alone are
    the same name on Windows."""
    known = (_cut(_plain(part)) for part in parts)
    stem = " ".join(part for part in known if part) or "_"
    stem = f"_{stem}" if DEVICES.match(stem) else stem
    name, number = f"{stem}.{extension}", 1
    while name.casefold() in taken:
        number += 1
        name = f"{stem} ({number}).{extension}"
    taken.add(name.casefold())
    return name


def _plain(part: str) -> str:
    """Without control characters, and without marks that turn the direction of writing round and
    can make an extension look like another."""
    visible = (char if unicodedata.category(char)[0] != "C" else " " for char in part)
    plain = UNSAFE.sub(" ", unicodedata.normalize("NFC", "".join(visible)))
    return " ".join(plain.split()).strip(". ")


def _cut(part: str) -> str:
    return part.encode()[:LONGEST_PART].decode(errors="ignore").strip(". ")
