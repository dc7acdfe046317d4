"""Checks whether a work's pictures have detail as fine as their size promises: a picture enlarged
twofold has nothing in the upper half of its spectrum. Pure; lines of light are passed in.

Measured on three films and a dozen photographs, as H.264 from CRF 18 to 34. Of the windows with
detail, one in ten has a ratio of at least 0.28 in pictures of their own size, and of 0.17 to 0.26
in pictures enlarged twofold and coded well. Enlarged pictures that were sharpened, or coded
coarsely, are not noticed."""

from collections.abc import Iterable

from contest.refusals import Refusal
from contest.rules.sections import MediaRules
from contest.validate.verdict import Verdict

WINDOW = 32
TELLING = 100
"""Mean square of a window's coarse differences; below it, the window is flat and not counted."""
FEWEST = 200
"""Windows with detail that are needed, over all frames; with fewer there is no warning."""
SHARP_ONES_IN, SHARP = 10, 0.25
"""Pictures are sharp if one window in ten has at least this ratio."""


def warnings(
    lines: Iterable[bytes], verdict: Verdict | None, *, rules: MediaRules
) -> tuple[Refusal, ...]:
    """`lines`: some rows of some frames, as they are coded. There is no warning if half of the
    work's size would satisfy the rules: a soft 4K is a good full HD."""
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
    """Whether no detail is finer than half the size allows. Also False if there is too little
    detail to decide."""
    ratios = sorted(ratio for line in lines for ratio in _ratios(line))
    return len(ratios) >= FEWEST and ratios[-len(ratios) // SHARP_ONES_IN] < SHARP


def _ratios(line: bytes) -> list[float]:
    """For each window with detail, differences over one point divided by differences over two. The
    latter are strongest at the finest detail of a picture of half the size."""
    fine = _bends(line[1:], line[2:], line[3:])
    coarse = _bends(line, line[2:], line[4:])
    found = []
    for at in range(0, len(coarse) - WINDOW, WINDOW):
        strength = sum(coarse[at : at + WINDOW])
        if strength >= WINDOW * TELLING:
            found.append(sum(fine[at : at + WINDOW]) / strength)
    return found


def _bends(before: bytes, here: bytes, after: bytes) -> list[int]:
    """The square of each point's second difference from its neighbours."""
    return [(a - 2 * b + c) ** 2 for a, b, c in zip(before, here, after, strict=False)]
