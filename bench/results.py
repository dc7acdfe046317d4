"""How long an award round takes for 10,000 works, 200 judges and 50,000 reviews, from the table to
the proposal, and how much nearer to the truth calibration comes. Beside it stands a plain pandas
script with means and z-scores.

`python -m bench.results` prints it and writes `bench/results/results.json`. Reading goes through
the true services and the true store to a table in a file (`results_table`). The calls are counted:
each takes 15 ms, and 16 of those that go out beside each other are under way at once.
"""

import io
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from bench import results_made
from bench.results_table import Table, write
from contest.audit import RULES
from contest.award.award import AwardRound, AwardStatus
from contest.award.calibration import calibrate, totals_of
from contest.award.comparison import by_method
from contest_aws.media.snapshots import Snapshots
from contest_aws.services.award import award_rounds, proposals
from contest_aws.services.context import Context
from contest_aws.services.entries import contest_of
from contest_aws.store.dynamodb import DynamoStore

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "bench" / "results" / "results.json"
CALL, SECONDS, STEP, MEMORY = 0.015, 5.0, 60.0, 1769
"""Seconds of a call; the budgets: of the arithmetic, of the whole round, and in MB of memory."""


class Row(NamedTuple):
    name: str
    value: float
    unit: str
    budget: float | None
    holds: bool | None
    peers: dict[str, float]


class Objects:
    """A bucket of snapshots, in memory."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def put_object(self, *, Key: str, Body: bytes, **_: Any) -> None:  # noqa: N803 - boto3's own
        self._kept[Key] = Body

    def get_object(self, *, Key: str, **_: Any) -> dict[str, Any]:  # noqa: N803 - boto3's own
        return {"Body": io.BytesIO(self._kept[Key])}


class Clock:
    """CPU and calls of each part."""

    def __init__(self, table: Table) -> None:
        self._table, self.parts = table, dict[str, dict[str, float]]()

    def of(self, name: str, action: Callable[[], Any]) -> Any:  # noqa: ANN401 - what it returns
        alone, beside, started = self._table.alone, self._table.beside, time.process_time()
        found = action()
        self.parts[name] = {
            "cpu": time.process_time() - started,
            "calls": self._table.alone - alone + self._table.beside - beside,
            "wait": CALL
            * (self._table.alone - alone + (self._table.beside - beside) / DynamoStore.in_flight),
        }
        return found


def laurel(path: Path) -> dict[str, Any]:
    """In a process of its own: as the two functions do it, then the calibration."""
    table: Any = Table(path)
    bucket: Any = Objects()
    store, snapshots, clock = DynamoStore("t", table), Snapshots("results", bucket), Clock(table)
    before = _memory()
    contest = contest_of(store, results_made.RULES.id)
    ctx = Context(store, contest, RULES, results_made.ROUND.closes)

    def now() -> AwardRound:
        return award_rounds.round_of(store, contest.id, "first")

    clock.of("read and tally", lambda: award_rounds.tally(ctx, snapshots, now()))
    proposed = clock.of("propose", lambda: proposals.propose(ctx, snapshots, now()))
    assert proposed.status is AwardStatus.PROPOSED  # noqa: S101
    memory = _memory() - before
    results = award_rounds.results_of(snapshots, proposed)
    calibrated = clock.of("calibrate", lambda: calibrate(totals_of(results)))
    trimmed = by_method(results, "trimmed_mean", calibrated)
    scores = {
        "raw mean": {line.entry: float(line.overall) for line in results.lines},
        "trimmed mean": {line.entry: float(line.overall) for line in trimmed.lines},
        "calibrated": {one.entry: one.score for one in calibrated.scores},
    }
    reviews = sum(len(of) for of in results.scores[results.round].values())
    return {
        "parts": clock.parts,
        "memory": memory,
        "scores": scores,
        "works": len(results.lines),
        "reviews": reviews,
    }


def tau(truth: Mapping[str, float], scores: Mapping[str, float]) -> float:
    """Kendall's tau of two orders: pairs in the same order less those in the other, of all."""
    import numpy as np

    entries = sorted(truth)
    one, other = (np.array([of[entry] for entry in entries]) for of in (truth, scores))
    same = sum(
        float(np.sum(np.sign(one[at + 1 :] - one[at]) * np.sign(other[at + 1 :] - other[at])))
        for at in range(len(entries))
    )
    return 2 * same / (len(entries) * (len(entries) - 1))


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _alone(*command: str) -> dict[str, Any]:
    whole = [sys.executable, "-m", *command]
    done = subprocess.run(whole, cwd=ROOT, capture_output=True, check=True, text=True)  # noqa: S603
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def run() -> list[Row]:
    made = results_made.made_up()
    with tempfile.TemporaryDirectory() as folder:
        table, rows = Path(folder, "table"), Path(folder, "scores.csv")
        write(table, results_made.items(made))
        results_made.write_rows(made, rows)
        found, plain = (
            _alone("bench.results", str(table)),
            _alone("bench.results_pandas", str(rows)),
        )
    assert (found["works"], found["reviews"]) == (results_made.ENTRIES, 50_000)  # noqa: S101
    return [*_times(found, plain), *_taus(made.quality, found["scores"] | plain["scores"])]


def _times(found: dict[str, Any], plain: dict[str, Any]) -> list[Row]:
    parts = found["parts"]
    whole = sum(parts[name]["cpu"] + parts[name]["wait"] for name in ("read and tally", "propose"))
    seconds, memory = parts["calibrate"]["cpu"], found["memory"]
    cpu = [Row(f"{name}: CPU", of["cpu"], "s", None, None, {}) for name, of in parts.items()]
    calls = [
        Row(f"{name}: calls", of["calls"], "calls", None, None, {"seconds": of["wait"]})
        for name, of in parts.items()
        if of["calls"]
    ]
    peers = {"pandas, from a file": plain["seconds"]}
    return [
        *cpu,
        *calls,
        Row("from table to proposal", whole, "s", STEP, whole <= STEP, peers),
        Row("calibration alone", seconds, "s", SECONDS, seconds <= SECONDS, {}),
        Row("memory", memory, "MB", MEMORY, memory <= MEMORY, {"pandas": plain["memory"]}),
    ]


def _taus(truth: Mapping[str, float], scores: Mapping[str, Mapping[str, float]]) -> list[Row]:
    found = {name: tau(truth, of) for name, of in scores.items()}
    own = found.pop("calibrated")
    best = own >= max(found.values())
    return [
        Row("Kendall tau, calibrated", own, "of 1", max(found.values()), best, found),
        Row("gain over the raw mean", own - found["raw mean"], "of 1", 0, best, {}),
    ]


def printed(rows: Sequence[Row]) -> str:
    lines = []
    for row in rows:
        word = {None: "", True: "holds", False: "DOES NOT HOLD"}[row.holds]
        peers = "".join(f"  ({name}: {value:.4g})" for name, value in row.peers.items())
        lines.append(f"{row.name:26} {row.value:9.4f} {row.unit:6} {word}{peers}\n")
    return "".join(lines)


def main() -> int:
    if len(sys.argv) > 1:
        sys.stdout.write(json.dumps(laurel(Path(sys.argv[1]))))
        return 0
    rows = run()
    RESULTS.parent.mkdir(exist_ok=True)
    whole = json.dumps([row._asdict() for row in rows], ensure_ascii=False, indent=1)
    RESULTS.write_text(whole, encoding="utf-8")
    sys.stdout.write(printed(rows))
    return int(any(row.holds is False for row in rows))


if __name__ == "__main__":
    sys.exit(main())
