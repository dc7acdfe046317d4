"""What is printed and kept: numbers, each with what it may be at most or has to be at least."""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

RESULTS = Path(__file__).resolve().parents[2] / "bench" / "results"


class Row(NamedTuple):
    name: str
    value: float
    unit: str
    most: float | None = None
    least: float | None = None
    peers: dict[str, float] = {}

    @property
    def holds(self) -> bool | None:
        if self.most is None and self.least is None:
            return None
        return not (
            (self.most is not None and self.value > self.most)
            or (self.least is not None and self.value < self.least)
        )

    def to_json(self) -> dict[str, Any]:
        budget = self.most if self.most is not None else self.least
        return {
            "name": self.name,
            "value": round(self.value, 4),
            "unit": self.unit,
            "budget": budget,
            "holds": self.holds,
            "peers": {peer: round(value, 4) for peer, value in self.peers.items()},
        }


def number(value: float) -> str:
    """With as many digits as tell something."""
    return f"{value:,.0f}" if abs(value) >= 1000 or value == int(value) else f"{value:.4g}"


def show(rows: Iterable[Row]) -> None:
    mark = {True: "holds", False: "MISSED", None: ""}
    for row in rows:
        most = "" if row.most is None else f"at most {number(row.most)}"
        budget = most if row.least is None else f"at least {number(row.least)}"
        peers = ", ".join(f"{peer} {number(value)}" for peer, value in row.peers.items())
        told = f"{row.name:<58}{number(row.value):>12} {row.unit:<8}{budget:<18}"
        sys.stdout.write(f"{told}{mark[row.holds]:<7}{peers}".rstrip() + "\n")
    sys.stdout.flush()


def keep(name: str, rows: Iterable[Row]) -> None:
    RESULTS.mkdir(parents=True, exist_ok=True)
    told = json.dumps([row.to_json() for row in rows], indent=1, ensure_ascii=False)
    (RESULTS / f"{name}.json").write_text(f"{told}\n", encoding="utf-8")
