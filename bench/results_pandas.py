"""What people write instead: pandas reads a file of scores, takes means and z-scores, and sorts.
There are no exact numbers, ties, award plan, reasons, records or conflicts in it."""

import json
import sys
import time
from pathlib import Path

import pandas as pd


def main(path: str) -> None:
    before, started = _memory(), time.process_time()
    rows = pd.read_csv(path)
    rows["total"] = rows[[name for name in rows if name not in ("entry", "judge")]].mean(axis=1)
    by_judge = rows.groupby("judge")["total"]
    rows["z"] = (rows["total"] - by_judge.transform("mean")) / by_judge.transform("std")
    found = rows.groupby("entry").agg(mean=("total", "mean"), z=("z", "mean"))
    ranked = found.sort_values("mean", ascending=False)
    seconds, memory = time.process_time() - started, _memory() - before
    scores = {"z-score": ranked["z"].to_dict()}
    sys.stdout.write(json.dumps({"seconds": seconds, "memory": memory, "scores": scores}))


def _memory() -> float:
    """The most that this process had, in MB. `ru_maxrss` begins with what the parent had when it
    started this one."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


if __name__ == "__main__":
    main(sys.argv[1])
