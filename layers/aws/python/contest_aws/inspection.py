"""A file's verdict: the gate, the tables, a few key frames, MediaInfo, the rules, in this order.

Any bytes whatever end in a verdict; what is raised is a fault of the cloud."""

from contest.mp4.boxes import LARGE_HEADER
from contest.mp4.crosscheck import (
    Movie,
    durations,
    misplaced,
    picture_sizes,
    unreadable_heads,
)
from contest.mp4.fragment_index import fragment_index
from contest.mp4.fragments import defaults
from contest.mp4.gate import movie as gate_of
from contest.mp4.key_frames import HEAD, key_frame_places
from contest.mp4.measure import facts
from contest.mp4.placement import Place
from contest.mp4.sample_tables import Track, tracks
from contest.mp4.spans import AHEAD, fragmented, probed, span_of
from contest.mp4.track_header import movie_clock
from contest.refusals import Refusal, Refused, refused
from contest.rules import MediaRules
from contest.validate import Verdict, judge
from contest_aws import mediainfo
from contest_aws.planned import PlannedReader


def inspect(reader: PlannedReader, *, rules: MediaRules) -> Verdict:
    if reader.read(0, LARGE_HEADER)[4:8] != b"ftyp":
        return _inspect(reader, None, rules)
    with mediainfo.Child() as child:
        return _inspect(reader, child, rules)


def _inspect(reader: PlannedReader, child: mediainfo.Child | None, rules: MediaRules) -> Verdict:
    """`child`: None where the gate will refuse at once."""
    try:
        movie, places = _movie(reader)
        refusals, told = _against_itself(reader, movie, places), None
        if child is not None and not refusals:
            number = movie.pictures[0].number
            told = mediainfo.describe(child, reader, movie.gate, picture=number)
        verdict = judge(facts(movie, told), rules=rules)
    except Refused as problem:
        return Verdict(refusals=problem.refusals)
    return verdict.model_copy(update={"refusals": (*refusals, *verdict.refusals)})


def _movie(reader: PlannedReader) -> tuple[Movie, list[Place]]:
    """The file as far as it has to be read, and where its key frames lie."""
    gate = gate_of(reader.read, size=reader.size)
    clock, found = movie_clock(gate.tree), tracks(gate.tree)
    movie = Movie(gate, reader.size, clock.scale, clock.duration, found, {})
    if not movie.pictures:
        raise refused("media.no_picture")
    picture = movie.pictures[0]
    if gate.fragmented:
        index = fragment_index(reader.read, gate, size=reader.size, track=picture.number)
        reader.prefetch((offset, AHEAD) for offset in probed(index))
        inside = fragmented(
            reader.read, index, size=reader.size, tracks=found, picture=picture,
            known=defaults(gate.tree),
        )  # fmt: skip
        return movie._replace(spans=inside.spans), list(inside.firsts)
    wrong = misplaced(movie)
    if wrong:
        raise Refused(*wrong)
    spans = {track.number: span_of(track) for track in found}
    return movie._replace(spans=spans), key_frame_places(picture)


def _against_itself(
    reader: PlannedReader, movie: Movie, places: list[Place]
) -> tuple[Refusal, ...]:
    """What is declared and what is measured agree, or every reason why not."""
    picture: Track = movie.pictures[0]
    read = reader.read_apart((place.offset, min(place.size, HEAD)) for place in places)
    heads = list(zip(places, read, strict=True))
    return (
        *durations(movie), *picture_sizes(picture, heads), *unreadable_heads(picture, heads),
    )  # fmt: skip
