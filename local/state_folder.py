"""The folder that holds the local cloud's state: its layout, its version, and the lock of its
user."""

import fcntl
import importlib.metadata
import json
import os
import shutil
import time
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from local.error import LocalCloudError

LAYOUT_VERSION = 1
SECONDS_TO_WAIT = 30


@dataclass(frozen=True)
class StateFolder:
    root: Path

    @property
    def services(self) -> Path:
        """Ministack's state, one JSON file for each service."""
        return self.root / "services"

    @property
    def objects(self) -> Path:
        return self.root / "objects"

    @property
    def scratch(self) -> Path:
        """Unpacked functions, a copy for each process that runs one."""
        return self.root / "scratch"

    @property
    def saved(self) -> Path:
        """Holds the time of the last save. Absent until there is a complete deployment to save."""
        return self.root / "saved"

    @property
    def running(self) -> Path:
        """Exists while an emulator uses the folder, and after one that did not stop cleanly."""
        return self.root / "running"

    @property
    def deployment(self) -> Path:
        return self.root / "deployment.json"

    @property
    def stamp(self) -> Path:
        return self.root / "stamp.json"

    @property
    def lock(self) -> Path:
        return self.root / "lock"

    @property
    def emulator_log(self) -> Path:
        return self.root / "emulator.log"

    @property
    def deploy_log(self) -> Path:
        return self.root / "deploy.log"

    @property
    def assembly(self) -> Path:
        """The CDK's own copy of everything that it deploys. It is made anew each time."""
        return self.root / "cdk.out"

    def tidy(self) -> None:
        """Removes what is of no use after a stop: several hundred MB."""
        for folder in (self.scratch, self.assembly):
            shutil.rmtree(folder, ignore_errors=True)

    def claim(self, port: int) -> IO[str]:
        """Returns the open lock: the folder is ours as long as this file is open somewhere.

        Raises LocalCloudError if somebody else has it, or if we cannot write there.
        """
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            lock = self.lock.open("a+")
        except (FileExistsError, NotADirectoryError):
            raise LocalCloudError(
                f"{self.root} 应是文件夹，却是一个文件：请移走它。",
                f"{self.root} should be a folder but is a file: move it away.",
            ) from None
        except OSError as problem:
            raise LocalCloudError(
                f"无法写入状态文件夹 {self.root}（{problem.strerror}）。",
                f"The state folder {self.root} cannot be written ({problem.strerror}).",
            ) from None
        self._wait_for(lock)
        lock.truncate(0)
        lock.write(json.dumps({"process": os.getpid(), "port": port}))
        lock.flush()
        return lock

    def _wait_for(self, lock: IO[str]) -> None:
        """Waits for an emulator that outlives its Laurel for a moment to save its state."""
        last_try = time.monotonic() + SECONDS_TO_WAIT
        while True:
            try:
                return fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                lock.seek(0)
                owner = json.loads(lock.read() or "{}")
            if _lives(owner.get("process")) or time.monotonic() > last_try:
                lock.close()
                raise _taken(owner)
            time.sleep(0.1)

    def prepare(self) -> str | None:
        """Prepares the folder for a start. Returns a sentence for the user, if there is one.

        A start that never reached a complete deployment is forgotten. Raises LocalCloudError if the
        folder holds files of another program or version, or files that cannot be read.
        """
        self._check_stamp()
        unclean = self.running.exists()
        notice = None
        if not self.saved.exists():
            self._forget()
        else:
            self._check_services()
            notice = self._unclean_notice() if unclean else None
        self.stamp.write_text(json.dumps(_own_stamp()))
        self.tidy()
        for folder in (self.services, self.objects, self.scratch):
            folder.mkdir(exist_ok=True)
        return notice

    def _check_stamp(self) -> None:
        others = {path.name for path in self.root.iterdir()} - {self.lock.name}
        if not others:
            return
        if not self.stamp.exists():
            raise LocalCloudError(
                f"{self.root} 里有不属于 Laurel 的内容（{min(others)}）：请移走。",
                f"{self.root} holds what is not Laurel's ({min(others)}): move it away.",
            )
        found, own = _read_json(self.stamp), _own_stamp()
        if found != own:
            raise LocalCloudError(
                f"{self.root} 是另一版本留下的（{found}，现为 {own}）：请运行 make clean。",
                f"{self.root} was left by another version ({found}, now {own}): run make clean.",
            )

    def _check_services(self) -> None:
        for path in sorted(self.services.glob("*.json")):
            _read_json(path)

    def _forget(self) -> None:
        for folder in (self.services, self.objects):
            shutil.rmtree(folder, ignore_errors=True)
        self.deployment.unlink(missing_ok=True)

    def _unclean_notice(self) -> str:
        when = self.saved.read_text().strip()
        return (
            f"上次没有正常停止：从 {when} 保存的状态继续。\n"
            f"The last run did not stop in order: going on from what was saved at {when}."
        )


def _lives(process: int | None) -> bool:
    if process is None:
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


def _taken(owner: dict[str, int]) -> LocalCloudError:
    process, address = owner.get("process"), f"http://127.0.0.1:{owner.get('port')}"
    return LocalCloudError(
        f"Laurel 已在运行（进程 {process}，{address}）：请先在它的终端按 Ctrl-C。",
        f"Laurel is already running (process {process}, {address}): "
        "press Ctrl-C in its terminal first.",
    )


def _own_stamp() -> dict[str, str]:
    return {"layout": str(LAYOUT_VERSION), "ministack": importlib.metadata.version("ministack")}


def _read_json(path: Path) -> object:
    try:
        return json.loads(path.read_bytes())
    except (OSError, ValueError):
        raise LocalCloudError(
            f"状态文件 {path} 已损坏：请运行 make clean，从头开始。",
            f"The state file {path} is broken: run make clean to start afresh.",
        ) from None
