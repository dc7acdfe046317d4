"""What renditions cost: the encoding of pieces is measured, the rest is arithmetic by list prices.

Local seconds become seconds of Lambda like this: processor time of one core here is taken for as
much of one vCPU there; a function has as many vCPUs as its memory brings, and keeps them busy,
which x264 and the decoders do with two. `SLOWER` is how many times slower a vCPU is taken to be."""

import heapq
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from bench.object_server import ROOT
from bench.one_probe import RULES
from bench.watch import prices
from bench.watch.rows import Row
from contest.rules.sizes import ViewingLimits
from contest.viewing.copying import PART, WINDOW
from contest.viewing.rendition import SECONDS
from infra.function_specs import ENCODE_PIECE, JOIN_PIECES, MAKE_COPY
from laurel.rules_file import load_rules
from tests.truth.tools import film

LIMIT, SHIPPED = ViewingLimits().megabits, load_rules(RULES).viewing.megabits
LIMITS = (LIMIT, 6, SHIPPED)
"""Rates of renditions. The first is the rules' limit by default: grain needs it, calm pictures do
not. The last is that of the contest that Laurel ships with: whatever is shown, a third holds."""
SLOWER = 1.0
EIGHT_MINUTES, WORKERS = 480, (1, 4, 16)
WORKS, REVIEWS, MINUTES, MONTHS = 10_000, 5, 4, 1
"""A judge watches a work once, from beginning to end. Copies are kept for so many months."""
MOST_SHARE = 1 / 3
COPIED_MB_SECOND = 50
"""`copies` measures it."""
PICTURE = ("-f", "lavfi", "-i", "mandelbrot=s=960x540:r=30")
TONE = ("-f", "lavfi", "-i", "sine=r=48000")
GRAIN = "noise=alls=5:allf=t"
X264 = ("-c:v", "libx264", "-preset", "ultrafast", "-b:v", "20M", "-g", "60", "-bf", "2")
X265 = ("-c:v", "libx265", "-preset", "ultrafast", "-b:v", "40M")
TEN_BITS = ("-x265-params", "log-level=error:keyint=60", "-pix_fmt", "yuv420p10le")


class Source(NamedTuple):
    name: str
    share: float
    megabits: float
    of: str
    """Which measured piece is like its pieces, if it needs a rendition."""


MIX = (
    Source("1080p, exported for the web", 0.30, 16, "1080p H.264"),
    Source("4K, exported for the web", 0.25, 40, "4K HEVC"),
    Source("4K HEVC of a phone", 0.20, 23, "4K HEVC"),
    Source("1080p H.264 of a phone", 0.15, 17, "1080p H.264"),
    Source("1080p H.264 at 8 Mbit/s", 0.10, 8, "1080p H.264"),
)
"""An assumption. The rates are those of Premiere's presets (16 and 40 Mbit/s) and of an iPhone's
settings (170 MB a minute for 4K HEVC, 130 MB for 1080p H.264)."""


class Measured(NamedTuple):
    encoding: float
    """Processor seconds of one piece."""
    joining: float
    """Those of the join, for as long a film."""
    megabits: float
    memory: float

    @property
    def piece_seconds(self) -> float:
        """In Lambda."""
        return SLOWER * self.encoding * prices.VCPU_MB / ENCODE_PIECE.memory

    def minute(self) -> float:
        """Dollars for a minute of film: its pieces and its share of the join."""
        pieces = 60 / SECONDS
        joining = SLOWER * self.joining * prices.VCPU_MB / min(JOIN_PIECES.memory, prices.VCPU_MB)
        one = prices.computed(self.piece_seconds, memory=ENCODE_PIECE.memory)
        join = prices.computed(joining, memory=JOIN_PIECES.memory, disk=JOIN_PIECES.disk)
        return pieces * (one + join)


def original(size: str, *coded: str) -> Path:
    """One piece long."""
    shown = f"scale={size.replace('x', ':')},{GRAIN}"
    heard = ("-c:a", "aac", "-ac", "2")
    loop = film(*PICTURE, *TONE, "-t", str(SECONDS // 2), "-vf", shown, *coded, *heard)
    tag = "hvc1" if X265[1] in coded else "avc1"
    return film("-stream_loop", "1", "-i", loop, "-c", "copy", "-tag:v", tag)


def measured(path: Path) -> Measured:
    command = [sys.executable, "-m", "bench.watch.one_piece", str(path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True)  # noqa: S603 - ours
    told = json.loads(done.stdout)
    megabits = 8 * told["size"] / told["seconds"] / 1e6
    return Measured(told["encoding"], told["joining"], megabits, told["memory"])


def wall(pieces: list[float], workers: int) -> float:
    """Until the last of the pieces is encoded: whoever is free takes the next."""
    free = [0.0] * workers
    for piece in pieces:
        heapq.heappush(free, heapq.heappop(free) + piece)
    return max(free)


def rows() -> Iterator[Row]:
    films = {
        "1080p H.264": original("1920x1080", *X264, "-pix_fmt", "yuv420p"),
        "4K HEVC": original("3840x2160", *X265, *TEN_BITS),
    }
    found = {name: measured(path) for name, path in films.items()}
    for name, one in found.items():
        yield from _of_film(name, one)
    yield from _of_contest(found)


def _of_film(name: str, one: Measured) -> Iterator[Row]:
    yield Row(f"{name}: processor time of a piece of {SECONDS} s", one.encoding, "s")
    yield Row(f"{name}: the piece in Lambda", one.piece_seconds, "s", most=ENCODE_PIECE.seconds)
    yield Row(f"{name}: memory", one.memory, "MB", most=ENCODE_PIECE.memory)
    yield Row(f"{name}: bit rate of the rendition", one.megabits, "Mbit/s", most=LIMIT * 1.05)
    pieces = [one.piece_seconds] * (EIGHT_MINUTES // SECONDS)
    for workers in WORKERS:
        of = f"{name}: eight minutes of film, {workers} at a time"
        yield Row(of, wall(pieces, workers), "s")
    minute = prices.MEDIACONVERT_MINUTE[30]
    yield Row(f"{name}: a minute of film", one.minute(), "$", peers={"MediaConvert": minute})


class Bill(NamedTuple):
    traffic: float
    encoding: float
    copying: float
    keeping: float
    """For `MONTHS`: copies and renditions. The originals are kept in any case."""

    @property
    def whole(self) -> float:
        return sum(self)


def size_of(megabits: float) -> float:
    return megabits * 1e6 / 8 * 60 * MINUTES


def bill(found: dict[str, Measured], megabits: float) -> Bill:
    """`megabits`: the rate of renditions."""
    served = encoding = copied = kept = 0.0
    for source in MIX:
        works = WORKS * source.share
        copied += works * size_of(source.megabits)
        rate = source.megabits
        if source.megabits > megabits:
            rate = megabits
            encoding += works * MINUTES * found[source.of].minute()
            encoding += works * MINUTES * 60 / SECONDS * 2 * prices.TRANSITION
            kept += works * size_of(rate)
        served += works * REVIEWS * size_of(rate)
    seconds = copied / 1e6 / COPIED_MB_SECOND
    calls = copied * (prices.S3_PUT / PART + prices.S3_GET / WINDOW) + WORKS * 4 * prices.TRANSITION
    copying = prices.computed(seconds, memory=MAKE_COPY.memory) + calls
    keeping = (copied + kept) / prices.GB * prices.S3_GB_MONTH * MONTHS
    return Bill(prices.traffic(served), encoding, copying, keeping)


def _of_contest(found: dict[str, Measured]) -> Iterator[Row]:
    of = f"{WORKS:,} works, {REVIEWS} reviews"
    views = sum(WORKS * REVIEWS * one.share * size_of(one.megabits) for one in MIX)
    originals = prices.traffic(views)
    mean = sum(one.share * one.megabits for one in MIX)
    yield Row(f"{of}: mean bit rate of originals", mean, "Mbit/s")
    yield Row(f"{of}: serving originals", originals, "$")
    for megabits in (LIMIT, SHIPPED):
        for name, value in bill(found, megabits)._asdict().items():
            yield Row(f"{of}: {name}, renditions of {megabits} Mbit/s", value, "$")
    minutes = sum(WORKS * one.share * MINUTES for one in MIX if one.megabits > LIMIT)
    converted = minutes * prices.MEDIACONVERT_MINUTE[30]
    yield Row(f"{of}: encoding by MediaConvert instead", converted, "$")
    for megabits in LIMITS:
        share = bill(found, megabits).whole / originals
        most = MOST_SHARE if megabits == SHIPPED else None
        yield Row(f"{of}: share, renditions of {megabits} Mbit/s", share, "", most=most)
    yield Row(f"{of}: a third, renditions of", _of_a_third(found, originals), "Mbit/s")


def _of_a_third(found: dict[str, Measured], originals: float) -> float:
    """The highest rate of renditions, in steps of a tenth, at which a third is not passed."""
    rates = (tenths / 10 for tenths in range(1, 10 * LIMIT + 1))
    return max((r for r in rates if bill(found, r).whole <= MOST_SHARE * originals), default=0)
