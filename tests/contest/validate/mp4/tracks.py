"""Tracks and movies by hand, of which only what matters is named."""

from array import array

from contest.validate.codecs.bits import Picture
from contest.validate.mp4.boxes import Box, Node
from contest.validate.mp4.crosscheck import Movie
from contest.validate.mp4.gate import Gate
from contest.validate.mp4.sample_entry import SampleEntry
from contest.validate.mp4.sample_tables import Track
from contest.validate.mp4.spans import span_of
from contest.validate.mp4.track_header import Clock

SCALE, RATE = 1000, 25
FULL = Picture(1920, 1080)
ENTRY = SampleEntry("avc1", 1920, 1080, coding="h264", pictures=(FULL,))


def track(*, frames=1500, kind="vide", number=1, entry=ENTRY, **more) -> Track:
    """Of a minute, if nothing else is said: one chunk that begins at 100, 10 bytes a sample."""
    made = {
        "shown": 60 * SCALE,
        "clock": Clock(SCALE, 60 * SCALE),
        "edits": (),
        "counts": array("I", [frames]),
        "deltas": array("I", [SCALE // RATE]),
        "chunks": array("I", [100]),
        "held": array("I", [frames]),
        **more,
    }
    return Track(
        number=number,
        kind=kind,
        enabled=True,
        rotation=0,
        entries=(entry,),
        one_size=10,
        sizes=array("I"),
        samples=frames,
        sync=None,
        **made,
    )


def movie(*tracks: Track, declared=60 * SCALE, media=((100, 15_100),), size=20_000) -> Movie:
    boxes = tuple(Box("mdat", start - 8, 8, end - start + 8) for start, end in media)
    moov = Box("moov", 0, 8, 90)
    gate = Gate(moov, Node(moov, memoryview(b""), ()), boxes)
    spans = {one.number: span_of(one) for one in tracks}
    return Movie(gate, size, SCALE, declared, tracks, spans)


def codes(refusals) -> list[str]:
    return [one.code for one in refusals]
