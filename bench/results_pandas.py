"""What people write instead: pandas reads a file of scores, takes means and z-scores, and sorts.
There are no exact numbers, ties, award plan, reasons, records or conflicts in it."""

import json
import resource
import sys
import time

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
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main(sys.argv[1])
