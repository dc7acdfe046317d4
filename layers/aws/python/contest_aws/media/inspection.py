"""Inspects a file and returns a verdict. The order: the gate, the tables, a few samples,
MediaInfo, the rules.

Any bytes lead to a verdict. An exception means a fault of the cloud."""

from contest.refusals import Refusal, Refused
from contest.rules.sections import MediaRules
from contest.validate.mp4.crosscheck import (
    Heads,
    Movie,
    check_places,
    durations,
    movie_of,
    picture_sizes,
    unreadable_heads,
    with_pictures,
)
from contest.validate.mp4.fragments.spans import fragmented
from contest.validate.mp4.gate import check_type
from contest.validate.mp4.key_frames import HEAD, sample_places
from contest.validate.mp4.measure import facts
from contest.validate.mp4.placement import Place
from contest.validate.mp4.spans import span_of
from contest.validate.verdict import Description, Verdict, judge
from contest_aws.media import mediainfo
from contest_aws.media.ranged_reader import PlannedReader


def inspect(reader: PlannedReader, *, rules: MediaRules) -> Verdict:
    try:
        check_type(reader.read, size=reader.size)
        with mediainfo.Child() as child:
            return _inspect(reader, child, rules)
    except Refused as problem:
        return Verdict(refusals=problem.refusals)


def _inspect(reader: PlannedReader, child: mediainfo.Child, rules: MediaRules) -> Verdict:
    movie, places = _measured(reader, movie_of(reader.read, size=reader.size))
    with reader.asked((place.offset, min(place.size, HEAD)) for place in places) as heads:
        # Work that needs no reading is done while the samples are being fetched.
        check_places(movie)
        description, mute = _details(reader, child, movie)
    seen = [(place, head.result()) for place, head in zip(places, heads, strict=True)]
    movie = with_pictures(movie, seen)
    refusals = _against_itself(movie, seen) or mute
    verdict = judge(facts(movie, None if refusals else description), rules=rules)
    return verdict.model_copy(update={"refusals": (*refusals, *verdict.refusals)})


def _details(
    reader: PlannedReader, child: mediainfo.Child, movie: Movie
) -> tuple[Description | None, tuple[Refusal, ...]]:
    """MediaInfo's description, or the refusals that explain why there is none."""
    number = movie.pictures[0].number
    try:
        return mediainfo.describe(child, reader, movie.gate, picture=number), ()
    except Refused as problem:
        return None, problem.refusals


def _measured(reader: PlannedReader, movie: Movie) -> tuple[Movie, list[Place]]:
    """The movie with the spans of its tracks, and the places of some of its samples."""
    gate, picture = movie.gate, movie.pictures[0]
    if not gate.fragmented:
        spans = {track.number: span_of(track) for track in movie.tracks}
        return movie._replace(spans=spans), sample_places(picture)
    inside = fragmented(reader.read, movie, prefetch=reader.prefetch)
    gate = gate._replace(
        trailing=max(0, movie.size - inside.end), overrun=max(0, inside.end - movie.size)
    )
    return movie._replace(gate=gate, spans=inside.spans), list(inside.places)


def _against_itself(movie: Movie, heads: Heads) -> tuple[Refusal, ...]:
    """Compares declared with measured values and returns every disagreement."""
    picture = movie.pictures[0]
    return (
        *durations(movie),
        *picture_sizes(picture),
        *unreadable_heads(picture, heads),
    )
