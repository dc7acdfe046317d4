"""Objects over HTTP as a bucket gives and takes them: ranges, multipart uploads, one connection for
many requests, and a first byte that takes its time. It counts what it gives and takes."""

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar
from urllib.parse import parse_qs

ROOT = Path(__file__).resolve().parent.parent
FIRST_BYTE = 0.030
PIECE = 1 << 20


class Objects(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    folder: Path
    given: ClassVar[list[int]] = []
    taken: ClassVar[list[int]] = []
    """Bytes of each answer, and of each part of an upload."""

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if path in ("/given", "/taken"):
            counted = self.given if path == "/given" else self.taken
            body = json.dumps(counted).encode()
            counted.clear()
            self._head(200, len(body))
            self.wfile.write(body)
            return
        file = self.folder / Path(path).name
        size = file.stat().st_size
        first, last = self._range(size)
        time.sleep(FIRST_BYTE)
        ranged = "Range" in self.headers
        self._head(206 if ranged else 200, last - first + 1, f"bytes {first}-{last}/{size}")
        self.given.append(0)
        self._body(file, first, last, len(self.given) - 1)

    def do_HEAD(self) -> None:
        time.sleep(FIRST_BYTE)
        self._head(200, (self.folder / Path(self.path).name).stat().st_size)

    def do_POST(self) -> None:
        """Begins an upload, or puts its parts together, by their numbers."""
        time.sleep(FIRST_BYTE)
        place, query = self._asked()
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if "uploads" in query:
            self._xml("InitiateMultipartUploadResult", "<UploadId>1</UploadId>")
            return
        with place.open("wb") as whole:
            for part in sorted(self.folder.glob(f"{place.name}.part-*")):
                with part.open("rb") as source:
                    shutil.copyfileobj(source, whole, PIECE)
                part.unlink()
        self._xml("CompleteMultipartUploadResult", "", version="1")

    def do_PUT(self) -> None:
        """One part of an upload."""
        place, query = self._asked()
        left = int(self.headers["Content-Length"])
        self.taken.append(left)
        number = int(query["partNumber"][0])
        with place.with_name(f"{place.name}.part-{number:05}").open("wb") as part:
            while left:
                piece = self.rfile.read(min(PIECE, left))
                part.write(piece)
                left -= len(piece)
        time.sleep(FIRST_BYTE)
        self._head(200, 0)

    def _asked(self) -> tuple[Path, dict[str, list[str]]]:
        path, _, query = self.path.partition("?")
        return self.folder / Path(path).name, parse_qs(query, keep_blank_values=True)

    def _xml(self, kind: str, inside: str, *, version: str = "") -> None:
        body = f"<{kind}>{inside}</{kind}>".encode()
        self._head(200, len(body), version=version)
        self.wfile.write(body)

    def _range(self, size: int) -> tuple[int, int]:
        first, _, last = self.headers.get("Range", "bytes=0-").removeprefix("bytes=").partition("-")
        return int(first), min(int(last) if last else size - 1, size - 1)

    def _head(self, status: int, length: int, span: str = "", *, version: str = "") -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(length))
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("ETag", '"1"')
        if span:
            self.send_header("Content-Range", span)
        if version:
            self.send_header("x-amz-version-id", version)
        self.end_headers()

    def _body(self, file: Path, first: int, last: int, number: int) -> None:
        with file.open("rb") as source:
            source.seek(first)
            left = last - first + 1
            while left:
                piece = source.read(min(PIECE, left))
                try:
                    self.wfile.write(piece)
                except OSError:
                    self.close_connection = True
                    return
                left -= len(piece)
                self.given[number] += len(piece)

    def log_message(self, *_: object) -> None:
        """Nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a server for what lies in the folder, in a process of its own."""
    command = [sys.executable, "-m", "bench.object_server", str(folder)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:  # noqa: S603 - this module
        assert server.stdout is not None  # noqa: S101 - just asked for
        try:
            yield f"http://127.0.0.1:{server.stdout.readline().strip()}"
        finally:
            server.terminate()


if __name__ == "__main__":
    Objects.folder = Path(sys.argv[1])
    server = ThreadingHTTPServer(("127.0.0.1", 0), Objects)
    server.daemon_threads = True
    server.handle_error = lambda *_: None  # type: ignore[method-assign]  # a peer that hangs up
    sys.stdout.write(f"{server.server_port}\n")
    sys.stdout.flush()
    server.serve_forever()
