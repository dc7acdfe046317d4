"""Debian's ffmpeg and ffprobe: makes films, and reads them independently of Laurel."""

import hashlib
import os
import shutil
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "build" / "truth"
INSTALLED = bool(shutil.which("ffmpeg") and shutil.which("ffprobe"))


def run(program: str, *arguments: str | Path) -> bytes:
    """What it prints. Fails, with what the program says, if the program does."""
    command = [shutil.which(program) or program, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - found above
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stderr.decode(errors='replace')}"
    return done.stdout


@cache
def _versions() -> str:
    """A new ffmpeg makes its films anew."""
    return run("ffmpeg", "-version").decode().splitlines()[0]


def film(*arguments: str | Path) -> Path:
    """The mp4 that ffmpeg makes of its arguments. It is made once, and kept."""
    told = "\0".join([_versions(), *map(str, arguments)])
    quiet = ("-v", "error", "-nostdin", "-y")
    return kept(told, lambda path: run("ffmpeg", *quiet, *arguments, path))


def kept(told: str, make: Callable[[Path], object]) -> Path:
    path = FOLDER / f"{hashlib.sha256(told.encode()).hexdigest()[:20]}.mp4"
    return path if path.exists() else whole(path, make)


def whole(path: Path, make: Callable[[Path], object]) -> Path:
    """The file, which other processes that make it at the same time see whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{path.stem}.{os.getpid()}.part{path.suffix}")
    make(unfinished)
    unfinished.replace(path)
    return path


def decodes_cleanly(path: Path) -> str:
    """What ffmpeg complains of when it decodes the whole file; empty if it is valid."""
    command = [shutil.which("ffmpeg") or "ffmpeg", "-v", "error", "-xerror", "-nostdin"]
    streams = ("-map", "0:v:0", "-map", "0:a?")
    done = subprocess.run(  # noqa: S603 - found above
        [*command, "-i", str(path), *streams, "-f", "null", "-"], capture_output=True, check=False
    )
    said = done.stderr.decode(errors="replace").strip()
    return said or (f"exit code {done.returncode}" if done.returncode else "")
