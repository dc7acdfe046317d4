"""Plans the viewing copy of a valid film: which tracks it has, how their samples are described,
cleaned and timed, and in which order they are written."""

from collections.abc import Iterator
from fractions import Fraction
from heapq import merge
from typing import NamedTuple

from contest.refusals import refused
from contest.validate.mp4.boxes import Node, Read, version
from contest.validate.mp4.crosscheck import Movie, movie_of
from contest.validate.mp4.sample_tables import Track
from contest.viewing import edits
from contest.viewing.descriptions import Clean, SampleDescription, described
from contest.viewing.fragment_tables import add_fragments
from contest.viewing.pieces import Piece, pieces
from contest.viewing.tables import GrowingTable, SampleTable, table_of

MATRIX, SIZE = 36, 8
"""Bytes of the matrix that turns pictures, and of the size behind it (clause 8.3.2)."""


class CopiedTrack(NamedTuple):
    kind: str
    scale: int
    """Ticks a second."""
    table: SampleTable
    description: SampleDescription
    timing: edits.Timing
    displayed: bytes
    """Matrix and size, as the original's header has them."""

    @property
    def of_one_size(self) -> bool:
        """Whether all samples are copied as they are, and have the same size."""
        return bool(self.table.one_size) and not any(self.description.cleaners)

    def cleaner(self, entry: int) -> Clean | None:
        """Of the samples of an entry, which counts from 1."""
        if not 0 < entry <= len(self.description.cleaners):
            raise refused("media.broken", measured=f"stsd {entry}")
        return self.description.cleaners[entry - 1]


class CopyPlan(NamedTuple):
    scale: int
    """Ticks a second of the movie's own clock."""
    matrix: bytes
    """Of the movie header (clause 8.2.2)."""
    tracks: tuple[CopiedTrack, ...]

    @property
    def codecs(self) -> str:
        """As browsers are asked whether they play them."""
        return ", ".join(track.description.codec for track in self.tracks)

    def pieces(self) -> Iterator[Piece]:
        """Of all tracks, by time."""
        each = (
            pieces(one.table, track=number, scale=one.scale, begins=self._begins(one))
            for number, one in enumerate(self.tracks)
        )
        return merge(*each, key=lambda piece: piece.time)

    def _begins(self, track: CopiedTrack) -> Fraction:
        return edits.begins(track.timing.edits, media_scale=track.scale, movie_scale=self.scale)


def plan_copy(read: Read, *, size: int, movie: Movie | None = None) -> CopyPlan:
    """Of a file that is valid; refused if it is not, or too complex. `movie`: if it was read."""
    movie = movie or movie_of(read, size=size)
    traks = {
        track.number: trak
        for track, trak in zip(movie.tracks, movie.gate.tree.all("trak"), strict=True)
    }
    chosen = [movie.pictures[0], *_heard(movie)[:1]]
    tables = {track.number: table_of(track, traks[track.number]) for track in chosen}
    if movie.gate.fragmented:
        _grow(read, size, movie, tables)
    return _planned(movie, [(track, traks[track.number], tables[track.number]) for track in chosen])


def _heard(movie: Movie) -> list[Track]:
    """Tracks of sound, those first that are enabled."""
    return sorted(movie.sounds, key=lambda track: not track.enabled)


def _grow(read: Read, size: int, movie: Movie, tables: dict[int, SampleTable]) -> None:
    growing = {number: GrowingTable(table) for number, table in tables.items()}
    moov, start = movie.gate.tree, movie.gate.fragments_start
    add_fragments(read, start=start, size=size, moov=moov, tables=growing)
    tables.update((number, table.grown()) for number, table in growing.items())


def _planned(movie: Movie, chosen: list[tuple[Track, Node, SampleTable]]) -> CopyPlan:
    whole = movie.gate.fragmented
    scale = chosen[0][0].clock.scale if whole else movie.scale
    timed = _placed(movie, chosen, scale) if whole else _listed(movie, chosen)
    mvhd = movie.gate.tree.find("mvhd")
    return CopyPlan(
        scale,
        _bytes(mvhd, 36, 48, MATRIX),
        tuple(
            CopiedTrack(
                track.kind,
                track.clock.scale,
                table,
                _described(trak, track),
                timing,
                _bytes(trak.find("tkhd"), 40, 52, MATRIX + SIZE),
            )
            for (track, trak, table), timing in zip(chosen, timed, strict=True)
        ),
    )


def _listed(movie: Movie, chosen: list[tuple[Track, Node, SampleTable]]) -> list[edits.Timing]:
    return [
        edits.as_listed(track.edits, table, media_scale=track.clock.scale, movie_scale=movie.scale)
        for track, _, table in chosen
    ]


def _placed(
    movie: Movie, chosen: list[tuple[Track, Node, SampleTable]], scale: int
) -> list[edits.Timing]:
    """Fragments may begin at any time: players show the earliest at once."""
    begun = [
        edits.begins(track.edits, media_scale=track.clock.scale, movie_scale=movie.scale)
        + Fraction(table.base, track.clock.scale)
        for track, _, table in chosen
    ]
    earliest = min(
        begin + Fraction(table.extent.start, track.clock.scale)
        for begin, (track, _, table) in zip(begun, chosen, strict=True)
    )
    early = max(Fraction(0), earliest)
    return [
        edits.placed(table, begin - early, media_scale=track.clock.scale, movie_scale=scale)
        for begin, (track, _, table) in zip(begun, chosen, strict=True)
    ]


def _described(trak: Node, track: Track) -> SampleDescription:
    stsd = trak.find("mdia", "minf", "stbl", "stsd")
    if stsd is None:
        raise refused("media.broken", measured="stsd × 0", allowed="1")
    return described(stsd, visual=track.kind == "vide")


def _bytes(header: Node | None, at: int, long_at: int, many: int) -> bytes:
    if header is None:
        raise refused("media.broken", measured="mvhd / tkhd × 0", allowed="1")
    begin = long_at if version(header.body) else at
    found = bytes(header.body[begin : begin + many])
    if len(found) < many:
        raise refused("media.broken", measured=f"{header.kind} {len(header.body)} B")
    return found
