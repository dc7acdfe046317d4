"""`python -m tests.mutants`: does a test fail when the code is changed?

Takes a sample of single changes to the measuring of mp4 files and to the names of units, runs the
tests that should notice, and names each change that none of them did. Ends with 1 if fewer than 95
in a hundred are caught, accepted survivors aside."""

import argparse
import random
import sys
from collections.abc import Iterator
from functools import partial
from os import cpu_count

from tests.mutants import runs
from tests.mutants.accepted import ACCEPTED
from tests.mutants.changes import Change, applied, changes
from tests.mutants.tests_of import modules

WANTED = 95
SECONDS = 900
PROCESSES = cpu_count() or 1


Candidate = tuple[Change, str, tuple[str, ...]]
"""A change, the module's source, and the tests that should notice."""


def candidates(only: str) -> Iterator[Candidate]:
    for module, path, tests in modules():
        if only in module:
            source = path.read_text(encoding="utf-8")
            for change in changes(module, source):
                yield change, source, tests


def sample(only: str, *, seed: int, size: int) -> list[Candidate]:
    """The same for the same seed. Accepted survivors are not tried again."""
    found = [one for one in candidates(only) if one[0].name not in ACCEPTED]
    chance = random.Random(seed)  # noqa: S311 - a sample, no secret
    return chance.sample(found, min(size, len(found)))


def unchanged_passes(picked: list[Candidate]) -> bool:
    """Without a change the tests have to pass, or nothing is proved."""
    sets = {tests: (change.module, source) for change, source, tests in picked}
    starts = [partial(runs.Run, *one, tests, seconds=SECONDS) for tests, one in sets.items()]
    return all(passed for _, passed in runs.side_by_side(starts, many=PROCESSES))


def survivors_of(picked: list[Candidate]) -> Iterator[Change]:
    starts = [
        partial(runs.Run, change.module, applied(change, source), tests, seconds=SECONDS)
        for change, source, tests in picked
    ]
    for number, passed in runs.side_by_side(starts, many=PROCESSES):
        sys.stderr.write("F" if passed else ".")
        sys.stderr.flush()
        if passed:
            yield picked[number][0]


def main() -> None:
    asked = argparse.ArgumentParser(prog="tests.mutants")
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--size", type=int, default=60)
    asked.add_argument("--only", default="", help="a part of a module's name")
    given = asked.parse_args()
    runs.preload()
    picked = sample(given.only, seed=given.seed, size=given.size)
    if not unchanged_passes(picked):
        sys.exit("The tests fail without a change: nothing can be said.")
    survivors = list(survivors_of(picked))
    caught = len(picked) - len(survivors)
    share = 100 * caught / len(picked)
    sys.stdout.write(f"\nseed {given.seed}: {caught} of {len(picked)} caught, {share:.1f} %\n")
    for change in survivors:
        sys.stdout.write(f"  survived: {change.name} (line {change.line})\n")
    for name, reason in ACCEPTED.items():
        sys.stdout.write(f"  accepted: {name}: {reason}\n")
    sys.exit(share < WANTED)


if __name__ == "__main__":
    main()
