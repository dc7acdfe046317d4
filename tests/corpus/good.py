"""Files that are odd and good: what each is, how it is made, and the warnings that it gets besides
those of a still picture of little bit rate."""

import struct
from collections.abc import Callable
from dataclasses import replace

from tests.contest.validate.mp4.tiny_mp4 import box
from tests.corpus.damage import (
    FRAGMENTS,
    MOST,
    NOISE,
    ONE_PIECE,
    STBL,
    Make,
    at,
    faststart,
    fragmented,
    inside,
    lasting,
    only,
    plain,
    replaced,
    sized,
    without,
)
from tests.corpus.muxer import (
    FTYP,
    Stream,
    changed,
    encoded,
    find,
    full,
    lifted,
    mux,
    parsed,
    patch,
    picture,
    sound,
    u32,
)

LONG = 61
EDITS = 65536


def edited(*edits: int) -> Make:
    """Duration in milliseconds, media time, rate, of each edit."""
    table = box("edts", full("elst", len(edits) // 3, *edits))
    return lambda: mux(picture().lasting(LONG), sound().lasting(LONG), edits=table)


def turned(rotation: int) -> Make:
    upright = lifted(encoded("libx264", 1080, 1920)) if rotation in (90, 270) else picture()
    return lambda: mux(upright.lasting(LONG), rotation=rotation)


def squeezed() -> bytes:
    """1440x1080 with pixels of 4:3, told by a box."""
    pasp = box("pasp", u32(4, 3))

    def change(body: bytes) -> bytes:
        (size,) = struct.unpack_from(">I", body, 8)
        return body[:8] + u32(size + len(pasp)) + body[12:] + pasp

    stream = lifted(encoded("libx264", 1440, 1080))
    return mux(stream.described(lambda b: change(b.replace(b"pasp", b"free"))).lasting(LONG))


def squeezed_inside() -> bytes:
    """The same, told by the coded picture alone."""
    options = {"x264-params": "sar=4/3"}
    stream = lifted(encoded("libx264", 1440, 1080, **options))
    return mux(stream.described(lambda body: body.replace(b"pasp", b"free")).lasting(LONG))


def two_media_boxes() -> bytes:
    """Cut in two where a chunk begins."""
    file = plain()
    chunks = find(parsed(file), f"{STBL}/stco")[1]
    (second,) = struct.unpack_from(">I", chunks, 8 + 4 * 30)
    start, end = len(FTYP), file.rindex(b"moov") - 4
    data = file[start + 8 : end]
    first, rest = data[: second - start - 8], data[second - start - 8 :]
    moved = file[:start] + box("mdat", first) + box("mdat", rest) + file[end:]
    for track in (0, 1):
        path = f"moov/trak#{track}/mdia/minf/stbl/stco"
        moved = changed(moved, path, lambda body: _later(body, second))
    return moved


def _later(body: bytes, border: int) -> bytes:
    offsets = struct.unpack(f">{len(body) // 4 - 2}I", body[8:])
    return body[:8] + u32(*(at + 8 if at >= border else at for at in offsets))


def open_ended() -> bytes:
    """The last box says that it reaches to the end."""
    file = faststart()
    start = file.index(b"mdat") - 4
    return file[:start] + bytes(4) + file[start + 4 :]


def uneven() -> bytes:
    """Frames that last by turns one and two ticks."""
    file = mux(picture().at_rate(1800, 100).lasting(41))
    many = len(picture().at_rate(1800, 100).lasting(41).samples)
    pairs = [n for number in range(many) for n in (1, 100 + number % 2 * 100)]
    total = sum(pairs[1::2])
    file = changed(file, f"{STBL}/stts", bytes(4) + u32(many, *pairs))
    return changed(file, "moov/trak/mdia/mdhd", patch(16, u32(total)))


def long_headers() -> bytes:
    """Version 1: times of 64 bits."""

    def wide(body: bytes) -> bytes:
        head, created, changed_, scale, lasts = struct.unpack_from(">5I", body)
        assert not head
        return u32(1 << 24) + struct.pack(">QQIQ", created, changed_, scale, lasts) + body[20:]

    def wide_track(body: bytes) -> bytes:
        head, created, changed_, number, zero, lasts = struct.unpack_from(">6I", body)
        return (
            u32(1 << 24 | head)
            + struct.pack(">QQIIQ", created, changed_, number, zero, lasts)
            + body[24:]
        )

    return replaced(
        ("moov/mvhd", wide), ("moov/trak/tkhd", wide_track), ("moov/trak/mdia/mdhd", wide)
    )()


def compact_sizes() -> bytes:
    """`stz2` of 16 bits."""
    small = replace(picture(), samples=tuple(s for s in picture().samples[1:]), sync=(0,))
    file = mux(small.lasting(LONG))
    sizes = [len(sample) for sample in small.lasting(LONG).samples]
    body = bytes(4) + u32(16, len(sizes)) + struct.pack(f">{len(sizes)}H", *sizes)
    file = changed(file, STBL, lambda inner: inner + box("stz2", body))
    return file.replace(b"stsz", b"free", 1)


def pcm() -> Stream:
    """Sound of one frame a sample, all of one size, as cameras write it."""
    entry = box(
        "twos", bytes(6) + b"\0\1" + bytes(8) + struct.pack(">HHHH", 2, 16, 0, 0) + u32(8000 << 16)
    )
    return Stream("soun", u32(0, 1) + entry, (b"\0\1\0\2",) * 8000, (0,), 8000, 1)


def with_pcm() -> bytes:
    file = mux(picture().lasting(LONG), pcm().lasting(LONG))
    return changed(file, "moov/trak#1/mdia/minf/stbl/stsz", bytes(4) + u32(4, 8000 * LONG))


def of_kind(kind: str, entry: str) -> Stream:
    return Stream(kind, u32(0, 1) + box(entry, bytes(8)), (b"\0\0\0\1",), (0,), 1000, 60_000)


def cover() -> Stream:
    entry = box("jpeg", bytes(6) + b"\0\1" + bytes(70))
    return Stream("vide", u32(0, 1) + entry, (b"\xff\xd8\xff\xe0" * 90,), (0,), 1000, 61_000)


def in_band() -> bytes:
    """`avc3`: parameter sets stand in the samples."""
    stream = picture()
    record = stream.stsd[stream.stsd.index(b"avcC") + 4 :]
    size = int.from_bytes(record[6:8], "big")
    sps = record[8 : 8 + size]
    pps_size = int.from_bytes(record[9 + size : 11 + size], "big")
    pps = record[11 + size : 11 + size + pps_size]
    sets = u32(len(sps)) + sps + u32(len(pps)) + pps
    samples = (sets + stream.samples[0], *stream.samples[1:])
    entry = box("avc3", stream.stsd[16:94], box("avcC", record[:5] + b"\xe0\0"))
    return mux(replace(stream, stsd=u32(0, 1) + entry, samples=samples).lasting(LONG))


def dropped_frames() -> bytes:
    samples = list(picture().samples)
    samples[5] = b""
    return mux(replace(picture(), samples=tuple(samples)).lasting(LONG))


def unindexed(file: bytes) -> bytes:
    return file[: file.rindex(b"mfra") - 4]


def units_before(*units: bytes) -> Make:
    """With these NAL units before each key frame's own."""
    stream = picture()
    more = b"".join(u32(len(unit)) + unit for unit in units)
    samples = [more + one if n in stream.sync else one for n, one in enumerate(stream.samples)]
    return lambda: mux(replace(stream, samples=tuple(samples)).lasting(LONG))


def padded() -> bytes:
    """Each sample is one slice with 100 zeros behind it, as a constant bit rate is sometimes made.
    Decoders cut them off (ITU-T H.264 clause 7.4.1, `trailing_zero_8bits` of clause B.1.2)."""

    def longer(sample: bytes) -> bytes:
        size = int.from_bytes(sample[:4], "big")
        return u32(size + 100) + sample[4 : 4 + size] + bytes(100) + sample[4 + size :]

    stream = picture()
    return mux(replace(stream, samples=tuple(map(longer, stream.samples))).lasting(LONG))


def without_sync_after_the_first() -> bytes:
    return mux(replace(picture().lasting(LONG), sync=(0,)))


def brand(*names: bytes) -> Make:
    ftyp = box("ftyp", names[0], bytes(4), *names)
    return lambda: mux(picture().lasting(LONG), sound().lasting(LONG), ftyp=ftyp)


def with_composition() -> bytes:
    stream = lifted(encoded("libx264", 1920, 1080, bf="2"))
    many = len(stream.lasting(LONG).samples)
    file = mux(stream.lasting(LONG))
    return changed(file, STBL, lambda body: body + full("ctts", 1, many, 1024))


def hdr(curve: str) -> Make:
    """H.265 of 10 bits, its curve told by its parameter sets (ITU-T H.265 table E.4)."""
    told = {"x265-params": f"log-level=none:colorprim=bt2020:transfer={curve}"}
    file = lifted(encoded("libx265", 1920, 1080, pixels="yuv420p10le", **told)).lasting(LONG)
    return lambda: mux(file)


def relocated(change: Callable[[bytes, bytes, int], tuple[bytes, int]]) -> bytes:
    """A fragmented file, its fragments and their data put together anew. `change` takes a fragment,
    its data box and where the two begin, and gives their bytes and where the data box is then."""
    file = fragmented("frag_keyframe+empty_moov+skip_trailer")
    at = file.index(b"moof") - 4
    made = file[:at]
    while at < len(file):
        (size,) = struct.unpack_from(">I", file, at)
        (held,) = struct.unpack_from(">I", file, at + size)
        moof, mdat = bytearray(file[at : at + size]), file[at + size : at + size + held]
        start = len(made)
        both, data = change(bytes(moof), mdat, start)
        moved = data - (at + size)
        made += both.replace(bytes(moof), _based(moof, moved), 1)
        at += size + held
    return made


def _based(moof: bytearray, moved: int) -> bytes:
    """With absolute bases (flag 1 of `tfhd`) that count so many bytes further."""
    place = moof.find(b"tfhd")
    while place >= 0:
        (base,) = struct.unpack_from(">Q", moof, place + 12)
        struct.pack_into(">Q", moof, place + 12, base + moved)
        place = moof.find(b"tfhd", place + 4)
    return bytes(moof)


def free_between() -> bytes:
    """Clause 8.1.2: free space between a fragment and its data."""
    free = box("free", bytes(91))
    return relocated(lambda moof, mdat, start: (moof + free + mdat, start + len(moof) + len(free)))


def data_first() -> bytes:
    """The data of each fragment before it."""
    return relocated(lambda moof, mdat, start: (mdat + moof, start))


def scaled_by_header() -> bytes:
    """1440x1080 shown as 1920x1080 by the track header alone (clause 8.3.2)."""
    stream = lifted(encoded("libx264", 1440, 1080))
    plain = stream.described(lambda body: body.replace(b"pasp", b"free"))
    size = patch(76, u32(1920 << 16, 1080 << 16))
    return changed(mux(plain.lasting(LONG)), "moov/trak/tkhd", size)


def counted(table: str, place: int, more: int) -> Make:
    """With a number in a table of the sound made larger."""

    def change(body: bytes) -> bytes:
        (old,) = struct.unpack_from(">I", body, place)
        return patch(place, u32(old + more))(body)

    return lambda: changed(faststart_last(), f"moov/trak#1/mdia/minf/stbl/{table}", change)


def faststart_last() -> bytes:
    return mux(picture().lasting(LONG), sound().lasting(LONG), chunk=1000)


def overstated() -> bytes:
    """Media data that claims 8 bytes more than there are."""
    file = faststart()
    at = file.index(b"mdat") - 4
    (size,) = struct.unpack_from(">I", file, at)
    return file[:at] + u32(size + 8) + file[at + 4 :]


def overstated_fragment() -> bytes:
    file = fragmented("frag_keyframe+empty_moov+default_base_moof+skip_trailer")
    at = file.rindex(b"mdat") - 4
    (size,) = struct.unpack_from(">I", file, at)
    return file[:at] + u32(size + 8) + file[at + 4 :]


def far_text() -> bytes:
    """A subtitle whose samples lie in another file: players show none of it."""
    file = mux(picture().lasting(LONG), of_kind("text", "tx3g"))
    dref = u32(0, 1) + full("url ", tail=b"subtitles.srt\0")
    return changed(file, "moov/trak#1/mdia/minf/dinf/dref", dref)


SILENT = {"media.no_sound"}
RARE = {"media.few_browsers", "media.no_sound"}
GOOD: dict[str, tuple[Make, set[str]]] = {
    "movie behind the media": (plain, set()),
    "movie before the media": (faststart, set()),
    "sizes of 64 bits": (lambda: mux(picture().lasting(LONG), long=True), SILENT),
    "sizes of 64 bits, movie first": (
        lambda: mux(picture().lasting(LONG), sound().lasting(LONG), long=True, first=True),
        set(),
    ),
    "headers of 64 bits": (long_headers, set()),
    "media to the end": (open_ended, set()),
    "two media boxes": (two_media_boxes, set()),
    "all in one chunk": (lambda: mux(picture().lasting(LONG), chunk=1000), SILENT),
    "a chunk for each sample": (lambda: mux(picture().lasting(LONG), chunk=0.01), SILENT),
    "free boxes between": (
        lambda: mux(picture().lasting(LONG), between=box("free", bytes(99)) + box("wide")),
        SILENT,
    ),
    "a box of its maker's": (
        lambda: plain() + box("uuid", NOISE[:5000]) + box("abcd", bytes(9)),
        set(),
    ),
    "a title in Chinese": (inside("moov", box("udta", "钢铁脊梁".encode() * 99)), set()),
    "a cover of 400 kB": (inside("moov", box("udta", NOISE, NOISE[:100_000])), set()),
    "exactly 60 s": (lasting(60), SILENT),
    "exactly 480 s": (lasting(480), SILENT),
    "a frame less than 60 s": (lasting(60 - 1 / 24), SILENT),
    "a frame more than 480 s": (lasting(480 + 1 / 24), SILENT),
    "23.976 frames a second": (
        lambda: mux(picture().at_rate(24_000, 1001).lasting(LONG)),
        SILENT,
    ),
    "120 frames a second": (lambda: mux(picture().at_rate(120, 1).lasting(LONG)), SILENT),
    "frames that come unevenly": (uneven, {*SILENT, "media.variable_frame_rate"}),
    "upright": (sized(1080, 1920), SILENT),
    "turned by 90": (turned(90), SILENT),
    "turned by 180": (turned(180), SILENT),
    "turned by 270": (turned(270), SILENT),
    "1088 lines": (sized(1920, 1088), SILENT),
    "pixels of 4:3": (squeezed, SILENT),
    "pixels of 4:3, told inside": (squeezed_inside, SILENT),
    "4K": (sized(3840, 2160), SILENT),
    "8K": (sized(7680, 4320), SILENT),
    "an encoder's lead-in": (edited(60_900, 1024, EDITS), set()),
    "an empty edit first": (edited(400, MOST, EDITS, 61_000, 0, EDITS), set()),
    "in two edits": (edited(30_500, 0, EDITS, 30_500, 187_392, EDITS), set()),
    "an edit that says to the end": (edited(0, 0, EDITS), set()),
    "an edit list without entries": (edited(), set()),
    "a minute of two, by an edit list": (
        lambda: mux(picture().lasting(120), edits=box("edts", full("elst", 1, 61_000, 0, EDITS))),
        {*SILENT, "media.edited"},
    ),
    "an empty edit of three seconds": (
        edited(3000, MOST, EDITS, 61_000, 0, EDITS),
        {"media.picture_late"},
    ),
    "a picture held for five seconds": (
        edited(20_000, 0, EDITS, 5000, 0, 0, 36_000, 0, EDITS),
        set(),
    ),
    "a gap between two edits": (
        edited(30_500, 0, EDITS, 5000, MOST, EDITS, 30_500, 187_392, EDITS),
        set(),
    ),
    "scaled by the track header": (scaled_by_header, SILENT),
    "a sound of one time too many": (counted("stts", 8, 1), set()),
    "a sound of one time too few": (counted("stts", 8, -1), set()),
    "a sound of one sample too many in its chunk": (counted("stsc", 12, 1), set()),
    "media data that claims more": (overstated, {"media.overstated_data"}),
    "a last fragment that claims more": (overstated_fragment, {"media.overstated_data"}),
    "four zeros at the end of the movie": (inside("moov", bytes(4)), set()),
    "four zeros at the end of a track": (inside("moov/trak", bytes(4)), set()),
    "a hundred free boxes": (
        lambda: mux(picture().lasting(LONG), between=box("free") * 100),
        SILENT,
    ),
    "free space between fragment and data": (free_between, set()),
    "data before its fragment": (data_first, set()),
    "first samples in the movie box": (lambda: fragmented("frag_keyframe"), set()),
    "offsets that follow each other": (
        lambda: fragmented("frag_keyframe+empty_moov+omit_tfhd_offset"),
        set(),
    ),
    "text that lies elsewhere": (far_text, SILENT),
    "silent": (only(picture()), SILENT),
    "two sounds": (only(picture(), sound(), sound()), set()),
    "sound before picture": (only(sound(), picture()), set()),
    "sound as single frames": (with_pcm, set()),
    "two pictures": (only(picture(), picture(), sound()), {"media.several_pictures"}),
    "a title of 600 kB": (inside("moov", box("udta", NOISE * 2)), set()),
    "a cover of 2 MB in a film of 1 MB": (inside("moov", box("udta", NOISE * 7)), set()),
    "a cover of 50 MB": (inside("moov", box("udta", bytes(50_000_000))), set()),
    "a cover of 2 MB before the media": (
        lambda: mux(picture().lasting(LONG), first=True, more=box("udta", NOISE * 7)),
        SILENT,
    ),
    "private data of 600 kB in a track": (inside("moov/trak", box("uuid", NOISE * 2)), set()),
    "a camera's XML in a box of its own": (
        lambda: plain() + box("uuid", b"<?xml version='1.0'?><NonRealTimeMeta/>"),
        set(),
    ),
    "a vendor's NAL units": (units_before(b"\x1evendor data", b"\x0dreserved", b"\x7f?"), SILENT),
    "an SEI of zeros": (units_before(b"\6\5" + bytes(90) + b"\x80"), SILENT),
    "slices padded with zeros": (padded, SILENT),
    "one key frame": (without_sync_after_the_first, SILENT),
    "no key frame listed": (lambda: mux(replace(picture().lasting(LONG), sync=())), SILENT),
    "a cover as a track": (
        lambda: mux(cover(), picture().lasting(LONG), sound().lasting(LONG)),
        set(),
    ),
    "a timecode": (lambda: mux(picture().lasting(LONG), of_kind("tmcd", "tmcd")), SILENT),
    "subtitles": (lambda: mux(picture().lasting(LONG), of_kind("text", "tx3g")), SILENT),
    "the only picture switched off": (at("moov/trak/tkhd", patch(0, bytes(4))), set()),
    "QuickTime and mp4": (brand(b"qt  ", b"mp42"), set()),
    "a camera's brands": (brand(b"XAVC", b"mp42", b"iso2"), set()),
    "a phone's brands": (brand(b"mp42", b"isom", b"mp42", b"3gp4"), set()),
    "a brand unheard of": (brand(b"zzzz"), set()),
    "zeros behind it": (lambda: plain() + bytes(3_000_000), {"media.trailing_data"}),
    "noise behind it": (lambda: plain() + b"\xff\xfe" * 99, {"media.trailing_data"}),
    "key frames alone": (without(f"{STBL}/stss"), set()),
    "sizes of 16 bits": (compact_sizes, SILENT),
    "a length that is not told": (
        replaced(
            ("moov/mvhd", patch(16, u32(MOST))),
            ("moov/trak/tkhd", patch(20, u32(MOST))),
            ("moov/trak/mdia/mdhd", patch(16, u32(MOST))),
        ),
        set(),
    ),
    "frames out of order": (with_composition, SILENT),
    "a dropped frame": (dropped_frames, SILENT),
    "parameter sets in the samples": (in_band, SILENT),
    "H.265": (lambda: mux(lifted(encoded("libx265", 1920, 1080)).lasting(LONG)), RARE),
    "HDR by PQ": (hdr("smpte2084"), {*RARE, "media.hdr"}),
    "HDR by HLG": (hdr("arib-std-b67"), {*RARE, "media.hdr"}),
    "H.265 of 10 bits": (hdr("bt709"), RARE),
    "AV1": (lambda: mux(lifted(encoded("libsvtav1", 1920, 1080)).lasting(LONG)), RARE),
    "VP9": (lambda: mux(lifted(encoded("libvpx-vp9", 1920, 1080)).lasting(LONG)), RARE),
    "MPEG-4 part 2": (lambda: mux(lifted(encoded("mpeg4", 1920, 1080)).lasting(LONG)), RARE),
    "MPEG-2": (lambda: mux(lifted(encoded("mpeg2video", 1920, 1080)).lasting(LONG)), RARE),
    "a codec that is not read": (
        lambda: mux(lifted(encoded("mjpeg", 1920, 1080, pixels="yuvj420p")).lasting(LONG)),
        {*RARE, "media.unverified_size"},
    ),
    "fragmented": (fragmented, set()),
    "fragmented, in one piece": (lambda: fragmented(ONE_PIECE), set()),
    "fragmented, no index": (lambda: unindexed(fragmented()), set()),
    "fragmented, index at the head": (
        lambda: unindexed(fragmented(FRAGMENTS + "+global_sidx")),
        set(),
    ),
    "fragmented for DASH": (lambda: unindexed(fragmented("dash+frag_keyframe+empty_moov")), set()),
    "fragmented, each track apart": (
        lambda: fragmented("frag_keyframe+empty_moov+separate_moof+omit_tfhd_offset"),
        set(),
    ),
    "fragmented with old offsets": (lambda: fragmented("frag_keyframe+empty_moov"), set()),
    "a fragment for each frame, with index": (
        lambda: fragmented("frag_every_frame+empty_moov+default_base_moof"),
        set(),
    ),
}
