"""`make bench-watch`: what judges watch, in three parts: `copies`, `kinds` and `cost`.

`make bench-watch PART=kinds` runs one of them. Ends with 1 if a budget is missed."""

import sys

from bench.watch import copies, cost, kinds
from bench.watch.rows import keep, show
from tests.truth.tools import INSTALLED

PARTS = {"copies": copies.rows, "kinds": kinds.rows, "cost": cost.rows}


def main() -> None:
    if not INSTALLED:
        sys.exit("ffmpeg and ffprobe are needed: apt-get install ffmpeg")
    missed = False
    for part in sys.argv[1:] or PARTS:
        rows = list(PARTS[part]())
        show(rows)
        keep(f"watch-{part}", rows)
        missed = missed or any(row.holds is False for row in rows)
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
