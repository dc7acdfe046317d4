"""`make bench-sheets`: how long a unit's sheet of 2,000 rows takes to check and to write, beside
openpyxl, which opens and walks it without a check of ours."""

import io
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import openpyxl

from contest.rules.rules import Rules
from contest.spreadsheets.layout import PageLine
from contest.spreadsheets.recommendation_sheet import check
from contest.spreadsheets.recommendation_template import blank_recommendations
from contest_aws.workbook.read import tables
from contest_aws.workbook.write import workbook
from laurel.rules_file import load_rules

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "bench" / "results" / "sheets.json"
RULES = ROOT / "contests" / "new-industrialization-2024.yaml"
ROWS, TIMES = 2000, 3
SECONDS = 10.0
WRITER = "write"
READERS = ("ours", "openpyxl", "openpyxl, read only")


class Row(NamedTuple):
    name: str
    value: float
    unit: str
    budget: float | None
    holds: bool | None
    peers: dict[str, float]


def filled(rules: Rules) -> bytes:
    """The blank sheet, as a unit has filled it in."""
    page = blank_recommendations(rules, rules.units[0])
    example = dict(zip((f.id for f in rules.form), page.lines[3].values, strict=True))
    rows = [{**example, "title": f"作品 {n}", "entrant": f"单位 {n}"} for n in range(ROWS)]
    lines = [*page.lines[:3], *(PageLine(list(row.values())) for row in rows)]
    return workbook(page._replace(lines=lines, free=0))


def read(reader: str, file: bytes, rules: Rules) -> int:
    """Rows that were found."""
    if reader == "ours":
        return len(check(tables(file), rules=rules, unit=rules.units[0]).rows)
    book = openpyxl.load_workbook(io.BytesIO(file), read_only="read only" in reader)
    return len([*book.worksheets[0].rows])


def perform(name: str, path: Path, rules: Rules) -> None:
    if name == WRITER:
        path.write_bytes(filled(rules))
    elif read(name, path.read_bytes(), rules) < ROWS:
        raise AssertionError("not all rows were found")


def measured(reader: str, path: Path) -> tuple[float, float]:
    """Seconds and MB of a process of its own, above what it has before; the best of some."""
    command = [sys.executable, "-m", "bench.sheets", reader, str(path)]
    told = [
        subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True)  # noqa: S603 - our own
        for _ in range(TIMES)
    ]
    seconds, memory = zip(*(json.loads(done.stdout) for done in told), strict=True)
    return min(seconds), min(memory)


def one(reader: str, path: Path) -> None:
    """In the process of its own."""
    rules = load_rules(RULES)
    before, started = _memory(), time.perf_counter()
    perform(reader, path, rules)
    sys.stdout.write(json.dumps([time.perf_counter() - started, _memory() - before]))


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def run() -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sheet.xlsx"
        wrote, writing_mb = measured(WRITER, path)
        (our_seconds, our_mb), *peers = (measured(reader, path) for reader in READERS)
        size = path.stat().st_size / 1e6
    seconds, memory = (
        dict(zip(READERS[1:], told, strict=True)) for told in zip(*peers, strict=True)
    )
    return [
        Row(f"check {ROWS} rows", our_seconds, "s", SECONDS, our_seconds < SECONDS, seconds),
        Row("memory of checking", our_mb, "MB", None, None, memory),
        Row(f"write {ROWS} rows", wrote, "s", None, None, {}),
        Row("memory of writing", writing_mb, "MB", None, None, {}),
        Row("the file", size, "MB", None, None, {}),
    ]


def main() -> int:
    if len(sys.argv) > 1:
        one(sys.argv[1], Path(sys.argv[2]))
        return 0
    rows = run()
    RESULTS.parent.mkdir(exist_ok=True)
    told = [row._asdict() for row in rows]
    RESULTS.write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")
    for row in rows:
        word = {None: "", True: "holds", False: "DOES NOT HOLD"}[row.holds]
        peers = "".join(f"  ({name}: {value:.2f})" for name, value in row.peers.items())
        sys.stdout.write(f"{row.name:24} {row.value:8.2f} {row.unit:4} {word}{peers}\n")
    return int(any(row.holds is False for row in rows))


if __name__ == "__main__":
    sys.exit(main())
