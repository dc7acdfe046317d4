"""Films that several tests use: whoever asks first makes one, and the others wait for it. A file
that is written while another process uploads it would be two files in one upload."""

import fcntl
from collections.abc import Callable
from pathlib import Path

from local.sample_videos import SAMPLES


def made_once(name: str, make: Callable[[Path], None]) -> Path:
    target = SAMPLES / name
    SAMPLES.mkdir(parents=True, exist_ok=True)
    with (SAMPLES / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not target.exists():
            unfinished = target.with_suffix(".unfinished")
            make(unfinished)
            unfinished.rename(target)
    return target
