"""What is wrong with the verdict on an odd file or a recipe."""

import os
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path

from contest.validate.mp4.key_frames import HEAD
from contest.validate.verdict import Verdict
from contest_aws.media.inspection import inspect
from contest_aws.media.ranged_reader import PlannedReader
from tests.truth.judged import RULES
from tests.truth.recipes import HALF_A_FRAME, Recipe
from tests.truth.tools import FOLDER, decodes_cleanly


def refused(make: Callable[[], bytes]) -> str:
    """Why an odd file is refused; empty if it passes."""
    return _listed(_verdict(make())[0])


def _listed(verdict: Verdict) -> str:
    return ", ".join(f"{one.code} {one.measured}/{one.allowed}" for one in verdict.refusals)


def _verdict(file: bytes) -> tuple[Verdict, list[int]]:
    reads: list[int] = []

    def fetch(start: int, length: int) -> bytes:
        reads.append(length)
        return file[start : start + length]

    return inspect(PlannedReader(fetch, size=len(file)), rules=RULES), reads


def invalid(make: Callable[[], bytes]) -> str:
    """Why a file that should be odd but valid is not valid; empty if it is."""
    path = FOLDER / f"odd-{os.getpid()}.mp4"
    FOLDER.mkdir(parents=True, exist_ok=True)
    path.write_bytes(make())
    try:
        return decodes_cleanly(path)
    finally:
        path.unlink()


def wrong(recipe: Recipe, size: str = "192x108") -> Iterator[str]:
    made = recipe.make(size)
    file = made.read_bytes() if isinstance(made, Path) else made
    verdict, reads = _verdict(file)
    codes = {one.code for one in verdict.refusals}
    passes = not recipe.codes or (recipe.may_pass and verdict.passed)
    if (passes and codes) or (not passes and not codes & recipe.codes):
        yield f"{_listed(verdict) or 'passed'}, not {sorted(recipe.codes) or 'passed'}"
    yield from _as_displayed(verdict, recipe, size)
    costs = [length for length in reads if length > HEAD]  # key frames are read at once
    if recipe.requests and len(costs) > recipe.requests:
        yield f"{len(costs)} requests, not {recipe.requests}"
    if recipe.bytes_read and sum(costs) > recipe.bytes_read:
        yield f"{sum(costs):,} bytes, not {recipe.bytes_read:,}"
    if any("-1" in one.measured for one in verdict.refusals):
        yield f"an unreadable reason: {_listed(verdict)}"


def _as_displayed(verdict: Verdict, recipe: Recipe, size: str) -> Iterator[str]:
    facts = verdict.facts
    if recipe.seconds is None or facts is None:
        return
    if abs(Fraction(facts.seconds) - Fraction(recipe.seconds)) > HALF_A_FRAME:
        yield f"{facts.seconds} s, not {recipe.seconds}"
    if f"{facts.width}x{facts.height}" != size:
        yield f"{facts.width}x{facts.height}, not {size}"
