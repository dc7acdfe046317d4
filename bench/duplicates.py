"""How well duplicates are found: works made up, ten kinds of changed copies of each, every copy and
every other work held against all originals; and how long one look among 10,000 entries takes.

`python -m bench.duplicates` prints it and writes `bench/results/duplicates.json`.
"""

import argparse
import json
import os
import random
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple
from unittest.mock import Mock

from bench.works import COPIES, make_work
from contest.validate.duplicates import Found, Library
from contest.validate.fingerprint import Fingerprint, Mark, distance, marks
from contest.validate.lanes import WITHIN
from contest_aws.media.pictures import grey, watch
from contest_aws.store import keys
from contest_aws.store.dynamodb import DynamoStore
from contest_aws.store.protocol import Change

RESULTS = Path(__file__).parent / "results" / "duplicates.json"
WORKS, ENTRIES, FRAMES = 30, 10_000, 16
ALL, MOST = 1.0, 0.9
BUDGETS = {
    **dict.fromkeys(("re-encoded", "half size", "recoloured", "mirrored"), ALL),
    **dict.fromkeys(("cropped 5 %", "letterboxed"), MOST),
}
"""The part of the copies that has to be found. Of the other kinds it is only told."""


class Seen(NamedTuple):
    marks: list[Mark]
    digest: str
    seconds: float


class Row(NamedTuple):
    name: str
    value: float
    unit: str
    budget: float | None = None
    holds: bool | None = None


def seen(file: Path) -> Seen:
    data, started = file.read_bytes(), time.perf_counter()
    film = watch(lambda start, length: data[start : start + length], size=len(data))
    found = marks([(shot.at, grey(shot.picture)) for shot in film.shots])
    return Seen(found, film.digest, time.perf_counter() - started)


def work_and_copies(number: int, folder: Path) -> dict[str, Seen]:
    """By kind; the work itself under its own name."""
    original = make_work(folder / f"{number}.mp4", number)
    found = {"work": seen(original)}
    for kind, copy in COPIES.items():
        target = folder / f"{number}-copy.mp4"
        copy(original, target)
        found[kind] = seen(target)
        target.unlink()
    return found


def print_of(number: int, work: Seen) -> Fingerprint:
    return Fingerprint.of(
        work.marks, contest="c", entry=f"work-{number}", upload=1, digest=work.digest
    )


def measure(works: list[dict[str, Seen]]) -> list[Row]:
    """Recall by kind, false alarms of any kind, and the look-up."""
    library = Library(print_of(number, work["work"]) for number, work in enumerate(works))
    hits: Counter[str] = Counter()
    alarms = 0
    for number, work in enumerate(works):
        for kind, copy in work.items():
            like = {found.work.entry for found in _like(library, copy)}
            hits[kind] += f"work-{number}" in like
            alarms += len(like - {f"work-{number}"})
    rows = [_recall(kind, hits[kind], len(works)) for kind in COPIES]
    pairs = len(works) * (len(works) - 1) * (len(COPIES) + 1)
    rows.append(Row(f"false alarms among {pairs} pairs", alarms, "pairs", 0, alarms == 0))
    rows.append(Row("nearest frames of different works", _nearest(works), "bits of 64"))
    each = [one.seconds for work in works for one in work.values()]
    rows.append(Row("decode and hash one work", 1000 * sum(each) / len(each), "ms"))
    return [*rows, *_look_up(works[0]["work"])]


def _like(library: Library, work: Seen) -> list[Found]:
    return library.like(work.marks, digest=work.digest)


def _recall(kind: str, hits: int, of: int) -> Row:
    budget, part = BUDGETS.get(kind), hits / of
    return Row(f"found: {kind}", part, "of 1", budget, None if budget is None else part >= budget)


def _nearest(works: list[dict[str, Seen]]) -> int:
    """Between two works, their common opening aside: how near a false match came."""
    frames = [[m.plain for m in work["work"].marks if m.at > 3000] for work in works]
    return min(
        distance(one, other)
        for number, here in enumerate(frames)
        for there in frames[number + 1 :]
        for one in here
        for other in there
    )


def _look_up(work: Seen) -> list[Row]:
    chance = random.Random(1)  # noqa: S311 - nothing secret
    prints = [
        Fingerprint.of(
            [Mark(at, chance.getrandbits(64), 0) for at in range(FRAMES)],
            contest="c",
            entry=f"e-{number}",
            upload=1,
            digest="",
        )
        for number in range(ENTRIES)
    ]
    store, size = _table_of(prints)
    started = time.process_time()
    library = Library(store.query("FINGERPRINTS#c", Fingerprint))
    read = time.process_time()
    found = _like(library, work)
    took = time.process_time() - started
    assert found == []  # noqa: S101 - chance alone comes nowhere near
    return [
        Row(f"one work among {ENTRIES}", took, "s", 1.0, took <= 1),
        Row("of which comparing", took - (read - started), "s"),
        Row("fingerprints in the table", size / 1e6, "MB"),
    ]


def _table_of(prints: list[Fingerprint]) -> tuple[DynamoStore, int]:
    """Answers as DynamoDB's client gives them, read by the true store; the wire is left out."""
    write = DynamoStore("t", client=Mock())._write  # noqa: SLF001 - as it is stored
    key = keys.fingerprint
    items = [
        write(Change(key(p.contest, p.entry, p.upload), p, "any"), "0" * 32)["Put"]["Item"]
        for p in prints
    ]
    client = Mock()
    client.get_paginator.return_value.paginate.return_value = [{"Items": items}]
    return DynamoStore("t", client=client), len(json.dumps(items))


def run(count: int) -> list[Row]:
    with tempfile.TemporaryDirectory() as folder, ProcessPoolExecutor(os.cpu_count()) as pool:
        return measure(list(pool.map(work_and_copies, range(count), [Path(folder)] * count)))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--works", type=int, default=WORKS)
    count = parser.parse_args().works
    rows = run(count)
    RESULTS.parent.mkdir(exist_ok=True)
    told = [{**row._asdict(), "peers": {}} for row in rows]
    RESULTS.write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")
    sys.stdout.write(f"{count} works, {len(COPIES)} copies of each, frames within {WITHIN} bits\n")
    for row in rows:
        word = {None: "", True: "holds", False: "DOES NOT HOLD"}[row.holds]
        sys.stdout.write(f"{row.name:40} {row.value:10.3f} {row.unit:12} {word}\n")
    return int(any(row.holds is False for row in rows))


if __name__ == "__main__":
    sys.exit(main())
