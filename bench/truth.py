"""`make bench-truth`: is what Laurel says of a film true?

Films as real tools make them are held against ffprobe. Odd but valid files must pass. Films that
were once judged wrongly must not be so again. Ends with 1 if anything is wrong."""

import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.truth import verdicts
from tests.truth.films import FILMS
from tests.truth.judged import compared
from tests.truth.odd import ODD
from tests.truth.recipes import RECIPES
from tests.truth.tools import INSTALLED

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "bench" / "results" / "truth.json"
ASPECTS = ("duration", "size", "rotation", "rate", "variable rate", "codecs", "tracks")
LARGE, SMALL = "960x540", "320x180"


@dataclass(frozen=True)
class Outcome:
    name: str
    wrong: dict[str, str] = field(default_factory=dict)
    """By what is wrong, a sentence."""
    frames_off: float = 0


def film(name: str) -> Outcome:
    found = compared(FILMS[name]())
    verdict = {"verdict": found.wrong_verdict} if found.wrong_verdict else {}
    return Outcome(name, verdict | found.differences, float(found.frames_off))


def odd(name: str) -> Outcome:
    if said := verdicts.invalid(ODD[name]):
        return Outcome(name, {"invalid": said.splitlines()[0]})
    refusal = verdicts.refused(ODD[name])
    return Outcome(name, {"refused": refusal} if refusal else {})


def recipe(name: str) -> Outcome:
    """Larger than in the tests, but for those of eight minutes."""
    one = RECIPES[name]
    said = "; ".join(verdicts.wrong(one, SMALL if one.long else LARGE))
    return Outcome(name, {"recipe": said} if said else {})


def tried(task: Callable[[str], Outcome], names: Iterable[str]) -> list[Outcome]:
    """All of them, by all processors."""
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        found = []
        for one in pool.map(task, names):
            sys.stderr.write("." if not one.wrong else "F")
            sys.stderr.flush()
            found.append(one)
    sys.stderr.write("\n")
    return found


def summary(films: list[Outcome], odds: list[Outcome], recipes: list[Outcome]) -> dict[str, Any]:
    of_films = Counter(what for one in films for what in one.wrong)
    of_odd = Counter(what for one in odds for what in one.wrong)
    return {
        "films": len(films),
        "wrong verdicts": of_films["verdict"],
        "largest difference of duration, in frames": max(one.frames_off for one in films),
        **{f"wrong {what}": of_films[what] for what in ASPECTS},
        "odd but valid files": len(odds) - of_odd["invalid"],
        "odd files that are not valid": of_odd["invalid"],
        "false refusals": of_odd["refused"],
        "recipes": len(recipes),
        "wrong verdicts on recipes": sum(bool(one.wrong) for one in recipes),
    }


def faults(outcomes: Iterable[Outcome]) -> Iterator[str]:
    for one in outcomes:
        for what, said in one.wrong.items():
            yield f"  {one.name}: {what}: {said}"


def main() -> None:
    if not INSTALLED:
        sys.exit("ffmpeg and ffprobe are needed: apt-get install ffmpeg")
    found = (tried(film, FILMS), tried(odd, ODD), tried(recipe, RECIPES))
    told = summary(*found)
    wrong = [line for outcomes in found for line in faults(outcomes)]
    RESULTS.parent.mkdir(parents=True, exist_ok=True)
    RESULTS.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    for name, value in told.items():
        sys.stdout.write(
            f"{name:<44}{value:>10.3f}\n"
            if isinstance(value, float)
            else f"{name:<44}{value:>10}\n"
        )
    sys.stdout.writelines(f"{line}\n" for line in wrong)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
