"""How long a viewing copy takes, with how little memory, and what passes over the line: films of
100 MB and 1.5 GB, eight minutes long, copied by the function's own code from and to a bucket."""

import json
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from bench.object_server import ROOT, served
from bench.watch.rows import Row
from contest.viewing.copying import PART, WINDOW
from tests.truth.tools import film, run

SIZES = {"100 MB": (100_000_000, "1280x720"), "1.5 GB": (1_500_000_000, "1920x1080")}
SECONDS, LOOP = 480, 20
MEMORY_MB = 150
SLOWEST = 60
"""Seconds. The function may take 900."""
MORE = 1.05
"""So many times its size are read of a film at most."""


def source(folder: Path, size: int, shown: str) -> Path:
    """A loop of noisy pictures at the rate that makes the size, as FFmpeg muxes it."""
    bits = 8 * size // SECONDS - 128_000
    picture = ("-f", "lavfi", "-i", f"testsrc2=s={shown}:r=30,noise=alls=30:allf=t")
    sound = ("-f", "lavfi", "-i", "sine=r=48000")
    coded = ("-c:v", "libx264", "-preset", "ultrafast", "-bf", "2", "-b:v", str(bits))
    rate = ("-maxrate", str(bits), "-bufsize", str(bits), "-g", "60", "-pix_fmt", "yuv420p")
    heard = ("-c:a", "aac", "-b:a", "128k", "-ac", "2")
    loop = film(*picture, *sound, "-t", str(LOOP), *coded, *rate, *heard)
    whole = folder / "whole.mp4"
    looped = ("-stream_loop", str(size // loop.stat().st_size - 1), "-i", loop, "-c", "copy")
    run("ffmpeg", "-v", "error", "-nostdin", *looped, whole)
    return whole


def rows() -> Iterator[Row]:
    for name, (size, shown) in SIZES.items():
        with tempfile.TemporaryDirectory() as folder, served(Path(folder)) as root:
            original = source(Path(folder), size, shown)
            yield from _copied(name, f"{root}/{original.name}", original.stat().st_size)


def _copied(name: str, url: str, size: int) -> Iterator[Row]:
    for counted in ("given", "taken"):
        _counted(url, counted)
    command = [sys.executable, "-m", "bench.watch.one_copy", url, str(size)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True)  # noqa: S603 - ours
    made = json.loads(done.stdout)
    given, taken = (_counted(url, counted) for counted in ("given", "taken"))
    yield Row(f"copy of {name}: size of the original", size / 1e6, "MB")
    yield Row(f"copy of {name}: time", made["seconds"], "s", most=SLOWEST)
    yield Row(f"copy of {name}: processor time", made["processor"], "s")
    yield Row(f"copy of {name}: memory", made["memory"], "MB", most=MEMORY_MB)
    gets = 10 + MORE * size / WINDOW
    yield Row(f"copy of {name}: requests to read", len(given), "GET", most=gets)
    yield Row(f"copy of {name}: read", sum(given) / 1e6, "MB", most=MORE * size / 1e6)
    yield Row(f"copy of {name}: parts written", len(taken), "PUT", most=2 + size / PART)
    yield Row(f"copy of {name}: written", sum(taken) / 1e6, "MB", most=MORE * size / 1e6)


def _counted(url: str, what: str) -> list[int]:
    """Bytes of each request since the last time."""
    with urllib.request.urlopen(f"{url.rpartition('/')[0]}/{what}") as answer:  # noqa: S310 - our own server
        found: list[int] = json.load(answer)
    return found
