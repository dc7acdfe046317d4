"""Which works get a rendition that every browser plays, and how large it is."""

from typing import NamedTuple

from contest.entry.entry import Entry
from contest.rules.sizes import ViewingLimits
from contest.validate.verdict import MediaFacts
from contest.viewing.viewing_copy import is_wanted

PLAYED_PROFILES = (
    "Baseline",
    "Constrained Baseline",
    "Main",
    "Extended",
    "High",
    "Progressive High",
)
"""Of H.264: 8 bits, 4:2:0. The others are decoded by few browsers."""
PLAYED_SOUNDS = ("AAC", "MPEG Audio")
SECONDS = 20
"""About so long is each piece that is encoded by itself."""
SLACK = 1.1
"""So far above the bit rate a work is served as it is: encoding it anew would gain nothing."""


SMALL_SIDE, SMALL_BITS = 540, 1_200_000
"""Pixels of the shorter side, and bits a second: what a line of 1.6 Mbit/s takes."""
FAR_ABOVE = 1.5
"""So far above them a work is too fast for a slow line."""


class ShownSize(NamedTuple):
    """In square pixels, upright."""

    width: int
    height: int


def is_widely_played(facts: MediaFacts) -> bool:
    """Whether every browser of the last years plays it: H.264 of 8 bits, with AAC, MP3 or none.
    Chromium stops with an error where somebody looks for a place in open groups of pictures."""
    profile, _, _ = (facts.video_profile or "").partition("@")
    pictures = facts.video_codec == "AVC" and profile in PLAYED_PROFILES
    pictures = pictures and not facts.open_groups
    return pictures and facts.audio_codec in (*PLAYED_SOUNDS, None) and not facts.hdr


def is_needed(facts: MediaFacts, limits: ViewingLimits) -> bool:
    """What is not played everywhere, is larger than the limits, or takes a faster line."""
    too_large = min(facts.width, facts.height) > limits.short_side
    too_fast = (facts.bit_rate or 0) > limits.megabits * 1_000_000 * SLACK
    return not is_widely_played(facts) or too_large or too_fast


def is_small(facts: MediaFacts, limits: ViewingLimits) -> bool:
    """Whether the only rendition that a work needs is a small one, for slow lines."""
    too_fast = (facts.bit_rate or 0) > SMALL_BITS * FAR_ABOVE
    return limits.slow_lines and too_fast and not is_needed(facts, limits)


def is_rendition_wanted(entry: Entry, limits: ViewingLimits) -> bool:
    """Whether a rendition of the entry's upload is to be made."""
    facts = entry.verdict.facts if entry.verdict else None
    if facts is None or not is_wanted(entry):
        return False
    return is_needed(facts, limits) or is_small(facts, limits)


def shown_size(width: int, height: int, *, short_side: int) -> ShownSize:
    """With a shorter side of so many pixels, in even numbers, never larger than the work."""
    part = min(1.0, short_side / min(width, height))
    return ShownSize(_even(width * part), _even(height * part))


def _even(length: float) -> int:
    return max(2, round(length / 2) * 2)
