"""Objects over HTTP as a bucket gives them: ranges, one connection for many requests, and a first
byte that takes its time. It counts what it gives."""

import json
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

FIRST_BYTE = 0.030
PIECE = 1 << 20


class Objects(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    folder: Path
    given: ClassVar[list[int]] = []

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if path == "/given":
            body = json.dumps(self.given).encode()
            self.given.clear()
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

    def _range(self, size: int) -> tuple[int, int]:
        first, _, last = self.headers.get("Range", "bytes=0-").removeprefix("bytes=").partition("-")
        return int(first), min(int(last) if last else size - 1, size - 1)

    def _head(self, status: int, length: int, span: str = "") -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(length))
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("ETag", '"1"')
        if span:
            self.send_header("Content-Range", span)
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


if __name__ == "__main__":
    Objects.folder = Path(sys.argv[1])
    server = ThreadingHTTPServer(("127.0.0.1", 0), Objects)
    server.daemon_threads = True
    server.handle_error = lambda *_: None  # type: ignore[method-assign]  # a peer that hangs up
    sys.stdout.write(f"{server.server_port}\n")
    sys.stdout.flush()
    server.serve_forever()
