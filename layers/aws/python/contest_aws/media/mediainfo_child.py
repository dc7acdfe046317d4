"""The child process of `mediainfo`: reads pieces of a file from standard input and writes
MediaInfo's tracks as JSON. It limits itself before it sees a byte of the file. Its arguments are
`sys.path`."""

import io
import json
import os
import resource
import sys
from types import ModuleType
from typing import Any

MEMORY = 512 * 1024 * 1024
PROCESSOR_SECONDS = 2
FILES = 64
HEADERS = -1
"""MediaInfo's parse speed: headers only. At -0.5 it misses profiles of small files."""
BUFFER = 64 * 1024
NOTHING = b"\0\0\0\x10ftypisom\0\0\0\0"
"""Not a video, but enough to make MediaInfo initialise itself, which it does on its first file."""
LOADED = "loaded"
"""Printed before a byte of the file is read: an earlier failure is no fault of the file."""


class Sparse(io.RawIOBase):
    """A file of which only some pieces are known. The rest reads as zeros."""

    def __init__(self, size: int, pieces: list[tuple[int, bytes]]) -> None:
        self._size, self._pieces, self._at = size, pieces, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        self._at = max(0, base + offset)
        return self._at

    def read(self, length: int = -1, /) -> bytes:
        end = self._size if length < 0 else min(self._at + length, self._size)
        found = bytearray(max(0, end - self._at))
        for start, piece in self._pieces:
            first, last = max(start, self._at), min(start + len(piece), end)
            if first < last:
                found[first - self._at : last - self._at] = piece[first - start : last - start]
        self._at = max(self._at, end)
        return bytes(found)


def loaded() -> Any:  # noqa: ANN401 - it ships no types
    """MediaInfo, after its first use, which initialises it."""
    known = ModuleType("importlib.metadata")
    known.version, known.PackageNotFoundError = str, LookupError  # type: ignore[attr-defined]
    # The package needs only its own version from it. The real module takes as long to load as the
    # parser.
    sys.modules["importlib.metadata"] = known
    from pymediainfo import MediaInfo  # noqa: PLC0415 - after the limits, and from the given path

    MediaInfo.parse(Sparse(len(NOTHING), [(0, NOTHING)]), parse_speed=HEADERS)
    return MediaInfo


def main() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (FILES, FILES))
    sys.path[:] = sys.argv[1:]
    parser = loaded()
    sys.stdout.write(f"{LOADED}\n")
    sys.stdout.flush()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    header = json.loads(sys.stdin.buffer.readline())
    pieces = [(start, sys.stdin.buffer.read(length)) for start, length in header["pieces"]]
    found = parser.parse(Sparse(header["size"], pieces), parse_speed=HEADERS, buffer_size=BUFFER)
    tracks = [
        {
            name: value
            for name, value in track.to_data().items()
            if isinstance(value, str | int | float)
        }
        for track in found.tracks
    ]
    sys.stdout.write(json.dumps(tracks))
    sys.stdout.flush()
    os._exit(0)  # there is nothing to clean up, and a clean exit takes as long as the parse


if __name__ == "__main__":
    main()
