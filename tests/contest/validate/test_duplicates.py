"""Which works are suspected to be one, and which must not be."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from contest.validate.duplicates import (
    FEWEST,
    MOST,
    DuplicateMatch,
    Library,
    Pair,
    Similarity,
    Work,
)
from contest.validate.fingerprint import Fingerprint, Mark, distance
from contest.validate.lanes import WITHIN
from tests.builders import any_time

hashes = st.integers(0, 2**64 - 1)


def film(seed: int, count: int = 16) -> list[Mark]:
    chance = random.Random(seed)  # noqa: S311 - nothing secret
    return [Mark(n * 1000, chance.getrandbits(64), chance.getrandbits(64)) for n in range(count)]


def kept(marks: list[Mark], entry: str = "e", *, upload=1, contest="c", digest="", file=""):
    return Fingerprint.of(
        marks, contest=contest, entry=entry, upload=upload, digest=digest, file=file
    )


def changed(marks: list[Mark], bits: int, seed: int = 0) -> list[Mark]:
    """The same frames with so many bits of each hash turned."""
    chance = random.Random(seed)  # noqa: S311 - nothing secret
    turn = [sum(1 << place for place in chance.sample(range(64), bits)) for _ in marks]
    return [m._replace(plain=m.plain ^ mask) for m, mask in zip(marks, turn, strict=True)]


def like(marks, *prints, digest="new") -> list[tuple[str, int]]:
    found = Library(prints).like(marks, digest=digest)
    return [(one.work.name, one.similarity.percent) for one in found]


@given(st.lists(hashes, max_size=40), hashes)
def test_the_long_number_finds_what_single_comparisons_find(stored, wanted):
    """Also where lanes meet, and for the nearest and the farthest hashes."""
    stored += [wanted, wanted ^ 0xFF, wanted ^ 0x1FF, wanted ^ (2**64 - 1)]
    library = Library([kept([Mark(n, bits, 0) for n, bits in enumerate(stored)])])
    near = library._near([Mark(0, wanted, 0)], mirrored=False)  # noqa: SLF001
    assert {pair.there: pair.bits for pair in near.get(0, [])} == {
        n: distance(wanted, bits)
        for n, bits in enumerate(stored)
        if distance(wanted, bits) <= WITHIN
    }


def test_a_copy_within_the_threshold_is_found_and_one_beyond_it_is_not():
    here = film(1)
    assert like(changed(here, WITHIN), kept(here)) == [("c.e", 100)]
    assert like(changed(here, WITHIN + 1), kept(here)) == []


def test_a_mirrored_copy_is_found_as_such():
    here = [m._replace(plain=m.mirrored, mirrored=m.plain) for m in film(1)]
    (found,) = Library([kept(film(1))]).like(here, digest="")
    assert (found.similarity.mirrored, found.similarity.percent) == (True, 100)


def test_a_quarter_of_the_shorter_works_frames_is_enough_and_less_is_not():
    here = film(1)
    assert like(here[:4] + film(2)[4:], kept(here)) == [("c.e", 25)]
    assert like(here[:3] + film(2)[3:], kept(here)) == []
    assert like(here[:2] + film(2, 8)[2:], kept(here)) == [("c.e", 25)]


def test_one_frame_that_works_share_is_no_suspicion():
    title = film(9)[:1]
    assert FEWEST == 2
    assert like(title + film(1, 2), kept(title + film(2, 2))) == []


def test_a_frame_is_matched_once():
    """A still that stands for minutes in one work does not match a glimpse of it in another."""
    glimpse, still = film(1), [film(1)[0]._replace(at=n * 1000) for n in range(16)]
    assert like(still, kept(glimpse)) == []
    assert like(still, kept(still)) == [("c.e", 100)]


def test_the_same_file_is_said_of_equal_bytes_only():
    """A copy without sound has the same coded pictures in other bytes."""
    kinds = [
        found.similarity.kind
        for file in ("1000 abc", "900 abc", "")
        for found in Library([kept([], digest="d", file="1000 abc")]).like(
            [], digest="d", file=file
        )
    ]
    assert kinds == ["exact", "pictures", "pictures"]


def test_equal_bytes_come_first_and_looks_last():
    here = film(1)
    library = Library(
        [
            kept(here, "near"),
            kept(here, "mute", digest="d"),
            kept(here, "same", digest="d", file="f"),
        ]
    )
    found = library.like(here, digest="d", file="f")
    assert [one.work.entry for one in found] == ["same", "mute", "near"]


def test_the_same_coded_pictures_are_found_even_without_marks():
    (found,) = Library([kept([], digest="d"), kept([], "f", digest="")]).like([], digest="d")
    assert (found.similarity.kind, found.similarity.percent, found.work.entry) == (
        "pictures",
        100,
        "e",
    )
    assert Library([kept([], digest="")]).like([], digest="") == []


def test_an_entry_is_named_once_by_its_likest_upload():
    here = film(1)
    weaker, other = kept(here[:8] + film(2)[8:]), kept(film(5), "f")
    assert Library([weaker, kept(here, upload=2), other]).like(here, digest="")[0].work == Work(
        contest="c", entry="e", upload=2
    )
    assert like(here, weaker, kept(here, upload=2), other) == [("c.e", 100)]


def test_the_likest_come_first_and_not_too_many():
    here = film(1)
    many = [kept(here[: 4 + n % 8] + film(n + 50)[4 + n % 8 :], f"e{n}") for n in range(MOST + 5)]
    found = like(here, *many, kept(film(3), "same", digest="new"), kept(here, "e", contest="other"))
    assert [name for name, _ in found[:2]] == ["c.same", "other.e"]
    assert len(found) == MOST
    assert [percent for _, percent in found[1:]] == sorted((p for _, p in found[1:]), reverse=True)


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 400), st.integers(500, 900))
def test_works_of_chance_never_meet(seed, other):
    assert like(film(seed), *(kept(film(other + n), f"e{n}") for n in range(20))) == []


def test_nothing_is_like_anything_in_an_empty_library():
    assert like(film(1)) == []
    assert like([], kept(film(1))) == []


def test_a_suspicion_reads_the_same_from_either_side():
    here, there = (Work(contest="c", entry=e, upload=1) for e in ("e", "f"))
    pair = Pair(here=1000, there=2000, bits=3)
    similarity = Similarity(kind="near", mirrored=False, percent=50, pairs=(pair,))
    match = DuplicateMatch(here=here, there=there, similarity=similarity, found_at=any_time())
    assert match.seen_from("c.e") == (there, (pair,))
    assert match.seen_from("c.f") == (here, (Pair(here=2000, there=1000, bits=3),))
