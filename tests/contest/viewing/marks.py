"""Films with a text planted wherever a tool can put one into an mp4."""

import struct
from collections.abc import Callable
from functools import partial
from itertools import islice
from pathlib import Path

from tests.contest.validate.mp4.tiny_mp4 import box
from tests.contest.viewing.films import COPY, X265, coded, plain
from tests.corpus.muxer import u32
from tests.truth.surgery import Top, at_end, at_start, before, rearranged, walked
from tests.truth.tools import FOLDER, film

MARK = b"Zhang San 13800138000"
TEXT = MARK.decode()
Change = Callable[[bytes], bytes]
Film = Callable[[], bytes]
UUID = bytes(range(16))
XMP = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
FULL = bytes(4)


def of(make: Callable[[], Path]) -> Film:
    return lambda: make().read_bytes()


whole = of(plain)


def muxed(*options: str) -> Film:
    """By ffmpeg itself."""
    return lambda: film("-i", plain(), *COPY, *options).read_bytes()


def changed(change: Callable[[list[Top]], list[Top]], make: Film = whole) -> Film:
    return lambda: rearranged(make(), change)


def ilst(key: bytes) -> bytes:
    item = box("ilst", box(key.decode("latin-1"), box("data", u32(1, 0), MARK)))
    return box("udta", box("meta", FULL, HANDLER, item))


HANDLER = box("hdlr", FULL, bytes(4), b"mdir", bytes(13))
KEYS = box(
    "meta",
    box("hdlr", FULL, bytes(4), b"mdta", bytes(13)),
    box("keys", FULL, u32(1), box("mdta", b"com.apple.quicktime.author")),
    box("ilst", u32(8 + 16 + len(MARK), 1), box("data", u32(1, 0), MARK)),
)


def body_of(kind: str, change: Change, which: int = 0) -> Callable[[list[Top]], list[Top]]:
    """Changes what is in the first, or another, box of this kind."""

    def apply(boxes: list[Top]) -> list[Top]:
        for top in boxes:
            if top.kind == kind:
                top.body = change(top.body)
        found = [node for top in boxes for node in walked(top.body, kind)]
        if found:
            found[which][1] = change(found[which][1])
        return boxes

    return apply


def appended(more: bytes = MARK) -> Change:
    return lambda body: body + more


def over(at: int, text: bytes = MARK) -> Change:
    return lambda body: body[:at] + text + body[at + len(text) :]


def in_entry(more: bytes, which: int = 0) -> Callable[[list[Top]], list[Top]]:
    """A box at the end of a track's sample entry."""

    def change(stsd: bytes) -> bytes:
        (size,) = struct.unpack_from(">I", stsd, 8)
        return stsd[:8] + u32(size + len(more)) + stsd[12:] + more

    return body_of("stsd", change, which)


def in_configuration(kind: bytes, more: bytes = MARK) -> Callable[[list[Top]], list[Top]]:
    """Bytes at the end of a box in the sample entry, which makes both longer."""

    def change(stsd: bytes) -> bytes:
        at = stsd.index(kind) - 4
        (size,) = struct.unpack_from(">I", stsd, at)
        (entry,) = struct.unpack_from(">I", stsd, 8)
        longer = stsd[:at] + u32(size + len(more)) + stsd[at + 4 : at + size] + more
        longer += stsd[at + size :]
        return longer[:8] + u32(entry + len(more)) + longer[12:]

    return body_of("stsd", change, 0)


Edit = Callable[[bytes], bytes]


def samples(edit: Edit, make: Film = whole, kind: bytes = b"vide", *, between: bytes = b"") -> Film:
    """Every sample of one kind of track changed; the others stay. The media data comes anew.
    `between`: bytes between the samples, which no table lists."""

    def change() -> bytes:
        data = make()
        tops = rearranged_tops(data)
        moov = next(top for top in tops if top.kind == "moov")
        media = bytearray()
        for trak in walked(moov.body, "trak"):
            its = next(walked(trak[1], "hdlr"))[1][8:12]
            _rewrite(trak, data, edit if its == kind else unchanged, media, between)
        rest = [top for top in tops if top.kind != "mdat"]
        start = sum(len(top.dump()) for top in rest) + 8
        for table in walked(moov.body, "stco"):
            many = len(table[1][8:]) // 4
            at = struct.unpack(f">{many}I", table[1][8:])
            table[1] = table[1][:8] + u32(*(one + start for one in at))
        return b"".join(top.dump() for top in rest) + box("mdat", bytes(media))

    return change


def rearranged_tops(data: bytes) -> list[Top]:
    found: list[Top] = []
    rearranged(data, lambda tops: found.extend(tops) or tops)
    return found


def unchanged(sample: bytes) -> bytes:
    return sample


def _rewrite(trak: list, data: bytes, edit: Edit, media: bytearray, between: bytes) -> None:
    """With one sample in each chunk."""
    stsz, stco, stsc = (next(walked(trak[1], kind)) for kind in ("stsz", "stco", "stsc"))
    sizes = struct.unpack(f">{len(stsz[1][12:]) // 4}I", stsz[1][12:])
    offsets = struct.unpack(f">{len(stco[1][8:]) // 4}I", stco[1][8:])
    runs = list(struct.iter_unpack(">III", stsc[1][8:]))
    held = [
        next(m for first, m, _ in reversed(runs) if first <= n) for n in range(1, len(offsets) + 1)
    ]
    new, at, left = list[int](), list[int](), iter(sizes)
    for start, many in zip(offsets, held, strict=True):
        offset = start
        for size in islice(left, many):
            sample = edit(data[offset : offset + size])
            media += between
            at.append(len(media))
            new.append(len(sample))
            media += sample
            offset += size
    stsz[1] = FULL + u32(0, len(new), *new)
    stco[1] = FULL + u32(len(at), *at)
    stsc[1] = FULL + u32(1, 1, 1, 1)


def unit(*body: bytes) -> Edit:
    """A NAL unit in front of each sample."""
    whole = b"".join(body)
    return lambda sample: u32(len(whole)) + whole + sample


def sei(kind: int, text: bytes = MARK) -> bytes:
    return bytes([kind, len(text)]) + text


def bits(*fields: tuple[int, int]) -> tuple[int, int]:
    """Value and width of all fields, one behind the other."""
    value = width = 0
    for one, wide in fields:
        value, width = value << wide | one, width + wide
    return value, width


def in_front(head: tuple[int, int]) -> Edit:
    """Bits in front of an AAC sample: what follows is no longer at the beginning of a byte."""

    def edit(sample: bytes) -> bytes:
        value, width = head
        value, width = (
            value << 8 * len(sample) | int.from_bytes(sample, "big"),
            width + 8 * len(sample),
        )
        spare = -width % 8
        return (value << spare).to_bytes((width + spare) // 8, "big")

    return edit


NUMBER, LONG = int.from_bytes(MARK, "big"), 8 * len(MARK)
FILL = bits((6, 3), (15, 4), (len(MARK) - 14, 8), (NUMBER, LONG))
DATA = bits((4, 3), (0, 4), (0, 1), (len(MARK), 8), (NUMBER, LONG))
LIST = bits(
    (5, 3),
    (0, 4),
    (1, 2),
    (4, 4),
    (1, 4),
    (0, 4),
    (0, 4),
    (0, 2),
    (0, 3),
    (0, 4),
    (0, 3),
    (0, 5),
    (0, 6),
    (len(MARK), 8),
    (NUMBER, LONG),
)


def chapters() -> bytes:
    FOLDER.mkdir(parents=True, exist_ok=True)
    file = FOLDER / "chapters.txt"
    file.write_text(f";FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1\nSTART=0\nEND=2\ntitle={TEXT}\n")
    return film("-i", plain(), "-i", file, "-map_chapters", "1", *COPY).read_bytes()


def captions() -> bytes:
    FOLDER.mkdir(parents=True, exist_ok=True)
    file = FOLDER / "captions.srt"
    file.write_text(f"1\n00:00:00,000 --> 00:00:02,000\n{TEXT}\n")
    return film("-i", plain(), "-i", file, "-c", "copy", "-c:s", "mov_text").read_bytes()


def fragmented() -> bytes:
    return film("-i", plain(), *COPY, "-movflags", "frag_keyframe+empty_moov").read_bytes()


def after_user_data(sample: bytes) -> bytes:
    return b"\0\0\1\xb2" + MARK + sample


OBU = bytes([5 << 3 | 2, len(MARK) + 2, 31]) + MARK + b"\x80"
PADDING = bytes([15 << 3 | 2, len(MARK) + 1]) + MARK + b"\x80"
av1 = of(lambda: coded("-c:v", "libsvtav1", "-preset", "12", "-pix_fmt", "yuv420p"))
mpeg4 = of(lambda: coded("-c:v", "mpeg4", "-bf", "2"))
x265 = of(lambda: coded(*X265))
TAGS = {
    "title": "©nam",
    "artist": "©ART",
    "comment": "©cmt",
    "copyright": "cprt",
    "maker": "©mak",
    "model": "©mod",
    "place": "©xyz",
    "tool": "©too",
    "date": "©day",
}


def in_ilst(key: str) -> Callable[[list[Top]], list[Top]]:
    return at_end("moov", ilst(key.encode("latin-1")))


IN_BOXES = {
    **{f"{name} in the movie": in_ilst(key) for name, key in TAGS.items()},
    "a key of QuickTime": at_end("moov", KEYS),
    "user data of QuickTime": at_end("moov", box("udta", box("©swr", b"\0\x15\0\0", MARK))),
    "user data of a track": at_end("trak", box("udta", box("name", MARK))),
    "metadata of a track": at_end("trak", box("meta", FULL, HANDLER, box("xml ", FULL, MARK))),
    "a box within the media": at_end("mdia", box("elng", FULL, MARK)),
    "a box beside the tables": at_end("stbl", box("sgpd", FULL, b"text", u32(0), MARK)),
    "a box within minf": at_end("minf", box("free", MARK)),
    "free space": before("moov", box("free", MARK)),
    "skipped space": before("moov", box("skip", MARK)),
    "wide space in the movie": at_start("moov", box("wide", MARK)),
    "XMP": before("moov", box("uuid", XMP, MARK)),
    "a private box": before("moov", box("uuid", UUID, MARK)),
    "a private box in a track": at_end("trak", box("uuid", UUID, MARK)),
    "metadata of the file": before("moov", box("meta", FULL, HANDLER, box("xml ", FULL, MARK))),
    "bytes behind the sound": at_end("mdat", MARK),
    "the compressor's name": body_of("stsd", over(8 + 8 + 42)),
    "a box in the sample entry": in_entry(box("Auth", MARK)),
    "a box in the sound's entry": in_entry(box("Auth", MARK), 1),
    "a colour profile": in_entry(box("colr", b"prof", MARK)),
    "behind the parameter sets": in_configuration(b"avcC"),
    "where the data lies": body_of("dref", appended(box("url ", b"\0\0\0\1", MARK))),
}
"""Those that are put into a film's boxes, and one film may have them all."""
IN_SAMPLES = {
    "user data before pictures": unit(b"\6", sei(5, UUID + MARK), b"\x80"),
    "a registered message": unit(b"\6", sei(4), b"\x80"),
    "an unknown message beside another": unit(b"\6", sei(6, b"\x80"), sei(200), b"\x80"),
    "a unit that fills": unit(b"\x0c", MARK, b"\x80"),
}
"""Likewise, into its pictures."""
PLANTED: dict[str, Film] = {
    **{
        f"ffmpeg's {tag}": muxed("-metadata", f"{tag}={TEXT}")
        for tag in ("title", "artist", "genre")
    },
    "ffmpeg's keys": muxed("-movflags", "use_metadata_tags", "-metadata", f"author={TEXT}"),
    "ffmpeg's handler": muxed("-metadata:s:v:0", f"handler_name={TEXT}"),
    "ffmpeg's handler of sound": muxed("-metadata:s:a:0", f"handler_name={TEXT}"),
    **{name: changed(change) for name, change in IN_BOXES.items()},
    "behind the pixel's shape": changed(in_configuration(b"pasp")),
    "brands": changed(body_of("ftyp", appended(MARK[:20]))),
    "bytes between the pictures": samples(unchanged, between=MARK),
    "the vendor": changed(body_of("stsd", over(8 + 8 + 12, MARK[:4]))),
    "the vendor of the sound": changed(body_of("stsd", over(8 + 8 + 12, MARK[:4]), 1)),
    "a second sound's language": changed(body_of("mdhd", over(4, MARK[:8]), 1)),
    "when it was made": changed(body_of("mvhd", over(4, MARK[:8]))),
    "when the track was made": changed(body_of("tkhd", over(4, MARK[:8]))),
    "chapters": chapters,
    "captions": captions,
    "x264's own words": lambda: plain().read_bytes(),
    **{name: samples(edit) for name, edit in IN_SAMPLES.items()},
    "a unit of no kind": samples(unit(b"\x1e", MARK)),
    "a unit that divides": samples(unit(b"\x09\xf0", MARK)),
    "messages of H.265": samples(unit(b"\x4e\1", sei(5, UUID + MARK), b"\x80"), x265),
    "messages behind pictures of H.265": samples(
        unit(b"\x50\1", sei(5, UUID + MARK), b"\x80"), x265
    ),
    "private units of H.265": samples(unit(b"\x7c\1", MARK), x265),
    "x265's own words": x265,
    "metadata of AV1": samples(lambda sample: OBU + sample, av1),
    "padding of AV1": samples(lambda sample: PADDING + sample, av1),
    "user data of MPEG-4": samples(after_user_data, mpeg4),
    "filled sound": samples(in_front(FILL), kind=b"soun"),
    "data beside sound": samples(in_front(DATA), kind=b"soun"),
    "a list of channels": samples(in_front(LIST), kind=b"soun"),
    "a message between fragments": changed(before("moof", box("emsg", FULL, MARK)), fragmented),
    "free space in a fragment": changed(before("mdat", box("free", MARK)), fragmented),
    "user data of a fragment": changed(at_end("traf", box("udta", box("name", MARK))), fragmented),
}
OWN: dict[str, bytes] = {
    "x264's own words": b"x264 - core",
    "x265's own words": b"x265 (build",
    "brands": MARK[:20],
    **dict.fromkeys(("the vendor", "the vendor of the sound"), MARK[:4]),
    **dict.fromkeys(
        ("a second sound's language", "when it was made", "when the track was made"), MARK[:8]
    ),
}
"""What is looked for, if it is not the whole mark."""


def planted_everywhere(film: bytes) -> tuple[bytes, int]:
    """The film with marks of many kinds in boxes and pictures, and how many kinds these are."""
    kinds = 0
    for edit in IN_SAMPLES.values():
        film, kinds = _with_more(film, samples(edit, partial(bytes, film))()), kinds + 1
    for change in IN_BOXES.values():
        film, kinds = _with_more(film, rearranged(film, change)), kinds + 1
    return film, kinds


def _with_more(film: bytes, marked: bytes) -> bytes:
    assert marked.count(MARK) > film.count(MARK)
    return marked
