"""Films of each kind that encoders, muxers and editors write: edit lists, rotations, pixels that
are not square, fragments, late starts, variable rates, other codecs and tracks."""

from functools import partial
from pathlib import Path

import av

from tests.truth.lengths import ENCODERS, X264, Film, picture
from tests.truth.tools import film, kept

PLAIN = ("-pix_fmt", "yuv420p", "-threads", "1")
B_FRAMES = (*ENCODERS["x264"], *PLAIN)
NO_B_FRAMES = (*X264, "-g", "50", *PLAIN)
AAC = ("-c:a", "copy")
"""Of what `tone` gives, which is encoded once."""
COPY = ("-c", "copy")


def sine(seconds: float = 61) -> tuple[str, ...]:
    return ("-f", "lavfi", "-i", f"sine=d={seconds}")


def tone(seconds: float = 61) -> tuple[str, ...]:
    return ("-i", str(film(*sine(seconds), "-c:a", "aac", "-b:a", "64k")))


def made(*options: str, seconds: float = 61, sound: bool = True) -> Path:
    """61 s of picture, and sound unless it is not wanted."""
    inputs = (*picture(seconds=seconds), *(tone(seconds) if sound else ()))
    return film(*inputs, *B_FRAMES, *(AAC if sound else ()), *options)


def muxed(base: str, **options: str) -> Path:
    """The same packets in a container that PyAV's muxer writes. Its FFmpeg is another version."""
    source = BASES[base]()
    told = f"PyAV {av.__version__} {source.name} {sorted(options.items())}"
    return kept(told, partial(_remux, source, options))


def _remux(source: Path, options: dict[str, str], path: Path) -> None:
    form = "mp4"
    with av.open(str(source)) as old, av.open(str(path), "w", format=form, options=options) as new:
        streams = {one.index: new.add_stream_from_template(one) for one in old.streams}
        for packet in old.demux():
            if packet.dts is not None:
                packet.stream = streams[packet.stream.index]
                new.mux(packet)


def without_b_frames() -> Path:
    return film(*picture(), *tone(), *NO_B_FRAMES, *AAC)


def by_x265() -> Path:
    return film(*picture("96x54"), *tone(), *ENCODERS["x265, open"], *PLAIN, *AAC)


BASES: dict[str, Film] = {
    "B-frames": made,
    "no B-frames": without_b_frames,
    "x265": by_x265,
    "silent": partial(made, sound=False),
}

FLAGS = (
    "faststart",
    "frag_keyframe",
    "frag_keyframe+empty_moov",
    "frag_keyframe+empty_moov+default_base_moof",
    "frag_keyframe+delay_moov",
    "frag_keyframe+empty_moov+separate_moof",
    "frag_keyframe+empty_moov+omit_tfhd_offset",
    "frag_keyframe+empty_moov+default_base_moof+global_sidx",
    "frag_keyframe+empty_moov+skip_trailer",
    "frag_keyframe+empty_moov+skip_sidx",
    "frag_keyframe+empty_moov+negative_cts_offsets",
    "dash+frag_keyframe+empty_moov",
    "dash+frag_keyframe+delay_moov",
    "cmaf+frag_keyframe+empty_moov",
    "frag_every_frame+empty_moov+default_base_moof",
    "negative_cts_offsets",
    "write_colr+disable_chpl",
    "use_metadata_tags",
)


def by_flags() -> dict[str, Film]:
    return {
        f"{base}, PyAV, {flags}": partial(muxed, base, movflags=flags)
        for base in ("B-frames", "no B-frames", "x265")
        for flags in FLAGS
    }


MUXERS: dict[str, Film] = {
    "fragments of 1 s": partial(made, "-movflags", "empty_moov", "-frag_duration", "1000000"),
    "fragments of 100 kB": partial(made, "-movflags", "empty_moov", "-frag_size", "100000"),
    "no edit list": partial(made, "-use_editlist", "0"),
    "clock of 90,000": partial(made, "-video_track_timescale", "90000"),
    "clock of 1,000": partial(made, "-video_track_timescale", "1000"),
    "clock of 600": partial(made, "-video_track_timescale", "600"),
    "ismv": partial(made, "-f", "ismv"),
    "ipod": partial(made, "-f", "ipod"),
    "psp": partial(made, "-f", "psp"),
    "3gp": partial(made, "-f", "3gp"),
    "f4v": partial(made, "-f", "f4v"),
    "a timecode": partial(made, "-timecode", "00:00:10:00"),
    "hint tracks": partial(made, "-movflags", "rtphint"),
    "a brand of the maker": partial(made, "-brand", "XAVC"),
}


def cut(*, start: float, seconds: float, options: tuple[str, ...] = ()) -> Path:
    """Cut out of a longer film without encoding: the edit list hides what comes before."""
    source = made(seconds=75)
    return film("-ss", str(start), "-i", source, "-t", str(seconds), *COPY, *options)


def late(*, picture_at: float = 0, sound_at: float = 0) -> Path:
    picture_, sound_ = (("-itsoffset", str(at)) for at in (picture_at, sound_at))
    silent = (*picture_, "-i", made(sound=False))
    return film(*silent, *sound_, *tone(), "-c:v", "copy", *AAC)


def sounding(heard: float, seconds: float = 61) -> Path:
    """Sound that ends before or after the picture."""
    return film("-i", made(seconds=seconds, sound=False), *tone(heard), "-c:v", "copy", *AAC)


EDITS: dict[str, Film] = {
    "cut at a key frame": partial(cut, start=4, seconds=61),
    "cut between key frames": partial(cut, start=5.2, seconds=61),
    "cut just before a key frame": partial(cut, start=7.9, seconds=61),
    "cut to 59 s": partial(cut, start=5, seconds=59),
    "cut, no edit list": partial(cut, start=5, seconds=61, options=("-use_editlist", "0")),
    "cut, in fragments": partial(
        cut, start=5, seconds=61, options=("-movflags", "frag_keyframe+delay_moov")
    ),
    "starts at 2 s": partial(made, "-output_ts_offset", "2"),
    "starts at 0.3 s": partial(made, "-output_ts_offset", "0.3"),
    "starts before 0": partial(made, "-output_ts_offset", "-0.5"),
    "starts at 10 s, fragments": partial(
        made, "-output_ts_offset", "10", "-movflags", "frag_keyframe+empty_moov"
    ),
    "picture at 0.5 s": partial(late, picture_at=0.5),
    "picture at 3 s": partial(late, picture_at=3),
    "sound at 0.5 s": partial(late, sound_at=0.5),
    "sound at 1.5 s": partial(late, sound_at=1.5),
    "sound at 3 s": partial(late, sound_at=3),
    "sound at 10 s": partial(late, sound_at=10),
    "sound of 75 s": partial(sounding, 75),
    "sound of 50 s": partial(sounding, 50),
    "59 s with sound of 61 s": partial(sounding, 61, seconds=59),
}


def turned(degrees: int, size: str = "192x108") -> Path:
    upright = film(*picture(size), *B_FRAMES)
    return film("-i", upright, *COPY, "-metadata:s:v:0", f"rotate={degrees}")


def sized(size: str, aspect: str = "1", *more: str) -> Path:
    return film(*picture(size), "-vf", f"setsar={aspect}", *B_FRAMES, *more)


SIZES: dict[str, Film] = {
    "turned by 90": partial(turned, 90, "108x192"),
    "turned by 180": partial(turned, 180),
    "turned by 270": partial(turned, 270, "108x192"),
    "turned by 90 to portrait": partial(turned, 90),
    "portrait": partial(sized, "108x192"),
    "square": partial(sized, "108x108"),
    "4:3": partial(sized, "144x108"),
    "4:3 by pixels of 4:3": partial(sized, "144x108", "4/3"),
    "DV by pixels of 64:45": partial(sized, "720x576", "64/45", "-r", "5"),
    "NTSC by pixels of 32:27": partial(sized, "720x480", "32/27", "-r", "5"),
    "narrow pixels of 3:4": partial(sized, "256x108", "3/4"),
    "portrait by pixels of 3:4": partial(sized, "144x192", "3/4"),
    "16:9 made 21:9": partial(sized, "192x108", "4/3"),
    "854x480": partial(sized, "854x480", "1", "-r", "5"),
    "1366x768": partial(sized, "1366x768", "1", "-r", "5"),
    "1920x1080": partial(sized, "1920x1080", "1", "-r", "5"),
    "1080x1920": partial(sized, "1080x1920", "1", "-r", "5"),
    "1920x1088": partial(sized, "1920x1088", "1", "-r", "5"),
    "3840x2160": partial(sized, "3840x2160", "1", "-r", "1"),
    "4096x2160": partial(sized, "4096x2160", "1", "-r", "1"),
    "x265, 854x480": lambda: film(*picture("854x480", "5"), *ENCODERS["x265"], *PLAIN),
    "x265, pixels of 4:3": lambda: film(
        *picture("144x108"), "-vf", "setsar=4/3", *ENCODERS["x265"], *PLAIN
    ),
}


def at_rate(rate: str) -> Path:
    return film(*picture(rate=rate), *B_FRAMES)


def uneven(choose: str) -> Path:
    return film(*picture(), "-vf", f"select='{choose}'", "-vsync", "vfr", *B_FRAMES)


def joined(*rates: str) -> Path:
    """Parts of other rates in one film, as screen recorders and editors leave them."""
    inputs = [word for rate in rates for word in picture(rate=rate, seconds=31)]
    return film(
        *inputs,
        *("-filter_complex", f"concat=n={len(rates)}", "-vsync", "vfr"),
        *("-video_track_timescale", "90000", *B_FRAMES),
    )


RATES: dict[str, Film] = {
    **{
        f"{rate} a second": partial(at_rate, rate)
        for rate in ("24000/1001", "5", "10", "12", "15", "48", "90", "100", "120", "1000/33")
    },
    "every third left out": partial(uneven, "mod(n,3)"),
    "a random half": partial(uneven, "lt(random(1),0.5)"),
    "bursts": partial(uneven, "lt(mod(n,50),25)"),
    "one left out in a hundred": partial(uneven, "mod(n,100)"),
    "25, then 50": partial(joined, "25", "50"),
    "30, then 24": partial(joined, "30", "24"),
}


def coded(*video: str, audio: str | None = None, rate: str = "10", size: str = "192x108") -> Path:
    sound = (*sine(), "-c:a", audio, "-strict", "-2") if audio else ()
    inputs = (*picture(size, rate), *sound[:4])
    return film(*inputs, *video, *sound[4:], "-threads", "1")


TWO_SOUNDS = ("-map", "0", "-map", "1", "-map", "1")
CODECS: dict[str, Film] = {
    "AV1": partial(coded, "-c:v", "libsvtav1", "-preset", "12", "-pix_fmt", "yuv420p"),
    "VP9": partial(coded, "-c:v", "libvpx-vp9", "-cpu-used", "8", "-deadline", "realtime"),
    "MPEG-4 part 2": partial(coded, "-c:v", "mpeg4", "-bf", "2"),
    "H.264 of 10 bits": partial(coded, *ENCODERS["x264"], "-pix_fmt", "yuv422p10le"),
    "H.264 of 4:4:4": partial(coded, *ENCODERS["x264"], "-pix_fmt", "yuv444p"),
    "H.265 of 10 bits": partial(coded, *ENCODERS["x265"], "-pix_fmt", "yuv420p10le"),
    "interlaced": partial(coded, *B_FRAMES, "-flags", "+ilme+ildct", "-x264-params", "tff=1"),
    "hierarchical B-frames": partial(
        coded, *X264, "-bf", "8", *("-x264-params", "b-pyramid=strict:b-adapt=0"), *PLAIN
    ),
    "periodic refresh": partial(coded, *X264, "-x264-params", "intra-refresh=1:keyint=50", *PLAIN),
    "key frames alone": partial(coded, *X264, "-g", "1", *PLAIN),
    "one key frame": partial(coded, *X264, "-bf", "2", "-g", "9999", *PLAIN),
    "sound by mp3": partial(coded, *B_FRAMES, audio="libmp3lame"),
    "sound by AC-3": partial(coded, *B_FRAMES, audio="ac3"),
    "sound by E-AC-3": partial(coded, *B_FRAMES, audio="eac3"),
    "sound by Opus": partial(coded, *B_FRAMES, audio="libopus"),
    "sound by FLAC": partial(coded, *B_FRAMES, audio="flac"),
    "sound by ALAC": partial(coded, *B_FRAMES, audio="alac"),
    "two sounds": lambda: film(*picture(), *tone(), *TWO_SOUNDS, *B_FRAMES, *AAC),
    "two pictures": lambda: film(*picture(), *picture(rate="10"), "-map", "0", "-map", "1", *PLAIN),
}
KINDS = {**by_flags(), **MUXERS, **EDITS, **SIZES, **RATES, **CODECS}
