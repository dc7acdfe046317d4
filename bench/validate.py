"""`make bench-validate`: what it takes to judge an upload, beside what people use instead.

Sparse files of eight minutes, over HTTP with 30 ms to the first byte, all in one run. Two requests
describe a plain file. Those for key frames' first bytes are counted apart: they run at once and
cost one more latency, for which the budget of time has no room of its own."""

import json
import shutil
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.encoded import four_sounds, movie_first, without_index
from bench.object_server import served
from bench.sparse import Layout, make
from contest.validate.mp4.fragments.spans import AHEAD
from contest.validate.mp4.fragments.walk import MOST_WALKED, WALKED_BYTES
from contest.validate.mp4.key_frames import HEAD, PROBES
from tests.corpus.hostile import HOSTILE
from tests.corpus.inspected import inspected

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "bench" / "results" / "validate.json"
SIZES = {"100 MB": 100 * 10**6, "1.5 GB": 1500 * 10**6, "5 GB": 5 * 10**9}
LAYOUTS: tuple[Layout, ...] = ("moov first", "moov last", "fragmented")
DOWNLOADED = ("100 MB", "1.5 GB")
FIRST_BYTES_MS, OWN_MS = 30, 60
MEMORY_MB = 70
TIMES = 5
"""Ours; its peers, who take seconds, once."""
ENCODED: dict[str, tuple[Layout, Callable[[], bytes]]] = {
    "480 s from x264, 60 fps": ("moov first", movie_first),
    "480 s from x264, 60 fps, 4 sounds": ("moov last", four_sounds),
}
"""With B-frames and edit lists, as the encoder and FFmpeg's muxer write them by default."""
HOSTILE_BYTES, HOSTILE_MS = 1_500_000, 100
REQUESTS = {"moov first": 2, "moov last": 2, "fragmented": 4}
TAIL = 32 * 1024


@dataclass(frozen=True)
class Probe:
    requests: int
    bytes: int
    samples: int
    """Requests for key frames among them, which are counted apart."""
    ms: float
    first_ms: float
    """Of the first file that a new process looks at."""
    memory: float
    found: str


def probe(way: str, root: str, name: str, size: int, *, times: int = 1) -> Probe:
    """The middle one, by time, of so many."""
    found = [_probe(way, f"{root}/{name}", size) for _ in range(times)]
    return sorted(found, key=lambda one: one.ms)[times // 2]


def _probe(way: str, url: str, size: int) -> Probe:
    given_at = url.rpartition("/")[0] + "/given"
    urllib.request.urlopen(given_at).read()  # noqa: S310 - our own server
    command = [sys.executable, "-m", "bench.one_probe", way, url, str(size)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True)  # noqa: S603
    answer = json.loads(done.stdout)
    given: list[int] = json.loads(urllib.request.urlopen(given_at).read())  # noqa: S310 - the same
    samples = [n for n in given if way == "ours" and (n <= HEAD or n == AHEAD)]
    return Probe(
        len(given) - len(samples),
        sum(given) - sum(samples),
        len(samples),
        answer["seconds"] * 1000,
        answer["first"] * 1000,
        answer["memory"],
        answer["found"],
    )


def row(
    name: str, value: float, unit: str, budget: float | None, peers: dict[str, float]
) -> dict[str, Any]:
    holds = None if budget is None else value <= budget
    return {
        "name": name,
        "value": round(value, 1),
        "unit": unit,
        "budget": budget,
        "holds": holds,
        "peers": {peer: round(number, 1) for peer, number in peers.items()},
    }


def rows_of(
    label: str, layout: Layout, moov: int, mine: Probe, peers: dict[str, Probe]
) -> list[dict[str, Any]]:
    verdict = json.loads(mine.found)
    if verdict["refusals"]:
        raise SystemExit(f"{label}: {verdict['refusals']}")
    most = moov + 64 * 1024 + (TAIL if layout == "fragmented" else 0)
    latency = (3 if layout == "fragmented" else 2) * FIRST_BYTES_MS + OWN_MS

    def of(field: str) -> dict[str, float]:
        return {name: getattr(one, field) for name, one in peers.items()}

    return [
        row(f"{label}: requests", mine.requests, "GET", REQUESTS[layout], of("requests")),
        row(
            f"{label}: bytes",
            mine.bytes / 1000,
            "kB",
            most / 1000,
            {name: one.bytes / 1000 for name, one in peers.items()},
        ),
        row(f"{label}: key frames", mine.samples, "GET at once", PROBES, {}),
        row(f"{label}: time", mine.ms, "ms", latency, of("ms")),
        row(f"{label}: time of a new process", mine.first_ms, "ms", None, {}),
        row(f"{label}: memory", mine.memory, "MB", MEMORY_MB, of("memory")),
    ]


def measured(folder: Path, root: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for size_name, size in SIZES.items():
        for layout in LAYOUTS:
            name = f"{size}-{layout.replace(' ', '-')}.mp4"
            moov = make(folder / name, size=size, layout=layout)
            actual = (folder / name).stat().st_size
            peers = {"MediaInfo by URL": probe("mediainfo", root, name, actual)}
            if shutil.which("ffprobe"):
                peers["ffprobe"] = probe("ffprobe", root, name, actual)
            if size_name in DOWNLOADED:
                peers["download"] = probe("download", root, name, actual)
            mine = probe("ours", root, name, actual, times=TIMES)
            rows += rows_of(f"{size_name}, {layout}", layout, moov, mine, peers)
            (folder / name).unlink()
    for label, (layout, film) in ENCODED.items():
        rows += encoded_rows(folder, root, label, layout, film())
    return rows + unindexed_rows(folder, root) + hostile_rows()


def encoded_rows(
    folder: Path, root: str, label: str, layout: Layout, film: bytes
) -> list[dict[str, Any]]:
    (folder / "encoded.mp4").write_bytes(film)
    at = film.rindex(b"moov") - 4
    moov = int.from_bytes(film[at : at + 4], "big")
    peers = {"MediaInfo by URL": probe("mediainfo", root, "encoded.mp4", len(film))}
    mine = probe("ours", root, "encoded.mp4", len(film), times=TIMES)
    return rows_of(label, layout, moov, mine, peers)


def unindexed_rows(folder: Path, root: str) -> list[dict[str, Any]]:
    """Each fragment has to be looked at, one after the other."""
    film = without_index()
    (folder / "unindexed.mp4").write_bytes(film)
    peers = {"MediaInfo by URL": probe("mediainfo", root, "unindexed.mp4", len(film))}
    mine = probe("ours", root, "unindexed.mp4", len(film))
    if json.loads(mine.found)["refusals"]:
        raise SystemExit(f"without an index: {mine.found}")
    label = "480 s from x264, 480 fragments, no index"
    requests = {name: float(one.requests) for name, one in peers.items()}
    sizes = {name: one.bytes / 1000 for name, one in peers.items()}
    return [
        row(f"{label}: requests", mine.requests, "GET", MOST_WALKED, requests),
        row(f"{label}: bytes", mine.bytes / 1000, "kB", WALKED_BYTES / 1000, sizes),
        row(f"{label}: time", mine.ms, "ms", None, {}),
    ]


def hostile_rows() -> list[dict[str, Any]]:
    """The costliest of the small hostile files: what is read, and our own processor time."""
    files = [make() for make in HOSTILE.values()]
    found = [[inspected(file) for _ in range(TIMES)] for file in files]
    most = max(sum(some[0].reads) for some in found)
    longest = max(min(one.parent for one in some) for some in found)
    return [
        row("hostile files: bytes", most / 1000, "kB", HOSTILE_BYTES / 1000, {}),
        row("hostile files: processor time", longest * 1000, "ms", HOSTILE_MS, {}),
    ]


def show(rows: list[dict[str, Any]]) -> None:
    mark = {True: "holds", False: "MISSED", None: ""}
    for one in rows:
        peers = ", ".join(f"{name} {value:,}" for name, value in one["peers"].items())
        budget = "" if one["budget"] is None else f"of {one['budget']:,.0f}"
        told = f"{one['name']:<44}{one['value']:>12,} {one['unit']:<12}{budget:>10} "
        sys.stdout.write(f"{told}{mark[one['holds']]:<7} {peers}\n")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, served(Path(folder)) as root:
        rows = measured(Path(folder), root)
    RESULTS.parent.mkdir(parents=True, exist_ok=True)
    RESULTS.write_text(json.dumps(rows, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    show(rows)


if __name__ == "__main__":
    main()
