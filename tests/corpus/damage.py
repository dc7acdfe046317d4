"""How good files are made bad: changed, cut, misdeclared, and made of nothing."""

import os
import random
import struct
from collections.abc import Callable
from dataclasses import replace

from tests.contest.validate.mp4.tiny_mp4 import box
from tests.corpus.muxer import (
    FTYP,
    Stream,
    changed,
    dumped,
    encoded,
    find,
    full,
    lifted,
    mux,
    parsed,
    patch,
    picture,
    remuxed,
    sound,
    source,
    trak,
    u32,
)

Make = Callable[[], bytes]
STBL = "moov/trak/mdia/minf/stbl"
MOST = 2**32 - 1
FRAGMENTS = "frag_keyframe+empty_moov+default_base_moof"
ONE_PIECE = "frag_custom+empty_moov+default_base_moof"
NOISE = random.Random(7).randbytes(300_000)  # noqa: S311 - always the same
HREF = "http://127.0.0.1:9/secret"


def plain(seconds: float = 61) -> bytes:
    """A good file; its media data first, so that its movie box may change its size."""
    return mux(picture().lasting(seconds), sound().lasting(seconds))


def faststart() -> bytes:
    return mux(picture().lasting(61), sound().lasting(61), first=True)


def fragmented(flags: str = FRAGMENTS) -> bytes:
    whole = source(seconds=2).with_name(f"long.{os.getpid()}.part")
    whole.write_bytes(plain())
    return remuxed(whole, movflags=flags)


def at(path: str, change: Callable[[bytes], bytes] | bytes) -> Make:
    return lambda: changed(plain(), path, change)


def inside(path: str, more: bytes) -> Make:
    """With more boxes at the end of a container."""
    return lambda: changed(plain(), path, lambda body: body + more)


def without(path: str) -> Make:
    def make() -> bytes:
        tree = parsed(plain())
        above, _, last = path.rpartition("/")
        parent = find(tree, above)
        parent[1].remove(find(tree, path))
        assert last
        return dumped(tree)

    return make


def replaced(*changes: tuple[str, Callable[[bytes], bytes] | bytes]) -> Make:
    def make() -> bytes:
        file = plain()
        for path, change in changes:
            file = changed(file, path, change)
        return file

    return make


def times(factor: int, place: int) -> Callable[[bytes], bytes]:
    def change(body: bytes) -> bytes:
        (old,) = struct.unpack_from(">I", body, place)
        return patch(place, u32(old * factor))(body)

    return change


def holes(share: float, fill: Callable[[int], bytes] = bytes) -> Make:
    """With so much of the media data written over, from its end."""

    def make() -> bytes:
        file = bytearray(faststart())
        start = file.index(b"mdat") + 4
        first = int(start + (len(file) - start) * (1 - share))
        file[first:] = fill(len(file) - first)
        return bytes(file)

    return make


def noise(many: int) -> bytes:
    return (NOISE * (many // len(NOISE) + 1))[:many]


def declared(stream: Stream, width: int, height: int) -> Stream:
    return stream.described(patch(8 + 8 + 24, struct.pack(">HH", width, height)))


def small_in_large_clothes() -> bytes:
    """640x360 with all headers saying 1080p."""
    return mux(declared(lifted(source(640, 360)), 1920, 1080).lasting(61))


def small_pictures_inside() -> bytes:
    """Headers and parameter sets of 1080p, with others in the samples."""
    small = lifted(source(640, 360))
    sps = small.stsd[small.stsd.index(b"avcC") + 12 :]
    unit = sps[: int.from_bytes(small.stsd[small.stsd.index(b"avcC") + 10 :][:2], "big")]
    big = picture()
    samples = tuple(u32(len(unit)) + unit + sample for sample in big.samples)
    return mux(Stream("vide", big.stsd, samples, big.sync, big.scale, big.delta).lasting(61))


def misdeclared(codec: str) -> Make:
    """640x360 with all headers saying 1080p, by another codec."""
    return lambda: mux(declared(lifted(encoded(codec, 640, 360)), 1920, 1080).lasting(61))


def with_sync(*numbers: int) -> Make:
    """All media data zero but the first second's, and these key frames listed, from 1."""

    def make() -> bytes:
        file = bytearray(plain())
        begin, end = len(FTYP) + 8, file.rindex(b"moov") - 4
        first = begin + sum(len(sample) for sample in picture().samples[:12])
        file[first:end] = bytes(end - first)
        return changed(bytes(file), f"{STBL}/stss", bytes(4) + u32(len(numbers), *numbers))

    return make


def hollow_fragments(flags: str = FRAGMENTS) -> bytes:
    """Fragmented, and all media data zero but the first KiB of each fragment's."""
    file = bytearray(fragmented(flags))
    at = file.find(b"mdat")
    while at > 0:
        (size,) = struct.unpack_from(">I", file, at - 4)
        file[at + 4 + 1024 : at - 4 + size] = bytes(size - 8 - 1024)
        at = file.find(b"mdat", at - 4 + size)
    return bytes(file)


def empty_probes() -> bytes:
    """Zeros as all media data, and samples without bytes wherever one of eight is looked for."""
    stream = picture().lasting(61)
    samples = [bytes(len(sample)) for sample in stream.samples]
    for number in range(8):
        samples[number * (len(samples) - 1) // 7] = b""
    return mux(replace(stream, samples=tuple(samples), sync=()))


def encrypted() -> bytes:
    return mux(picture().described(lambda body: body.replace(b"avc1", b"encv")).lasting(61))


def scrambled_entry() -> bytes:
    sinf = box("sinf", box("frma", b"avc1"))

    def change(body: bytes) -> bytes:
        (size,) = struct.unpack_from(">I", body, 8)
        return body[:8] + u32(size + len(sinf)) + body[12:] + sinf

    return mux(picture().described(change).lasting(61))


def repaired_header() -> bytes:
    """Cut in the middle, and the media data's size mended to fit."""
    file = faststart()
    file = file[: len(file) // 2]
    start = file.index(b"mdat") - 4
    return file[:start] + u32(len(file) - start) + file[start + 4 :]


def repeated() -> bytes:
    """Every chunk of the picture is the first one again."""
    file = mux(picture().lasting(2), sound().lasting(2))
    long = picture().lasting(61)
    moov = box(
        "moov",
        full("mvhd", 0, 0, 1000, 61000, *[0] * 20),
        trak(long, 1, [(len(FTYP) + 8, 12)] * 61),
    )
    return file[: file.index(b"moov") - 4] + moov


def index_into_nowhere() -> bytes:
    file = bytearray(fragmented())
    place = file.index(b"tfra")
    file[place + 4 + 16 + 19 + 8 : place + 4 + 16 + 19 + 16] = bytes(8)
    return bytes(file)


def late_fragment() -> bytes:
    """The last fragment claims to begin at ten minutes."""
    file = bytearray(fragmented())
    place = file.rindex(b"tfdt")
    first = file.rindex(b"tfdt", 0, place)
    for found in (place, first):
        file[found + 8 : found + 16] = struct.pack(">Q", 600 * 12288)
    return bytes(file)


def of_many_fragments() -> bytes:
    """One for each frame, and no index."""
    file = fragmented("frag_every_frame+empty_moov+default_base_moof")
    return file[: file.rindex(b"mfra") - 4]


def frag_bomb(kind: bytes, place: int) -> Make:
    def make() -> bytes:
        file = bytearray(fragmented())
        found = file.index(kind)
        file[found + 4 + place : found + 8 + place] = u32(MOST)
        return bytes(file)

    return make


def nest() -> bytes:
    deep = box("trak")
    for _ in range(2000):
        deep = box("trak", deep)
    return deep


def only(*streams: Stream) -> Make:
    return lambda: mux(*(stream.lasting(61) for stream in streams))


def sized(width: int, height: int, seconds: float = 61) -> Make:
    return lambda: mux(lifted(encoded("libx264", width, height)).lasting(seconds))


def lasting(seconds: float, rate: int = 24) -> Make:
    return lambda: mux(picture().at_rate(rate * 512, 512).lasting(seconds))
