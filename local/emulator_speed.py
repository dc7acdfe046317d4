"""What ministack 1.5.33 takes longer over than it need.

A worker unpacks its code and its layers, up to 140 MB: here, a zip is unpacked once for all.
While the state is written, every request waits: here, it is written five times as fast.
After a function's answer, 50 ms go by in case it has logged something: here, none.
A function's process loads all its libraries anew: here, it is forked off one that has loaded them
(`local.warm_workers`), where the system can.
Each item that a query or a scan reads is measured for the page's limit of 1 MB, in Python: here,
only where the page's JSON is longer than that.
For each item that a query reads, the syntax of the condition is checked anew: here, once.
Requests are read and answered by a server in Python: here, by one whose parser and loop are in C.
Whatever is loaded is searched for garbage again and again: here, only what comes later, and seldom.
"""

import contextlib
import functools
import gc
import hashlib
import json
import os
import queue
import select
import subprocess
import tempfile
import threading
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import IO, Any

import hypercorn.asyncio
import uvicorn
import uvloop
from ministack.core import lambda_runtime, persistence  # type: ignore[import-untyped]
from ministack.services import dynamodb  # type: ignore[import-untyped]

from local.warm_workers import WarmWorkers, can_fork

UNPACKED = "unpacked"
"""The folder that workers share. On AWS, too, code and layers cannot be written to."""

SELDOM = (20_000, 20, 50)
"""Objects made until the young are searched for garbage, and how often that is done until older
ones are; Python's own are 700, 10, 10."""

# ruff: noqa: SLF001 - there is no public way in

_unpacking = threading.Lock()


def speed_up() -> None:
    """To be called once, before the state is loaded."""
    gc.freeze()
    gc.set_threshold(*SELDOM)
    uvloop.install()
    hypercorn.asyncio.serve = serve  # type: ignore[assignment]
    lambda_runtime.zipfile = SimpleNamespace(
        ZipFile=SharedZip,
        BadZipFile=zipfile.BadZipFile,
        LargeFileError=zipfile.LargeZipFile,  # the name that ministack uses
    )
    persistence.json = SimpleNamespace(
        dump=dump, load=json.load, JSONDecodeError=json.JSONDecodeError
    )
    dynamodb._paginate_evaluated_items = SmallPages(dynamodb._paginate_evaluated_items)
    dynamodb._condition_syntax_error = functools.lru_cache(1000)(dynamodb._condition_syntax_error)
    if can_fork():
        workers = WarmWorkers()
        lambda_runtime.subprocess = SimpleNamespace(PIPE=subprocess.PIPE, Popen=workers.popen)
    lambda_runtime.Worker._read_stderr = follow
    lambda_runtime.Worker._drain_stderr_bounded = logged


async def serve(app: Any, config: Any) -> None:  # noqa: ANN401 - the servers' own
    """In place of hypercorn's `serve`."""
    host, port = config.bind[0].rsplit(":", 1)
    settings = uvicorn.Config(
        app,
        host=host,
        port=int(port),
        interface="asgi3",
        http="httptools",
        loop="none",
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        date_header=False,  # ministack writes it
        timeout_keep_alive=int(config.keep_alive_timeout),
    )
    await uvicorn.Server(settings).serve()


def dump(value: object, file: IO[str], **more: Any) -> None:
    """`json.dump` itself encodes in Python, `json.dumps` in C: five times as fast."""
    file.write(json.dumps(value, **more))


class SmallPages:
    """Cuts the items read into a page. As JSON with its types an item is no shorter than as
    DynamoDB counts it, so that what is short enough as JSON fits."""

    def __init__(self, measured: Callable[..., tuple[list[Any], bool]]) -> None:
        self._measured = measured

    def __call__(
        self, items: Sequence[Any], limit: int | None, *more: Any, **named: Any
    ) -> tuple[list[Any], bool]:
        most = len(items) if limit is None else int(limit)
        page = list(items[:most])
        left = dynamodb._DDB_PAGE_SIZE_BYTES
        for item in page:
            left -= len(json.dumps(item))
            if left < 0:
                return self._measured(items, limit, *more, **named)
        return page, limit is not None and len(page) >= most


class Log:
    """What a worker writes to its standard error."""

    def __init__(self, pipe: IO[str], lines: "queue.Queue[str]") -> None:
        self._pipe, self._lines = pipe, lines
        self._rest = b""
        self._taking = threading.Lock()
        os.set_blocking(pipe.fileno(), False)

    def follow(self) -> None:
        """To the end of the worker: a pipe that nobody empties would stop it."""
        poll = select.poll()
        poll.register(self._pipe.fileno(), select.POLLIN)
        while poll.poll() and self.take():
            pass

    def take(self) -> bool:
        """Puts all that has been written among the lines; whether more may come."""
        with self._taking, contextlib.suppress(BlockingIOError):
            while chunk := os.read(self._pipe.fileno(), 1 << 16):
                *lines, self._rest = (self._rest + chunk).split(b"\n")
                for line in lines:
                    self._lines.put(line.decode(errors="replace"))
            return False
        return True


def follow(worker: Any) -> None:  # noqa: ANN401 - ministack's own
    worker.log = Log(worker._proc.stderr, worker._stderr_queue)
    worker.log.follow()


def logged(worker: Any) -> str:  # noqa: ANN401 - ministack's own
    """A function writes its lines before its answer: now that this is there, they are, too."""
    worker.log.take()
    lines: str = worker._drain_stderr()
    return lines


class SharedZip(zipfile.ZipFile):
    """Extracts links to a shared folder that holds the files."""

    def namelist(self) -> list[str]:
        """Ministack looks at each name for a way out of the folder: the beginnings are enough."""
        return sorted({name.split("/")[0] for name in super().namelist()})

    def extractall(self, path: Any = None, *_: Any) -> None:  # noqa: ANN401 - as in ZipFile
        for shared in self._unpacked().iterdir():
            (Path(path) / shared.name).symlink_to(shared)

    def _unpacked(self) -> Path:
        members = [(info.filename, info.CRC, info.file_size) for info in self.infolist()]
        digest = hashlib.sha256(repr(members).encode()).hexdigest()
        folder = Path(tempfile.gettempdir()) / UNPACKED / digest
        with _unpacking:
            if not folder.exists():
                unfinished = folder.with_suffix(".part")
                unfinished.mkdir(parents=True)
                super().extractall(unfinished, super().namelist())
                unfinished.replace(folder)
        return folder
