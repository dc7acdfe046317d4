"""A rendition, from the film to a file: its pieces one after another, joined as they come."""

import io
from collections.abc import Callable
from pathlib import Path

from contest.rules.sizes import ViewingLimits
from contest.validate.verdict import MediaFacts
from contest_aws.encoding import piece
from contest_aws.encoding.joining import join
from contest_aws.encoding.source import opened, spans


def encode(
    file: Callable[[], io.RawIOBase], facts: MediaFacts, limits: ViewingLimits, path: Path
) -> None:
    """Writes H.264 and AAC. `file` opens the film; it is read in two places at once. The encoder's
    words are still in what is written: a viewing copy of it has none."""
    with opened(file()) as film, opened(file()) as heard:
        wanted = piece.wanted_of(film, facts, limits)
        pieces = (piece.encode(film, wanted, one) for one in spans(film.streams.video[0]))
        join(pieces, heard, path)
