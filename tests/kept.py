"""What takes long to make and follows from the sources alone: made once, for all processes that run
tests and for all runs, until a source changes."""

import fcntl
import hashlib
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

from local.deploy import fingerprint
from local.emulator import REPOSITORY

KEPT = REPOSITORY / "build" / "kept"
MAKERS = ("local/*.py", "tests/kept.py", "tests/infra/conftest.py", "tests/e2e/deployed.py")


def keep(name: str, make: Callable[[Path], None]) -> Path:
    """The file or folder of this name. Whoever asks first makes it, and the others wait for it."""
    folder = KEPT / _fingerprint()
    folder.mkdir(parents=True, exist_ok=True)
    with (KEPT / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        made, unfinished = folder / name, folder / f"{name}.part"
        if not made.exists():
            _forget_others(folder)
            if unfinished.is_dir():
                shutil.rmtree(unfinished)
            make(unfinished)
            unfinished.rename(made)
    return made


@cache
def _fingerprint() -> str:
    """Of what is deployed and of what deploys it."""
    digest = hashlib.sha256(fingerprint(REPOSITORY).encode())
    for pattern in MAKERS:
        for file in sorted(REPOSITORY.glob(pattern)):
            digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def _forget_others(folder: Path) -> None:
    for other in KEPT.iterdir():
        if other.is_dir() and other != folder:
            shutil.rmtree(other, ignore_errors=True)
