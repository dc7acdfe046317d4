"""Whether a work's pictures show detail as fine as their size promises: what was blown up from half
the size holds nothing in the upper half of the spectrum. Pure; lines of light come in.

Measured on three films and a dozen photographs, as H.264 from CRF 18 to 34: of telling places, one
in ten has a ratio of 0.28 or more in pictures of their own size, of 0.17 to 0.26 in those that were
enlarged twofold and coded well. What was sharpened, or coded coarsely, is not noticed."""

from collections.abc import Iterable

from contest.refusals import Refusal
from contest.rules.sections import MediaRules
from contest.validate.verdict import Verdict

WINDOW = 32
TELLING = 100
"""Mean square of a window's coarse differences, below which it is flat and tells nothing."""
FEWEST = 200
"""Windows that tell, of all frames together: else nothing is said."""
SHARP_ONES_IN, SHARP = 10, 0.25
"""One window in ten has to have a ratio of so much."""


def warnings(
    lines: Iterable[bytes], verdict: Verdict | None, *, rules: MediaRules
) -> tuple[Refusal, ...]:
    """`lines`: some of the rows of some frames, as they are coded. Silent where half of the work's
    size were enough for the rules: a soft 4K is a good full HD."""
    facts = verdict.facts if verdict else None
    if facts is None:
        return ()
    width, height = facts.width // 2, facts.height // 2
    short, long = sorted((width, height))
    enough = long >= rules.min_long_side and short >= rules.min_short_side
    if enough or not enlarged(lines):
        return ()
    whole, half = f"{facts.width}×{facts.height}", f"{width}×{height}"
    return (Refusal(code="media.looks_enlarged", measured=whole, allowed=half),)


def enlarged(lines: Iterable[bytes]) -> bool:
    """Nothing is finer than half the size. False as well where there is too little to see."""
    ratios = sorted(ratio for line in lines for ratio in _ratios(line))
    return len(ratios) >= FEWEST and ratios[-len(ratios) // SHARP_ONES_IN] < SHARP


def _ratios(line: bytes) -> list[float]:
    """Of each window that tells: differences from one point to the next against those over two,
    which are the strongest where a picture of half the size has its finest."""
    fine = _bends(line[1:], line[2:], line[3:])
    coarse = _bends(line, line[2:], line[4:])
    found = []
    for at in range(0, len(coarse) - WINDOW, WINDOW):
        strength = sum(coarse[at : at + WINDOW])
        if strength >= WINDOW * TELLING:
            found.append(sum(fine[at : at + WINDOW]) / strength)
    return found


def _bends(before: bytes, here: bytes, after: bytes) -> list[int]:
    """Squares of how far each point lies off the line between its neighbours."""
    return [(a - 2 * b + c) ** 2 for a, b, c in zip(before, here, after, strict=False)]
