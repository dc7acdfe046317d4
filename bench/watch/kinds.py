"""Whether judges can watch films of all kinds, and see what was uploaded: each is made into a copy
and, where it needs one, a rendition by the product's own code, compared with the original by
Debian's ffmpeg, and played in a real Chromium."""

import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path
from typing import Any

from bench.object_server import served
from bench.watch.films import KINDS
from bench.watch.measured import Frames, frame_rate, lasts, onsets, shown
from bench.watch.rows import Row
from contest.rules.sizes import ViewingLimits
from contest.validate.verdict import MediaFacts
from contest.viewing.copying import Windows
from contest.viewing.plan import plan_copy
from contest.viewing.rendition import is_needed
from contest_aws.encoding import source
from contest_aws.encoding.rendition import encode
from contest_aws.encoding.source import RangedFile
from laurel.media import verdict_on, write_copy
from tests.contest.viewing.copies import frames
from tests.contest_aws.encoding.compared import alike
from tests.e2e.browser import Browser, chromium
from tests.truth.judged import RULES

LIMITS = ViewingLimits()
SECONDS = 3
"""So long are the pieces: films of eight seconds have seams, too."""
OTHER_RULES = {"media.too_short", "media.wrong_aspect", "media.pixels_not_square"}
"""Of the shipped contest: the films are short, and some are of unusual shapes."""
SEEKS = 10
START_MS, SEEK_MS, APART_MS, LEAST_ALIKE = 2000, 2000, 40, 0.95
UNLIKE = 16
"""Of 255: what a browser's picture may differ from ffmpeg's on average."""


@dataclass
class Outcome:
    name: str
    files: dict[str, Path]
    """`copy`, and `rendition` if it needs one."""
    codecs: dict[str, str]
    facts: MediaFacts
    rate: float
    wrong: list[str] = field(default_factory=list)
    alike: float = 1
    apart: float = 0
    """Milliseconds between picture and sound, more than in the original."""
    longer: float = 0
    """Frames by which the pictures last longer or shorter."""
    start: float = 0
    seek: float = 0

    @property
    def first(self) -> str:
        """What a judge is given."""
        return "rendition" if "rendition" in self.files else "copy"


def prepared(name: str, folder: Path) -> Outcome:
    original = KINDS[name].make()
    verdict = verdict_on(original, RULES)
    if verdict.facts is None or {one.code for one in verdict.refusals} - OTHER_RULES:
        raise SystemExit(f"{name}: {verdict.refusals}")
    stem = original.stem
    files = {"copy": folder / f"{stem}-copy.mp4"}
    write_copy(original, files["copy"])
    if is_needed(verdict.facts, LIMITS):
        files["rendition"] = folder / f"{stem}-rendition.mp4"
        _encoded(original, verdict.facts, files["rendition"])
    codecs = {kind: _codecs(path) for kind, path in files.items()}
    found = Outcome(name, files, codecs, verdict.facts, float(frame_rate(original)))
    _compare(found, original)
    return found


def _encoded(original: Path, facts: MediaFacts, target: Path) -> None:
    data, joined = original.read_bytes(), target.with_suffix(".joined.mp4")
    setattr(source, "SECONDS", SECONDS)  # noqa: B010 - as tests do

    def opened() -> RangedFile:
        return RangedFile(lambda start, length: data[start : start + length], size=len(data))

    encode(opened, facts, LIMITS, joined)
    write_copy(joined, target)
    joined.unlink()


def _codecs(path: Path) -> str:
    data = path.read_bytes()
    read = Windows(lambda start, length: data[start : start + length], size=len(data)).read
    return plan_copy(read, size=len(data)).codecs


def _compare(found: Outcome, original: Path) -> None:
    tracks = (frames(film) for film in (found.files["copy"], original))
    for number, both in enumerate(zip_longest(*tracks, fillvalue=[])):
        copy, whole = ([frame.hash for frame in track] for track in both)
        if found.facts.fragmented:  # ffmpeg plays what an edit hides before the first sound
            whole = whole[max(0, min(1, len(whole) - len(copy))) :]
        if copy != whole:
            found.wrong.append(f"the copy's track {number} is decoded to something else")
    rendition = found.files.get("rendition")
    if rendition:
        found.alike = alike(rendition, original, KINDS[found.name].reference)
    upright = found.facts.height > found.facts.width
    of_original = shown(original, upright=upright)
    for film in found.files.values():
        _compare_times(found, film, original, of_original, shown(film, upright=upright))


def _compare_times(
    found: Outcome, film: Path, original: Path, before: Frames, after: Frames
) -> None:
    if len(before.times) != len(after.times):
        found.wrong.append(f"{len(after.times)} frames instead of {len(before.times)}")
        return
    drawn = max(abs(a - b) for a, b in zip(after.times, before.times, strict=True))
    heard = 0.0
    if found.facts.audio_tracks:
        expected, there = onsets(original), onsets(film)
        if len(expected) < 2 or len(expected) != len(there):
            found.wrong.append(f"tones at {there} instead of {expected}")
        else:
            heard = max(abs(a - b) for a, b in zip(there, expected, strict=True))
    longer = abs(lasts(film).pictures - lasts(original).pictures) * found.rate
    found.apart = max(found.apart, (drawn + heard) * 1000)
    found.longer = max(found.longer, longer)


def play(window: Browser, root: str, found: Outcome) -> None:
    for kind, film in found.files.items():
        plays = not found.facts.open_groups and window.do("plays", codecs=found.codecs[kind])
        if kind != found.first and not plays:
            continue  # Chromium does not play it, or cannot seek in it: judges get the rendition
        upright = found.facts.height > found.facts.width
        expected = shown(film, upright=upright)
        moments = expected.moments(SEEKS)
        size = {"width": expected.width, "height": expected.height}
        places = [time for _, time in moments]
        seen = window.do("watched", url=f"{root}/{film.name}", places=places, **size)
        if "error" in seen:
            found.wrong.append(f"the {kind} is not played: {seen['error']}")
            continue
        _judge(found, kind, seen, film, [frame for frame, _ in moments], expected)


def _judge(
    found: Outcome, kind: str, seen: dict[str, Any], film: Path, frames: list[int], expected: Frames
) -> None:
    found.start = max(found.start, seen["started"])
    found.seek = max(found.seek, *(one["milliseconds"] for one in seen["pictures"]))
    size, exact = (seen["width"], seen["height"]), (found.facts.width, found.facts.height)
    if max(abs(one - other) for one, other in zip(size, exact, strict=True)) > 1:
        found.wrong.append(f"the {kind} is shown as {size}, not as {exact}")
    off = abs(seen["seconds"] - lasts(film).whole) * found.rate
    if off > 1:
        found.wrong.append(f"the {kind} lasts {off:.1f} frames more or less in Chromium")
    if bool(seen["heard"]) != bool(found.facts.audio_tracks):
        found.wrong.append(f"{seen['heard']} bytes of the {kind}'s sound are decoded")
    for frame, picture in zip(frames, (one["picture"] for one in seen["pictures"]), strict=True):
        nearest, unlike = expected.nearest(picture)
        if nearest != frame or unlike > UNLIKE:
            found.wrong.append(f"the {kind} shows frame {nearest} at {frame}, {unlike:.0f} off")


def rows() -> Iterator[Row]:
    if chromium() is None:
        sys.exit("Chromium is needed: apt-get install chromium")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with ProcessPoolExecutor() as pool:
            found = list(pool.map(prepared, KINDS, [folder] * len(KINDS)))
        with served(folder) as root, Browser() as window:
            window.do("open", url=f"{root}/given")  # a page of the same origin
            for one in found:
                play(window, root, one)
        Browser.end()
    sys.stdout.writelines(map(_line, found))
    yield from _summed(found)


def _line(one: Outcome) -> str:
    told = (
        f"{one.name:<28}{one.first:<11}alike {one.alike:.3f}  apart {one.apart:3.0f} ms"
        f"  length {one.longer:.2f}  start {one.start:4.0f} ms  seek {one.seek:4.0f} ms"
    )
    return f"{told}\n" + "".join(f"    {fault}\n" for fault in one.wrong)


def _summed(found: list[Outcome]) -> Iterator[Row]:
    def worst(name: str) -> float:
        return max(float(getattr(one, name)) for one in found)

    yield Row("kinds of films", len(found), "", least=30)
    yield Row("kinds with a rendition", sum("rendition" in one.files for one in found), "")
    shut = sum(one.facts.open_groups for one in found)
    yield Row("kinds in whose copies Chromium cannot seek", shut, "")
    yield Row("kinds with a fault", sum(bool(one.wrong) for one in found), "", most=0)
    yield Row("latest start in Chromium", worst("start"), "ms", most=START_MS)
    yield Row("longest seek in Chromium", worst("seek"), "ms", most=SEEK_MS)
    least = min(one.alike for one in found)
    yield Row("least structural similarity of a rendition", least, "", least=LEAST_ALIKE)
    yield Row("most between picture and sound", worst("apart"), "ms", most=APART_MS)
    yield Row("most that pictures last longer or shorter", worst("longer"), "frames", most=1)
