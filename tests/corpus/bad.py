"""Files that have to be refused: what each is, how it is made, and the code that it gets."""

from dataclasses import replace
from functools import partial

from tests.contest.validate.mp4.tiny_mp4 import box, large
from tests.corpus.damage import (
    HREF,
    MOST,
    NOISE,
    ONE_PIECE,
    STBL,
    Make,
    at,
    declared,
    empty_probes,
    encrypted,
    faststart,
    frag_bomb,
    fragmented,
    holes,
    hollow_fragments,
    index_into_nowhere,
    inside,
    lasting,
    late_fragment,
    misdeclared,
    nest,
    noise,
    of_many_fragments,
    only,
    plain,
    repaired_header,
    repeated,
    replaced,
    scrambled_entry,
    sized,
    small_in_large_clothes,
    small_pictures_inside,
    times,
    with_sync,
    without,
)
from tests.corpus.muxer import FTYP, encoded, full, lifted, mux, patch, picture, sound, u32


def with_private_data(stsd: bytes) -> bytes:
    size = int.from_bytes(stsd[8:12], "big") + 600_008
    return stsd[:8] + u32(size) + stsd[12:] + box("abcd", NOISE[:300_000] * 2)


PLAYLIST = f"#EXTM3U\n#EXT-X-VERSION:3\n#EXTINF:60,\n{HREF}.ts\n#EXT-X-ENDLIST\n".encode()
MASTER = f"#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\n{HREF}.m3u8\n".encode()
XMLNS = "urn:mpeg:dash:schema:mpd:2011"
MPD = f'<?xml version="1.0"?><MPD xmlns="{XMLNS}"><BaseURL>{HREF}</BaseURL></MPD>'.encode()
ISM = f'<?xml version="1.0"?><smil><body><video src="{HREF}"/></body></smil>'.encode()
ASSETS = b'<?xml version="1.0"?><AssetMap><Path>/etc/passwd</Path></AssetMap>'
KIND = "media.not_mp4"

NOT_MP4: dict[str, tuple[Make, str]] = {
    name: (partial(bytes, data), KIND)
    for name, data in {
        "nothing": b"",
        "one byte": b"\0",
        "zeros": bytes(100_000),
        "noise": NOISE,
        "text": b"My film is on the stick that I sent you.\n" * 50,
        "an HLS playlist": PLAYLIST,
        "an HLS master playlist": MASTER,
        "a DASH manifest": MPD,
        "an ISM manifest": ISM,
        "an asset map": ASSETS,
        "XML": b"<?xml version='1.0'?><a/>",
        "HTML": b"<!DOCTYPE html><html><script>alert(1)</script></html>",
        "SVG": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        "PDF": b"%PDF-1.7\n" + bytes(99),
        "zip": b"PK\x03\x04" + NOISE[:5000] + b"PK\x05\x06" + bytes(18),
        "ELF": b"\x7fELF" + bytes(99),
        "AVI": b"RIFF\0\0\0\0AVI LIST" + bytes(999),
        "WAV": b"RIFF\0\0\0\0WAVEfmt " + bytes(999),
        "Matroska": b"\x1a\x45\xdf\xa3" + bytes(999),
        "FLV": b"FLV\x01\x05" + bytes(999),
        "MPEG-TS": (b"\x47" + bytes(187)) * 50,
        "MP3": b"ID3\x04" + bytes(999),
        "Ogg": b"OggS" + bytes(999),
        "JPEG": b"\xff\xd8\xff\xe0" + bytes(999),
        "PNG": b"\x89PNG\r\n\x1a\n" + bytes(999),
        "GIF": b"GIF89a" + bytes(999),
        "HEIC": box("ftyp", b"heic", bytes(4), b"mif1heic") + box("meta", bytes(200)),
        "QuickTime only": box("ftyp", b"qt  ", bytes(4), b"qt  ") + box("wide"),
        "a type without end": box("ftyp", b"isom", size=0) + bytes(99_999),
        "a playlist in a box": box("free", PLAYLIST) + FTYP,
    }.items()
}

CUT: dict[str, tuple[Make, str]] = {
    "cut at a tenth": (lambda: faststart()[:240_000], "media.cut_short"),
    "cut in the middle": (lambda: faststart()[:1_200_000], "media.cut_short"),
    "one byte short": (lambda: faststart()[:-1], "media.cut_short"),
    "cut in the media data, movie last": (lambda: plain()[:1_200_000], "media.cut_short"),
    "cut in the movie": (lambda: plain()[:-500], "media.cut_short"),
    "cut in the first header": (lambda: plain()[:34], "media.broken"),
    "cut, and its header mended": (repaired_header, "media.cut_short"),
    "a fragmented file cut": (lambda: fragmented()[:-800_000], "media.cut_short"),
    "zeros in its second half": (holes(0.5), "media.data_missing"),
    "zeros in its last tenth": (holes(0.1), "media.data_missing"),
    "zeros alone": (holes(1.0), "media.data_missing"),
    "noise alone": (holes(1.0, noise), "media.data_missing"),
    "zeros, and no key frame listed": (with_sync(), "media.data_missing"),
    "zeros, and one key frame": (with_sync(1), "media.data_missing"),
    "zeros, and key frames in the first second": (
        with_sync(*range(1, 13)),
        "media.data_missing",
    ),
    "zeros, and key frames that are not there": (
        with_sync(0, 5000, MOST),
        "media.data_missing",
    ),
    "zeros in each fragment": (hollow_fragments, "media.data_missing"),
    "zeros in the only fragment": (partial(hollow_fragments, ONE_PIECE), "media.data_missing"),
    "zeros, and nothing where one looks": (empty_probes, "media.data_missing"),
    "H.264 that is called AV1": (
        lambda: mux(
            replace(picture(), stsd=lifted(encoded("libsvtav1", 1920, 1080)).stsd).lasting(61)
        ),
        "media.data_missing",
    ),
    "no media data": (
        lambda: plain()[: len(FTYP)] + plain()[plain().rindex(b"moov") - 4 :],
        "media.data_missing",
    ),
}

MISDECLARED: dict[str, tuple[Make, str]] = {
    "media header five times": (at("moov/trak/mdia/mdhd", times(5, 16)), "media.duration_differs"),
    "track header five times": (at("moov/trak/tkhd", times(5, 20)), "media.duration_differs"),
    "movie header five times": (at("moov/mvhd", times(5, 16)), "media.duration_differs"),
    "all headers five times": (
        replaced(
            ("moov/trak/mdia/mdhd", times(5, 16)),
            ("moov/trak/tkhd", times(5, 20)),
            ("moov/mvhd", times(5, 16)),
        ),
        "media.duration_differs",
    ),
    "short media played ten times": (
        lambda: mux(
            picture().lasting(7), edits=box("edts", full("elst", 10, *[7000, 0, 65536] * 10))
        ),
        "media.too_short",
    ),
    "short media in slow motion": (
        lambda: mux(picture().lasting(7), edits=box("edts", full("elst", 1, 70_000, 0, 6553))),
        "media.too_short",
    ),
    "short media behind an empty minute": (
        lambda: mux(
            picture().lasting(7),
            edits=box("edts", full("elst", 2, 60_000, MOST, 65536, 7000, 0, 65536)),
        ),
        "media.too_short",
    ),
    "the same second again and again": (repeated, "media.data_missing"),
    "a fragment that begins late": (late_fragment, "media.too_long"),
    "640x360 that claims 1080p": (small_in_large_clothes, "media.size_differs"),
    "640x360 within the samples": (small_pictures_inside, "media.size_differs"),
    "AV1 of 640x360 that claims 1080p": (misdeclared("libsvtav1"), "media.size_differs"),
    "VP9 of 640x360 that claims 1080p": (misdeclared("libvpx-vp9"), "media.size_differs"),
    "MPEG-4 of 640x360 that claims 1080p": (misdeclared("mpeg4"), "media.size_differs"),
    "MPEG-2 of 640x360 that claims 1080p": (misdeclared("mpeg2video"), "media.size_differs"),
    "1080p that claims 4K": (
        lambda: mux(declared(picture(), 3840, 2160).lasting(61)),
        "media.size_differs",
    ),
}

BOMBS: dict[str, tuple[Make, str]] = {
    "stts entries": (at(f"{STBL}/stts", patch(4, u32(MOST))), "media.broken"),
    "stts samples": (at(f"{STBL}/stts", patch(8, u32(MOST))), "media.tables_disagree"),
    "stts ticks": (at(f"{STBL}/stts", patch(12, u32(MOST))), "media.too_long"),
    "stsz entries": (at(f"{STBL}/stsz", patch(8, u32(MOST))), "media.broken"),
    "stsz of one size": (
        at(f"{STBL}/stsz", bytes(4) + u32(1000, MOST)),
        "media.tables_disagree",
    ),
    "every count of one mind": (
        replaced(
            (f"{STBL}/stsz", bytes(4) + u32(1, MOST)),
            (f"{STBL}/stts", bytes(4) + u32(1, MOST, 512)),
            (f"{STBL}/stco", bytes(4) + u32(1, 40)),
            (f"{STBL}/stsc", bytes(4) + u32(1, 1, MOST, 1)),
        ),
        "media.cut_short",
    ),
    "samples without a byte": (
        replaced((f"{STBL}/stsz", bytes(4) + u32(0, 732) + bytes(4 * 732))),
        "media.data_missing",
    ),
    "stco entries": (at(f"{STBL}/stco", patch(4, u32(MOST))), "media.broken"),
    "stsc entries": (at(f"{STBL}/stsc", patch(4, u32(MOST))), "media.broken"),
    "stsc samples": (at(f"{STBL}/stsc", patch(12, u32(MOST))), "media.tables_disagree"),
    "stsc of no sample": (at(f"{STBL}/stsc", patch(12, u32(0))), "media.tables_disagree"),
    "stsc backwards": (at(f"{STBL}/stsc", patch(20, u32(1))), "media.tables_disagree"),
    "stss entries": (at(f"{STBL}/stss", patch(4, u32(MOST))), "media.broken"),
    "stsd entries": (at(f"{STBL}/stsd", patch(4, u32(MOST))), "media.too_complex"),
    "ctts entries": (inside(STBL, full("ctts", MOST)), "media.broken"),
    "sbgp entries": (inside(STBL, full("sbgp", 1, MOST)), "media.broken"),
    "elst entries": (inside("moov/trak", box("edts", full("elst", MOST))), "media.broken"),
    "trun entries": (frag_bomb(b"trun", 4), "media.broken"),
    "tfra entries": (frag_bomb(b"tfra", 12), "media.broken"),
    "an index of everything": (frag_bomb(b"mfro", 4), "media.broken"),
    "a frame a fragment, no index": (of_many_fragments, "media.fragmented"),
    "20,000 tracks": (inside("moov", box("trak", bytes(0)) * 20_000), "media.too_complex"),
    "33 tracks": (only(*[picture().lasting(1)] * 33), "media.too_complex"),
    "2,000 boxes in each other": (inside("moov", nest()), "media.too_complex"),
    "100,000 boxes": (inside("moov", box("free") * 100_000), "media.too_complex"),
    "5,000 boxes before the movie": (
        lambda: FTYP + box("free") * 5000 + plain()[len(FTYP) :],
        "media.too_complex",
    ),
    "a sample description of 600 kB": (
        lambda: mux(picture().described(with_private_data).lasting(61)),
        "media.metadata_too_big",
    ),
    "titles of 600 kB, 60 kB each": (
        inside("moov", box("udta", NOISE[:60_000]) * 10),
        "media.metadata_too_big",
    ),
    "boxes without meaning, 2 MB": (inside("moov", box("abcd", NOISE * 7)), "media.too_complex"),
    "70 covers": (inside("moov", box("udta", bytes(70_000)) * 70), "media.too_complex"),
}

BOXES: dict[str, tuple[Make, str]] = {
    "a track over the movie's end": (inside("moov", box("trak", size=5000)), "media.broken"),
    "a box below its header": (inside("moov", box("free", size=3)), "media.broken"),
    "a box of 2^63 bytes": (inside("moov", large("free", b"", size=2**63)), "media.broken"),
    "a box that reaches to the end, twice": (
        inside("moov", box("trak", size=0) + box("free")),
        "media.broken",
    ),
    "two movies": (lambda: plain() + plain()[plain().rindex(b"moov") - 4 :], "media.broken"),
    "no track": (lambda: FTYP + box("mdat", bytes(99)) + box("moov", full("mvhd")), "media.broken"),
    "samples in the movie box": (
        at(f"{STBL}/stco", lambda body: body[:8] + u32(8) * (len(body) // 4 - 2)),
        "media.data_missing",
    ),
    "samples behind the end": (at(f"{STBL}/stco", patch(8, u32(MOST - 9))), "media.cut_short"),
    "fewer sizes than times": (at(f"{STBL}/stsz", patch(8, u32(700))), "media.tables_disagree"),
    "media in another file": (
        at("moov/trak/mdia/minf/dinf/dref", u32(0, 1) + full("url ", tail=b"file:///etc/passwd\0")),
        "media.data_missing",
    ),
    "an index into nowhere": (index_into_nowhere, "media.tables_disagree"),
    "no sample description": (without(f"{STBL}/stsd"), "media.broken"),
    "no handler": (without("moov/trak/mdia/hdlr"), "media.broken"),
    "no sizes": (without(f"{STBL}/stsz"), "media.broken"),
    "no track header": (without("moov/trak/tkhd"), "media.broken"),
    "a clock that stands": (at("moov/mvhd", patch(12, u32(0))), "media.broken"),
    "a track's clock that stands": (at("moov/trak/mdia/mdhd", patch(12, u32(0))), "media.broken"),
    "parameter sets of noise": (
        lambda: mux(
            picture()
            .described(
                lambda body: body.replace(b"avcC", b"avcC" + bytes([255] * 60), 1)[: len(body)]
            )
            .lasting(61)
        ),
        "media.broken",
    ),
    "no parameter sets": (
        lambda: mux(picture().described(lambda body: body.replace(b"avcC", b"free")).lasting(61)),
        "media.broken",
    ),
    "encrypted": (encrypted, "media.encrypted"),
    "encrypted under its old name": (scrambled_entry, "media.encrypted"),
    "sound alone": (only(sound()), "media.no_picture"),
    "an archive behind it": (
        lambda: plain() + b"PK\x03\x04" + NOISE + b"PK\x05\x06" + bytes(18),
        "media.polyglot",
    ),
    "a page behind it": (lambda: plain() + b"<html><script>alert(1)</script>", "media.polyglot"),
    "a playlist behind it": (lambda: plain() + PLAYLIST, "media.polyglot"),
    "a drawing behind it": (
        lambda: plain() + b'<svg xmlns="http://www.w3.org/2000/svg"></svg>',
        "media.polyglot",
    ),
    "a list of files behind it": (
        lambda: plain() + b"ffconcat version 1.0\nfile a.mp4\n",
        "media.polyglot",
    ),
    "a page behind zeros behind it": (
        lambda: plain() + bytes(100_000) + b"<html><body>" + bytes(100_000),
        "media.polyglot",
    ),
    "a page in UTF-16 behind it": (
        lambda: plain() + "<html><body>film</body></html>".encode("utf-16"),
        "media.polyglot",
    ),
    "a page in a box that players skip": (
        lambda: plain() + box("free", b"<!DOCTYPE html><html>"),
        "media.polyglot",
    ),
    "an archive at the end of a box": (
        lambda: plain() + box("uuid", NOISE[:9000], b"PK\x05\x06" + bytes(18)),
        "media.polyglot",
    ),
    "a letter behind it": (
        lambda: plain() + b"My film is on the stick that I sent you.\n" * 50,
        "media.polyglot",
    ),
    "a Chinese letter behind it": (
        lambda: plain() + ("我的影片在寄给你们的优盘里。" * 50).encode("gb18030"),
        "media.polyglot",
    ),
}

AGAINST_THE_RULES: dict[str, tuple[Make, str]] = {
    "59.9 s": (lasting(59.875), "media.too_short"),
    "480.1 s": (lasting(480.125), "media.too_long"),
    "half a minute": (lasting(30), "media.too_short"),
    "720p": (sized(1280, 720), "media.too_small"),
    "4:3": (sized(1920, 1440), "media.wrong_aspect"),
    "17:9": (sized(4096, 2160), "media.wrong_aspect"),
    "square": (sized(1920, 1920), "media.wrong_aspect"),
}

BAD = {**NOT_MP4, **CUT, **MISDECLARED, **BOMBS, **BOXES, **AGAINST_THE_RULES}
