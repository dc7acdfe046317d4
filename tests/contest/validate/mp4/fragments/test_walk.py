"""A walk from header to header keeps within its limits, and passes over what players skip."""

import pytest

from contest.refusals import Refused
from contest.validate.mp4.boxes import Box
from contest.validate.mp4.fragments.movie_fragment import Defaults, Part
from contest.validate.mp4.fragments.walk import Fragment, Stretch, Walker, misplaced, together
from contest.validate.mp4.placement import Place
from tests.contest.validate.mp4.tiny_mp4 import box, large
from tests.corpus.muxer import full

MDAT = box("mdat", bytes(40))


def moof(*, more: bytes = b"", track: int = 1) -> bytes:
    """Four samples of ten bytes, right behind it."""
    length = 8 + 16 + 8 + 16 + 20 + len(more)
    trun = full("trun", 4, length + 8, flags=1)
    traf = box("traf", full("tfhd", track, flags=0x20000), trun)
    return box("moof", full("mfhd", 1), traf, more)


KNOWN = {1: Defaults(5, 10)}
ONE = moof() + MDAT


def walker(file: bytes, **limits) -> tuple[Walker, list[tuple[int, int]]]:
    given: list[tuple[int, int]] = []

    def read(start: int, length: int) -> bytes:
        given.append((start, length))
        return file[start : start + length]

    return Walker(read, len(file), KNOWN, **limits), given


def walked(file: bytes, start: int = 0, stop: int | None = None, **limits) -> Stretch:
    one, _ = walker(file, **limits)
    return one.walk(start, len(file) if stop is None else stop)


def code(file: bytes, **limits) -> tuple[str, str]:
    with pytest.raises(Refused) as problem:
        walked(file, **limits)
    (reason,) = problem.value.refusals
    return reason.code, reason.measured


def test_fragments_media_and_their_end_are_found():
    found = walked(ONE * 2)
    size = len(ONE)
    assert [one.start for one in found.fragments] == [0, size]
    assert found.media == (
        Box("mdat", len(moof()), 8, 48),
        Box("mdat", size + len(moof()), 8, 48),
    )
    assert found.end == 2 * size
    assert found.data([1]) == [Place(len(moof()) + 8, 40), Place(size + len(moof()) + 8, 40)]
    assert found.data([2]) == []
    assert together([found, found]) == [one.parts for one in found.fragments] * 2
    assert list(found.fragments[0].parts) == [1]
    assert found.fragments[0].parts[1].ticks == 20


def test_a_walk_ends_where_a_box_does():
    assert walked(ONE * 3, len(ONE), 2 * len(ONE)).end == 2 * len(ONE)
    assert (
        walked(ONE * 3, len(ONE), len(ONE) + 1).fragments
        == walked(ONE * 3, len(ONE), len(ONE) + len(moof())).fragments
    )
    assert walked(ONE * 3, 0, 0) == Stretch((), (), 0)


def test_media_data_may_claim_more_than_there_is():
    found = walked(ONE[:-5])
    assert found.end == len(ONE)
    assert found.media == (Box("mdat", len(moof()), 8, 43),)
    far = moof() + large("mdat", bytes(40), size=2**40)
    assert walked(far).end == len(moof()) + 2**40


@pytest.mark.parametrize(
    ("tail", "expected"),
    [
        (bytes(7), None),
        (bytes(100), None),
        (box("moof", size=4000), "media.cut_short"),
        (box("free", size=4000), "media.cut_short"),
        (b"\0\0\0\7moof", "media.broken"),
        (b"<html><body>" * 9, "media.polyglot"),
    ],
)
def test_what_is_no_box_ends_it(tail, expected):
    if expected is None:
        assert walked(ONE + tail).end == len(ONE)
    else:
        assert code(ONE + tail)[0] == expected


def test_as_many_fragments_boxes_and_skipped_ones_as_are_allowed():
    three = (box("free", bytes(9)) + ONE) * 3
    assert len(walked(three, fragments=3, boxes=9, skipped=3).fragments) == 3
    assert code(three, fragments=2)[0] == "media.fragmented"
    assert code(three, boxes=8) == ("media.too_complex", "> 4096")
    assert code(three, skipped=2) == ("media.too_complex", "> 1024")
    assert code(three, boxes=8, skipped=2) == ("media.too_complex", "> 1024")
    assert len(walked(ONE * 512).fragments) == 512
    assert code(ONE * 513) == ("media.fragmented", "> 512")
    styp = (box("styp", bytes(8)) + ONE) * 3
    assert len(walked(styp, skipped=0).fragments) == 3, "it has a meaning of its own"


def test_all_that_is_read_is_counted():
    """Steps of 2 KiB, of which none overlaps; of a skipped box, both ends of 4 KiB as well."""
    many = (moof() + box("mdat", bytes(5000))) * 3
    steps = 3 * 2048 + 3 * 2048
    one, given = walker(many)
    one.walk(0, len(many))
    spent = 1_400_000 - one.bytes
    reach: set[int] = set()
    for start, length in given:
        reach |= set(range(start, min(start + length, len(many))))
    assert spent == len(reach) <= steps
    assert walked(many, bytes=spent).end == len(many)
    assert code(many, bytes=spent - 2049)[0] == "media.fragmented"
    with_free = box("free", bytes(100)) + ONE
    one, _ = walker(with_free)
    one.walk(0, len(with_free))
    assert 1_400_000 - one.bytes == len(with_free) + 108
    with_large = box("free", bytes(20_000)) + ONE
    one, _ = walker(with_large)
    one.walk(0, len(with_large))
    assert 1_400_000 - one.bytes == 2048 + len(ONE) + 8192


def test_a_large_fragment_is_read_as_a_whole_and_makes_longer_steps():
    private = box("free", bytes(9000))
    file = (moof(more=private) + box("mdat", bytes(60_000))) * 2
    one, given = walker(file)
    assert len(one.walk(0, len(file)).fragments) == 2
    size = len(moof(more=private))
    assert max(length for _, length in given) >= size
    assert (size, 16) in given, "the header behind it came along"
    second = [length for start, length in given if start == size + 60_008]
    assert second[0] == size + 256, "as long as the last one, and an eighth of a step"
    larger = (moof(more=box("free", bytes(17_000))) + box("mdat", bytes(60_000))) * 2
    one, given = walker(larger)
    one.walk(0, len(larger))
    second = [length for start, length in given if start == len(larger) // 2]
    assert second[0] == 16_384, "at most 16 KiB"
    huge = moof(more=box("free", bytes(1_179_648))) + box("mdat", bytes(40))
    assert code(huge)[0] == "media.too_complex"
    most = box("free", bytes(1_179_648 - len(moof()) - 8))
    assert len(walked(moof(more=most) + box("mdat", bytes(40))).fragments) == 1


def test_a_table_of_a_fragment_that_claims_too_much_is_damage():
    bad = moof(more=box("traf", full("sbgp", 1, 2**32 - 1), full("tfhd", 1)))
    assert code(bad + MDAT)[0] == "media.broken"


def test_the_first_fragment_is_found_behind_other_boxes():
    file = box("free", bytes(20)) + MDAT + ONE + ONE
    one, _ = walker(file)
    at = 28 + len(MDAT)
    assert one.first(0).start == at
    assert one.first(at).start == at
    assert one.first(at + len(moof())).start == at + len(ONE)
    for nowhere in (len(file) - len(MDAT), len(file)):
        with pytest.raises(Refused) as problem:
            one.first(nowhere)
        assert [each.code for each in problem.value.refusals] == ["media.data_missing"]
    for end in (file[: at + 20], file[:at] + b"\0\0\0\7moof", file[:at] + b"\0\0\0\x09\0\0\0\0\0"):
        broken, _ = walker(end)
        with pytest.raises(Refused) as problem:
            broken.first(0)
        assert [each.code for each in problem.value.refusals] == ["media.data_missing"]
    alone, _ = walker(file[:at] + moof())
    assert alone.first(0).start == at
    few, _ = walker(file, boxes=1)
    with pytest.raises(Refused) as problem:
        few.first(0)
    assert [each.code for each in problem.value.refusals] == ["media.too_complex"]


BOXES = (Box("mdat", 100, 8, 108), Box("mdat", 300, 16, 66))
"""Media data from 108 to 208, and from 316 to 366."""


def lies(*places: tuple[int, int], size: int = 1000, media=BOXES, listed: int = 0) -> str:
    found = misplaced([Place(*place) for place in places], media, size=size, listed=listed)
    return found.code if found else ""


def test_data_lies_in_the_file_and_in_media_data():
    assert lies((108, 100), (316, 50)) == ""
    assert lies((316, 50), (108, 100), media=BOXES[::-1]) == ""
    assert lies((108, 100), media=BOXES * 2) == ""
    for place in ((107, 5), (108, 101), (208, 1), (315, 2), (316, 51), (0, 1), (500, 9)):
        assert lies(place) == "media.data_missing", place
    assert lies((108, 1), media=()) == "media.data_missing"
    assert lies() == lies(media=()) == ""


def test_data_ends_where_the_file_does():
    assert lies((316, 50), size=366) == ""
    assert lies((316, 50), size=365) == "media.cut_short"
    assert lies((108, 10), (400, 600), size=999) == "media.cut_short"


def test_no_two_samples_share_their_data():
    assert lies((108, 100), (316, 50)) == ""
    assert lies((108, 100), (108, 50)) == ""
    assert lies((108, 100), (108, 51)) == "media.data_missing"
    assert lies((108, 100), listed=50) == ""
    assert lies((108, 100), listed=51) == "media.data_missing"
    assert lies(listed=151) == "media.data_missing"


def test_runs_without_bytes_lie_nowhere():
    part = Part(0, data=(Place(1, 0), Place(2, 5)))
    assert Stretch((Fragment(0, {1: part}),), (), 9).data([1]) == [Place(2, 5)]
