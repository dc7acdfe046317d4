"""Starts and stops the local cloud: one ministack, on this machine only, with IAM enforced."""

import contextlib
import http.client
import importlib.util
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import IO, Self

import boto3

from local import access
from local.error import LocalCloudError
from local.state_folder import StateFolder

__all__ = ["DEFAULT_PORT", "DEFAULT_STATE", "Emulator", "LocalCloudError", "port_from"]

DEFAULT_PORT = 4566
REPOSITORY = Path(__file__).resolve().parent.parent
DEFAULT_STATE = REPOSITORY / ".state"
SECONDS_TO_START = 60
SECONDS_TO_STOP = 30


def port_from(environment: dict[str, str] | os._Environ[str]) -> int:
    """The port that LAUREL_PORT names, or the default."""
    asked = environment.get("LAUREL_PORT") or str(DEFAULT_PORT)
    if asked.isascii() and asked.isdecimal() and 1024 <= int(asked) <= 65535:
        return int(asked)
    raise LocalCloudError(
        f"LAUREL_PORT 应是 1024 到 65535 之间的数，而不是“{asked}”。",
        f"LAUREL_PORT should be a number from 1024 to 65535, not “{asked}”.",
    )


class Emulator:
    """Runs the emulator. Use it as a context manager: leaving it stops the cloud and saves its
    state.

    The emulator runs in its own session, so that Ctrl-C reaches us first. If we are killed, it
    saves its state and ends by itself. `notice` is a sentence for the user if the last stop was not
    clean.
    """

    def __init__(self, state: Path = DEFAULT_STATE, *, port: int = DEFAULT_PORT) -> None:
        self.folder = StateFolder(state.resolve())
        self.port = port
        self.notice: str | None = None
        self._lock: IO[str] | None = None
        self._process: subprocess.Popen[str] | None = None

    @property
    def endpoint(self) -> str:
        return access.endpoint(self.port)

    @property
    def session(self) -> boto3.Session:
        return access.session(self.port)

    @property
    def environment(self) -> dict[str, str]:
        """Environment variables for programs that use this cloud."""
        return access.environment(self.port)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if isinstance(error, Exception):
                self.check()  # if the cloud has died, that explains the failure
        finally:
            self.stop()

    def start(self) -> None:
        if importlib.util.find_spec("ministack") is None:
            raise LocalCloudError(
                "这个 Python 环境里没有 ministack：请用 make run 启动。",
                "This Python environment has no ministack: start with make run.",
            )
        self._lock = self.folder.claim(self.port)
        try:
            self.notice = self.folder.prepare()
            _refuse_taken(self.port)
            self._process = self._spawn(self._lock)
            self._wait_until_healthy(self._process)
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Save the state and end. It may be called twice. If saving fails, the last saved state
        remains."""
        process, self._process = self._process, None
        if process is not None:
            _end(process)
            self.folder.tidy()
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def save(self) -> None:
        """Save the state now, then every few seconds and at the end."""
        self._order("save")

    def hold(self) -> None:
        """Save once more, then nothing until `save`: what follows is worth keeping only when
        complete."""
        self._order("hold")

    def check(self) -> None:
        """Raises LocalCloudError if the emulator has died."""
        if self._process is None or self._process.poll() is not None:
            raise LocalCloudError(
                f"本地云意外停止了：原因见 {self.folder.emulator_log} 的末尾。",
                f"The local cloud has died: see the end of {self.folder.emulator_log}.",
            )

    def _order(self, order: str) -> None:
        self.check()
        process = self._process
        if process is None or process.stdin is None or process.stdout is None:
            return
        answer = ""
        with contextlib.suppress(OSError):
            process.stdin.write(f"{order}\n")
            process.stdin.flush()
            answer = process.stdout.readline()
        if answer != "done\n":
            self.check()
            raise LocalCloudError(
                f"本地云的状态未能保存：原因见 {self.folder.emulator_log} 的末尾。",
                f"The local cloud could not be saved: see the end of {self.folder.emulator_log}.",
            )

    def _spawn(self, lock: IO[str]) -> subprocess.Popen[str]:
        with self.folder.emulator_log.open("w") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "local.emulator_process"],
                cwd=REPOSITORY,
                env=self._settings(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                start_new_session=True,
                # The folder stays locked until the emulator has ended too.
                pass_fds=(lock.fileno(),),
            )

    def _settings(self) -> dict[str, str]:
        own = ("PATH", "HOME", "LANG", "LC_ALL", "LC_CTYPE")
        passed = {name: os.environ[name] for name in own if name in os.environ}
        settings = access.environment(self.port, base=passed)
        # Ministack gives functions their endpoint; this process needs none.
        del settings["AWS_ENDPOINT_URL"], settings["AWS_ENDPOINT_URL_S3"]
        return settings | {
            "AUTH": "true",
            "BIND_HOST": "127.0.0.1",
            "GATEWAY_PORT": str(self.port),
            "PERSIST_STATE": "1",
            "S3_PERSIST": "1",
            "STATE_DIR": str(self.folder.services),
            "S3_DATA_DIR": str(self.folder.objects),
            "TMPDIR": str(self.folder.scratch),
            "LAMBDA_EXECUTOR": "local",
            # No Docker, and no listeners of services that we do not use.
            "DOCKER_HOST": f"unix://{self.folder.scratch}/no-docker",
            "IOT_MTLS_ENABLED": "0",
            "SFTP_ENABLED": "0",
        }

    def _wait_until_healthy(self, process: subprocess.Popen[str]) -> None:
        last = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < last and process.poll() is None:
            if _is_healthy(self.port):
                return
            time.sleep(0.1)
        raise LocalCloudError(
            f"本地云未能启动：原因见 {self.folder.emulator_log} 的末尾。",
            f"The local cloud did not start: see the end of {self.folder.emulator_log}.",
        )


def _end(process: subprocess.Popen[str]) -> None:
    try:
        process.communicate(timeout=SECONDS_TO_STOP)  # end of input: it saves and ends
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)  # functions that outlived it


def _refuse_taken(port: int) -> None:
    another = f"LAUREL_PORT={port + 1} make run"
    with socket.socket() as visitor, socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            # Some systems allow a bind beside a program that listens on all addresses.
            free = visitor.connect_ex(("127.0.0.1", port)) != 0
            probe.bind(("127.0.0.1", port))
        except OSError:
            free = False
    if not free:
        raise LocalCloudError(
            f"端口 {port} 已被占用：请停掉占用它的程序，或另选端口：{another}。",
            f"Port {port} is in use: stop the program that has it, or take another: {another}.",
        )


def _is_healthy(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", "/_ministack/health")
        return connection.getresponse().status == http.HTTPStatus.OK
    except OSError:
        return False
    finally:
        connection.close()
