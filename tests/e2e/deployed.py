"""A local cloud on which the true template stands."""

import shutil
import socket
from pathlib import Path

from local.deploy import deploy
from local.emulator import Emulator
from tests.kept import keep

NOT_COPIED = ("cdk.out", "lock", "running", "scratch")


def copy_to(state: Path) -> None:
    """Fills a state folder."""
    shutil.copytree(keep("cloud", _make), state)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _make(state: Path) -> None:
    with Emulator(state, port=free_port()) as emulator:
        deploy(emulator)
    for name in NOT_COPIED:
        left = state / name
        shutil.rmtree(left) if left.is_dir() else left.unlink(missing_ok=True)


if __name__ == "__main__":
    keep("cloud", _make)
