"""Real files with a few bytes made others: each ends in a verdict, and no worker dies of one.

The same mutations every time. `make soak` tries fifty times as many."""

import os
import random
import struct
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

from contest.refusals import CATALOGUE
from contest_aws.media import mediainfo
from tests.corpus.damage import fragmented
from tests.corpus.inspected import inspected
from tests.corpus.muxer import mux, picture, sound

MANY = int(os.environ.get("LAUREL_MUTATIONS", "1000"))
AT_ONCE = 2
TELLING = (0, 1, 2, 7, 8, 0x7F, 0xFF, 0xFFFF, 2**16, 2**24, 2**31 - 1, 2**31, 2**32 - 1)
KINDS = (
    b"moov",
    b"trak",
    b"stbl",
    b"stts",
    b"stsz",
    b"stco",
    b"free",
    b"mdat",
    b"udta",
    b"avcC",
    b"meta",
    b"moof",
    b"trun",
    b"edts",
    b"uuid",
    b"\0\0\0\0",
)


def originals() -> list[tuple[bytes, list[tuple[int, int]]]]:
    """With the stretches that are headers and tables, which are worth most."""
    files = [
        mux(picture().lasting(2), sound().lasting(2)),
        mux(picture().lasting(2), sound().lasting(2), first=True, long=True),
        fragmented(),
    ]
    found = []
    for file in files:
        start = file.index(b"moov") - 4
        (size,) = struct.unpack_from(">I", file, start)
        stretches = [(0, 40), (start, start + (size if size > 1 else 4000))]
        if b"moof" in file:
            first, last = file.index(b"moof") - 4, file.rindex(b"mfra") - 4
            stretches += [(first, first + 600), (last, len(file))]
        found.append((file, stretches))
    return found


def mutated(file: bytes, stretches: list[tuple[int, int]], chance: random.Random) -> bytes:
    made = bytearray(file)
    for _ in range(chance.randint(1, 8)):
        start, end = chance.choice(stretches)
        at = chance.randrange(start, max(start + 1, min(end, len(made)) - 4))
        action = chance.randrange(8)
        if action < 2:
            made[at] = chance.randrange(256)
        elif action < 5:
            made[at : at + 4] = struct.pack(">I", chance.choice(TELLING))
        elif action == 5:
            made[at : at + 4] = chance.choice(KINDS)
        elif action == 6:
            many = chance.randrange(1, 64)
            made[at:at] = made[at : at + many]
        else:
            del made[at : at + chance.randrange(1, 64)]
    return bytes(made[: chance.randrange(len(made))] if chance.random() < 0.05 else made)


EARLY = mediainfo.Child


class Late:
    """MediaInfo's child, started only for what has passed all else: most mutations have not."""

    def __enter__(self) -> "Late":
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing was started."""

    def feed(self, size, pieces):
        self._shown = size, pieces

    def tracks(self):
        with EARLY() as child:
            child.feed(*self._shown)
            return child.tracks()


@pytest.mark.timeout(120 + MANY // 20)
def test_every_mutation_ends_in_a_verdict_within_the_limits(monkeypatch):
    monkeypatch.setattr(mediainfo, "Child", Late)
    files = originals()

    def judged(number: int) -> tuple[str, float]:
        """The case is made here: all of them at once would fill the memory."""
        chance = random.Random(number)  # noqa: S311 - the same every time
        try:
            found = inspected(mutated(*chance.choice(files), chance))
        except Exception as error:
            return f"case {number}: {error!r}"[:300], 0
        return (found.codes or ["passed"])[0], found.parent

    with ThreadPoolExecutor(AT_ONCE) as pool:
        results = list(pool.map(judged, range(MANY)))
    assert len(results) == MANY
    codes = Counter(code for code, _ in results)
    assert set(codes) - CATALOGUE.keys() - {"passed"} == set()
    assert len(codes) > 8
    assert max(seconds for _, seconds in results) < 2
