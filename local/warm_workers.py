"""A process that has loaded what all functions load, and forks off a worker for each function that
starts: half a second of processor time less than loading it anew. The worker runs the program that
ministack wrote for it, with its own environment, folder and pipes.

Run as a program, this file is that process. It loads nothing of ours but the layers.
"""

import importlib
import json
import os
import runpy
import select
import signal
import socket
import subprocess
import sys
import threading
import traceback
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, NoReturn

LOADED = (
    "boto3.session",
    "botocore.handlers",
    "contest_aws.http.api",
    "contest_aws.http.tokens",
    "contest_aws.services.award.candidates",
    "contest_aws.store.dynamodb",
    "contest_aws.workflow.consumer",
)
"""What most functions import, themselves or through others. It reads none of their settings."""

LAYERS = "_LAMBDA_LAYERS_DIRS"
LENGTH = 8


class Worker:
    """Tells of a process that is not our child what `subprocess.Popen` would tell of it."""

    def __init__(self, pid: int, pipes: Sequence[int]) -> None:
        self.pid = pid
        self.stdin: IO[str] = os.fdopen(pipes[0], "w", 1)
        self.stdout: IO[str] = os.fdopen(pipes[1])
        self.stderr: IO[str] = os.fdopen(pipes[2])
        self._process = os.pidfd_open(pid)

    def __del__(self) -> None:
        os.close(self._process)

    def poll(self) -> int | None:
        """None while it runs. How it ended is not known here, and nobody asks."""
        return 0 if self._has_ended(0) else None

    def wait(self, timeout: float) -> int:
        if not self._has_ended(timeout):
            raise subprocess.TimeoutExpired(str(self.pid), timeout)
        return 0

    def terminate(self) -> None:
        self._send(signal.SIGTERM)

    def kill(self) -> None:
        self._send(signal.SIGKILL)

    def _has_ended(self, seconds: float) -> bool:
        poll = select.poll()
        poll.register(self._process, select.POLLIN)
        return bool(poll.poll(seconds * 1000))

    def _send(self, number: int) -> None:
        if self.poll() is None:
            signal.pidfd_send_signal(self._process, number)


class WarmWorkers:
    """Starts workers: for each state of the layers, from a process that has loaded them."""

    def __init__(self) -> None:
        self._sources: dict[tuple[str, ...], socket.socket] = {}
        self._starting = threading.Lock()

    def popen(
        self, command: Sequence[str], *, cwd: str, env: Mapping[str, str], **_: object
    ) -> Worker:
        """In place of `subprocess.Popen`, for a command of Python and a program."""
        read, write = zip(os.pipe(), os.pipe(), os.pipe(), strict=True)
        theirs, ours = (read[0], *write[1:]), (write[0], *read[1:])
        order = json.dumps({"program": command[1], "cwd": cwd, "env": dict(env)}).encode()
        try:
            with self._starting:
                answer = _ask(self._source(env), order, theirs)
        finally:
            for pipe in theirs:
                os.close(pipe)
        if not answer:
            raise ConnectionError("The process that has loaded the layers has ended.")
        return Worker(int.from_bytes(answer, "big"), ours)

    def _source(self, env: Mapping[str, str]) -> socket.socket:
        layers = [Path(layer) / "python" for layer in env.get(LAYERS, "").split(os.pathsep)]
        wanted = tuple(str(layer.resolve()) for layer in layers if _holds_what_is_loaded(layer))
        if wanted not in self._sources:
            ours, theirs = socket.socketpair()
            with theirs:
                subprocess.Popen(  # noqa: S603 - our own program
                    [sys.executable, "-P", __file__, str(theirs.fileno()), *wanted],
                    stdin=subprocess.DEVNULL,
                    env=dict(env),
                    pass_fds=[theirs.fileno()],
                )
            self._sources[wanted] = ours
        return self._sources[wanted]


def _ask(source: socket.socket, order: bytes, pipes: Sequence[int]) -> bytes:
    socket.send_fds(source, [len(order).to_bytes(LENGTH, "big")], pipes)
    source.sendall(order)
    return source.recv(LENGTH, socket.MSG_WAITALL)


def _holds_what_is_loaded(layer: Path) -> bool:
    return any((layer / name.split(".")[0]).is_dir() for name in LOADED)


def run(orders: socket.socket, layers: Sequence[str]) -> None:
    """Forks off one worker for each order, until nobody is left who could send one."""
    sys.stdout = sys.stderr
    sys.path[:0] = layers
    for name in LOADED:
        importlib.import_module(name)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the system clears away what has ended
    while True:
        head, pipes, *_ = socket.recv_fds(orders, LENGTH, 3)
        if not head:
            return
        order = orders.recv(int.from_bytes(head, "big"), socket.MSG_WAITALL)
        if (pid := os.fork()) == 0:
            orders.close()
            _become(pipes, **json.loads(order))
        for pipe in pipes:
            os.close(pipe)
        orders.sendall(pid.to_bytes(LENGTH, "big"))


def _become(pipes: Sequence[int], *, program: str, cwd: str, env: Mapping[str, str]) -> NoReturn:
    failed = 1
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        for number, pipe in enumerate(pipes):
            os.dup2(pipe, number)
            os.close(pipe)
        os.chdir(cwd)
        os.environ.clear()
        os.environ.update(env)
        sys.stdout = sys.__stdout__
        sys.argv = [program]
        runpy.run_path(program, run_name="__main__")
        failed = 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(failed)


if __name__ == "__main__":
    run(socket.socket(fileno=int(sys.argv[1])), sys.argv[2:])
