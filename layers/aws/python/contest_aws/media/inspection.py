"""Inspects a file and returns a verdict. The order: the gate, the tables, a few samples,
MediaInfo, the rules. What can be done while bytes are being fetched is done then.

Any bytes lead to a verdict. An exception means a fault of the cloud."""

from contest.refusals import Refusal, Refused
from contest.rules.sections import MediaRules
from contest.validate.labels.search import file_labels
from contest.validate.mp4.crosscheck import (
    Heads,
    Movie,
    check_places,
    durations,
    movie_of,
    open_groups,
    picture_sizes,
    unreadable_heads,
    with_pictures,
)
from contest.validate.mp4.fragments.spans import Fragmented, fragmented
from contest.validate.mp4.key_frames import HEAD, sample_places
from contest.validate.mp4.measure import facts
from contest.validate.mp4.spans import span_of
from contest.validate.requirements import judge
from contest.validate.verdict import Description, Verdict
from contest_aws.media import mediainfo
from contest_aws.media.ranged_reader import PlannedReader


def inspect(reader: PlannedReader, *, rules: MediaRules) -> Verdict:
    try:
        with mediainfo.Child() as child:
            return _inspect(reader, child, rules)
    except Refused as problem:
        return Verdict(refusals=problem.refusals)


def _inspect(reader: PlannedReader, child: mediainfo.Child, rules: MediaRules) -> Verdict:
    movie = movie_of(reader.read, size=reader.size)
    mediainfo.show(child, reader, movie.gate)
    labels = file_labels(reader.read, movie.gate)
    inside = None
    if movie.gate.fragmented:
        inside = fragmented(reader.read, movie, prefetch=reader.prefetch)
    places = inside.places if inside else sample_places(movie.pictures[0])
    with reader.asked((place.offset, min(place.size, HEAD)) for place in places) as heads:
        movie = _measured(movie, inside)
        check_places(movie)
        description, mute = _details(child, movie)
    seen = [(place, head.result()) for place, head in zip(places, heads, strict=True)]
    movie = with_pictures(movie, seen)
    refusals = _against_itself(movie, seen) or mute
    measured = facts(movie, None if refusals else description)
    more = {"labels": labels, "open_groups": open_groups(movie.pictures[0], seen)}
    verdict = judge(measured.model_copy(update=more), rules=rules)
    return verdict.model_copy(update={"refusals": (*refusals, *verdict.refusals)})


def _details(
    child: mediainfo.Child, movie: Movie
) -> tuple[Description | None, tuple[Refusal, ...]]:
    """MediaInfo's description, or the refusals that explain why there is none."""
    try:
        return mediainfo.described(child, picture=movie.pictures[0].number), ()
    except Refused as problem:
        return None, problem.refusals


def _measured(movie: Movie, inside: Fragmented | None) -> Movie:
    """The movie with the spans of its tracks. `inside`: what its fragments hold."""
    if inside is None:
        return movie._replace(spans={track.number: span_of(track) for track in movie.tracks})
    gate = movie.gate._replace(
        trailing=max(0, movie.size - inside.end), overrun=max(0, inside.end - movie.size)
    )
    return movie._replace(gate=gate, spans=inside.spans)


def _against_itself(movie: Movie, heads: Heads) -> tuple[Refusal, ...]:
    """Compares declared with measured values and returns every disagreement."""
    picture = movie.pictures[0]
    return (
        *durations(movie),
        *picture_sizes(picture),
        *unreadable_heads(picture, heads),
    )
