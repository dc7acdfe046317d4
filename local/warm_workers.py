"""A process that has loaded what all functions load, and forks off a worker for each function that
starts: half a second of processor time less than loading it anew. The worker runs the program that
ministack wrote for it, with its own environment, folder and pipes.

Run as a program, this file is that process. It loads nothing of ours but the layers.
"""

import contextlib
import gc
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
from typing import IO, Any, NoReturn

LOADED = (
    "aws_lambda_powertools.event_handler",
    "boto3.session",
    "botocore.handlers",
    "contest.rules.contest",
    "contest_aws.http.api",
    "contest_aws.http.tokens",
    "contest_aws.services.award.objections",
    "contest_aws.services.upkeep.calendar",
    "contest_aws.services.upkeep.erasure",
    "contest_aws.settings",
    "contest_aws.store.dynamodb",
    "contest_aws.workflow.consumer",
    "contest_aws.workflow.executions",
)
"""What most functions import, themselves or through others. It reads none of their settings.
Each layer that all functions have is named, so that nothing is loaded from elsewhere."""

CLIENTS = ("dynamodb", "s3", "sqs", "stepfunctions")
"""Services that most functions call. What boto3 reads of them, it reads once for all workers."""

LAYERS = "_LAMBDA_LAYERS_DIRS"
LENGTH = 8


def can_fork() -> bool:
    """Whether the system names a process for good, as Linux does since 5.3 and macOS does not."""
    try:
        os.close(os.pidfd_open(os.getpid()))
    except (AttributeError, OSError):
        return False
    return True


class Worker:
    """Tells of a process that is not our child what `subprocess.Popen` would tell of it."""

    def __init__(self, pid: int, process: int, pipes: Sequence[int]) -> None:
        """`process`: a descriptor that names it for good, even after it has ended."""
        self.pid, self._process = pid, process
        self.stdin: IO[str] = os.fdopen(pipes[0], "w", 1)
        self.stdout: IO[str] = os.fdopen(pipes[1])
        self.stderr: IO[str] = os.fdopen(pipes[2])

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


class Source:
    """A process that has loaded the layers. It ends when nobody is left who could ask it."""

    def __init__(
        self, layers: Sequence[str], loaded: Sequence[str], env: Mapping[str, str]
    ) -> None:
        self._orders, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - our own program
                [
                    *(sys.executable, "-P", __file__, str(theirs.fileno())),
                    *(os.pathsep.join(layers), *loaded),
                ],
                stdin=subprocess.DEVNULL,
                env=dict(env),
                pass_fds=[theirs.fileno()],
            )

    def fork(self, order: bytes, pipes: Sequence[int]) -> tuple[int, int]:
        """The id of the new process, and a descriptor of it."""
        socket.send_fds(self._orders, [len(order).to_bytes(LENGTH, "big")], pipes)
        self._orders.sendall(order)
        answer, processes, *_ = socket.recv_fds(self._orders, LENGTH, 1)
        if not answer:
            raise ConnectionError("The process that has loaded the layers has ended.")
        return int.from_bytes(answer, "big"), processes[0]

    def close(self) -> None:
        self._orders.close()
        self._process.wait()


class WarmWorkers:
    """Starts workers: for each state of the layers, from a process that has loaded them."""

    def __init__(self, loaded: Sequence[str] = LOADED) -> None:
        self._loaded = loaded
        self._sources: dict[tuple[str, ...], Source] = {}
        self._starting = threading.Lock()

    def popen(
        self, command: Sequence[str], *, cwd: str, env: Mapping[str, str], **_: object
    ) -> Worker:
        """In place of `subprocess.Popen`, for a command of Python and a program."""
        order = json.dumps({"program": command[1], "cwd": cwd, "env": dict(env)}).encode()
        read, write = zip(os.pipe(), os.pipe(), os.pipe(), strict=True)
        theirs, ours = (read[0], *write[1:]), (write[0], *read[1:])
        try:
            pid, process = self._fork(order, theirs, env)
        except ConnectionError:
            _close(ours)
            raise
        finally:
            _close(theirs)
        return Worker(pid, process, ours)

    def close(self) -> None:
        """Workers that run go on."""
        for source in self._sources.values():
            source.close()

    def _fork(self, order: bytes, pipes: Sequence[int], env: Mapping[str, str]) -> tuple[int, int]:
        layers = layers_of(env, self._loaded)
        with self._starting:
            if layers not in self._sources:
                self._sources[layers] = Source(layers, self._loaded, env)
            try:
                return self._sources[layers].fork(order, pipes)
            except ConnectionError:
                self._sources.pop(layers).close()  # the next worker has a new one
                raise


def layers_of(env: Mapping[str, str], loaded: Sequence[str]) -> tuple[str, ...]:
    """The folders that hold what is loaded, wherever links to them lie."""
    folders = [Path(layer) / "python" for layer in env.get(LAYERS, "").split(os.pathsep)]
    names = {name.split(".")[0] for name in loaded}
    return tuple(
        str(folder.resolve())
        for folder in folders
        if any((folder / name).is_dir() for name in names)
    )


def _close(pipes: Sequence[int]) -> None:
    for pipe in pipes:
        os.close(pipe)


def run(orders: socket.socket, layers: Sequence[str], loaded: Sequence[str]) -> None:
    """Forks off one worker for each order, until nobody is left who could send one."""
    sys.stdout = sys.stderr
    sys.path[:0] = layers
    for name in loaded:
        importlib.import_module(name)
    if boto3 := sys.modules.get("boto3"):
        _know_services(boto3)
    gc.freeze()  # workers need not look for garbage in what is loaded
    while True:
        head, pipes, *_ = socket.recv_fds(orders, LENGTH, 3)
        if not head:
            return
        order = orders.recv(int.from_bytes(head, "big"), socket.MSG_WAITALL)
        _clear_away()
        if (pid := os.fork()) == 0:
            orders.close()
            _become(pipes, **json.loads(order))
        process = os.pidfd_open(pid)  # there, even if it has ended: nobody has cleared it away yet
        socket.send_fds(orders, [pid.to_bytes(LENGTH, "big")], [process])
        _close((*pipes, process))


def _know_services(boto3: Any) -> None:  # noqa: ANN401 - a module, loaded where functions use it
    """The session that workers inherit has no keys: each finds its own, in its environment."""
    keys = dict.fromkeys(("aws_access_key_id", "aws_secret_access_key"), "nobody")
    for service in CLIENTS:
        boto3.client(service, region_name="us-east-1", **keys)


def _clear_away() -> None:
    """All children that have ended."""
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG) != (0, 0):
            pass


def _become(pipes: Sequence[int], *, program: str, cwd: str, env: Mapping[str, str]) -> NoReturn:
    failed = 1
    try:
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
    run(socket.socket(fileno=int(sys.argv[1])), sys.argv[2].split(os.pathsep), sys.argv[3:])
