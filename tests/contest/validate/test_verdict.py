"""作品要求, to the frame and the pixel: what passes, what does not, and every reason at once."""

from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from contest.model import Text
from contest.refusals import Refusal
from contest.rules.sections import MediaRules
from contest.validate.requirements import judge
from contest.validate.verdict import Verdict, clock
from tests.builders import any_facts, any_rules

MEDIA = any_rules().media
PASSED = ()


def refusals(**facts):
    return judge(any_facts(**facts), rules=MEDIA).refusals


@pytest.mark.parametrize(
    "seconds", ["60", "60.0", "60.001", "120", "479.999", "480.0", "59.96", "480.04"]
)
def test_one_minute_to_eight_pass_both_included_give_or_take_a_frame(seconds):
    assert refusals(seconds=seconds) == PASSED


@pytest.mark.parametrize(
    ("seconds", "code", "measured"),
    [
        ("59.9", "media.too_short", "0:59.9"),
        ("59.959", "media.too_short", "0:59.959"),
        ("480.08", "media.too_long", "8:00.08"),
        ("480.1", "media.too_long", "8:00.1"),
        ("0", "media.too_short", "0:00"),
        ("3600", "media.too_long", "60:00"),
    ],
)
def test_shorter_and_longer_are_refused(seconds, code, measured):
    assert refusals(seconds=seconds) == (
        Refusal(code=code, measured=measured, allowed="1:00–8:00"),
    )


@settings(deadline=None, max_examples=100)
@given(st.decimals("59", "61", places=3) | st.decimals("479", "481", places=3))
@example(Decimal("480.05"))
def test_a_refused_length_never_reads_as_one_that_is_allowed(seconds):
    for refusal in refusals(seconds=seconds, frame_rate="60"):
        assert refusal.measured not in ("1:00", "8:00")


@pytest.mark.parametrize("frame_rate", ["2", "24", "25", "30000/1001", "60"])
def test_the_tolerance_is_one_frame_of_the_works_own(frame_rate):
    top, _, bottom = frame_rate.partition("/")
    rate = Decimal(top) / Decimal(bottom or 1)
    frame = 1 / rate
    half = frame / 2
    assert refusals(seconds=60 - frame, frame_rate=rate) == PASSED
    assert refusals(seconds=480 + frame, frame_rate=rate) == PASSED
    assert [r.code for r in refusals(seconds=60 - frame - half, frame_rate=rate)] == [
        "media.too_short"
    ]
    assert [r.code for r in refusals(seconds=480 + frame + half, frame_rate=rate)] == [
        "media.too_long"
    ]


@pytest.mark.parametrize(
    ("width", "height"),
    [
        (1920, 1080),
        (1080, 1920),
        (1920, 1088),
        (1088, 1920),
        (3840, 2160),
        (2160, 3840),
        (1936, 1089),
    ],
)
def test_1080p_and_more_passes_lying_or_upright(width, height):
    assert refusals(width=width, height=height) == PASSED


@pytest.mark.parametrize(
    ("width", "height", "ratio"),
    [
        (1440, 1080, "1.33"),
        (2040, 1080, "1.89"),
        (1080, 2040, "0.53"),
        (2560, 1080, "2.37"),
        (1920, 1920, "1.00"),
        (4096, 2160, "1.90"),
        (1920, 1100, "1.75"),
    ],
)
def test_other_shapes_are_refused(width, height, ratio):
    found = [r for r in refusals(width=width, height=height) if r.code == "media.wrong_aspect"]
    assert found == [
        Refusal(
            code="media.wrong_aspect",
            measured=f"{width}×{height} ({ratio}:1)",
            allowed="16:9 / 9:16",
        )
    ]


@pytest.mark.parametrize(
    ("width", "height"), [(1280, 720), (1919, 1080), (1920, 1079), (1079, 1920), (720, 1280)]
)
def test_below_1080p_is_refused(width, height):
    assert refusals(width=width, height=height) == (
        Refusal(code="media.too_small", measured=f"{width}×{height}", allowed="1920×1080"),
    )


def test_tells_every_reason_at_once():
    facts = any_facts(seconds="30", width=640, height=480, audio_codec=None)
    assert judge(facts, rules=MEDIA) == Verdict(
        refusals=(
            Refusal(code="media.too_short", measured="0:30", allowed="1:00–8:00"),
            Refusal(code="media.too_small", measured="640×480", allowed="1920×1080"),
            Refusal(code="media.wrong_aspect", measured="640×480 (1.33:1)", allowed="16:9 / 9:16"),
        ),
        warnings=(Refusal(code="media.no_sound"),),
        facts=facts,
    )


ALMOST = {"width": 1915, "height": 1080, "coded_width": 1920, "coded_height": 1080}


def test_a_size_that_is_due_to_pixels_that_are_not_square_is_told_with_the_coded_one():
    small, pixels = refusals(**ALMOST)
    assert small == Refusal(code="media.too_small", measured="1915×1080", allowed="1920×1080")
    assert pixels.text == Text(
        zh="像素不是方形，播放时的画面大小与编码时不同（1920×1080 → 1915×1080）。"
        "请按方形像素（1:1）导出。",
        en="The pixels are not square, so that the picture is shown at another size than it is "
        "coded at (1920×1080 → 1915×1080). Export it with square pixels (1:1).",
    )
    squeezed = {"width": 1440, "height": 1080, "coded_width": 1920, "coded_height": 1080}
    assert [one.code for one in refusals(**squeezed)][1:] == [
        "media.wrong_aspect",
        "media.pixels_not_square",
    ]


def test_pixels_that_are_not_square_are_no_reason_of_their_own():
    wide = {"width": 1920, "height": 1080, "coded_width": 1440, "coded_height": 1080}
    assert refusals(**wide) == PASSED
    assert [one.code for one in refusals(**wide, seconds="30")] == ["media.too_short"]


def test_a_silent_work_passes_with_a_warning():
    facts = any_facts(audio_codec=None)
    verdict = judge(facts, rules=MEDIA)
    assert verdict == Verdict(warnings=(Refusal(code="media.no_sound"),), facts=facts)
    assert verdict.passed


@pytest.mark.parametrize(
    ("apart", "warned"),
    [
        ({"sound_delay": "1", "sound_excess": "1", "picture_begins": "1"}, []),
        ({"sound_delay": "1.04"}, [("media.sound_late", "0:01")]),
        (
            {"sound_delay": "3", "sound_excess": "4"},
            [("media.sound_late", "0:03"), ("media.sound_longer", "0:04")],
        ),
        ({"sound_delay": "-2.5"}, [("media.picture_late", "0:02.5")]),
        ({"sound_delay": "-9", "sound_excess": "-9"}, [("media.picture_late", "0:09")]),
        ({"picture_begins": "61"}, [("media.picture_late", "1:01")]),
    ],
)
def test_picture_and_sound_that_are_apart_are_a_warning(apart, warned):
    verdict = judge(any_facts(**apart), rules=MEDIA)
    assert verdict.refusals == PASSED
    assert [(one.code, one.measured) for one in verdict.warnings] == warned


def test_media_data_that_claims_too_much_is_a_warning():
    (warning,) = judge(any_facts(missing_bytes=8), rules=MEDIA).warnings
    assert (warning.code, warning.measured) == ("media.overstated_data", "8")


def test_follows_the_rules_when_eight_minutes_become_six():
    six = MEDIA.model_copy(update={"max_seconds": Decimal(360)})
    facts = any_facts(seconds="400")
    assert judge(facts, rules=MEDIA).passed
    assert judge(facts, rules=six).refusals == (
        Refusal(code="media.too_long", measured="6:40", allowed="1:00–6:00"),
    )


def test_follows_the_rules_in_size_shape_and_tolerance():
    lax = MEDIA.model_copy(
        update={"min_long_side": 640, "min_short_side": 480, "aspects": ("4:3",)}
    )
    strict = MEDIA.model_copy(update={"frame_tolerance": 0, "aspect_tolerance": Decimal(0)})
    assert judge(any_facts(width=640, height=480), rules=lax).passed
    assert not judge(any_facts(width=1920, height=1080), rules=lax).passed
    assert not judge(any_facts(seconds="59.99"), rules=strict).passed
    assert not judge(any_facts(height=1088), rules=strict).passed


ANY_SHAPE = MediaRules(max_seconds=Decimal(480), max_bytes=2**31)


@settings(max_examples=50)
@given(st.integers(1, 8000), st.integers(1, 8000), st.decimals("0.04", "480", places=2))
def test_without_limits_every_size_and_shape_and_any_short_film_passes(width, height, seconds):
    assert judge(any_facts(width=width, height=height, seconds=seconds), rules=ANY_SHAPE).passed


def test_without_a_least_length_the_longest_alone_is_named():
    (refusal,) = judge(any_facts(seconds="500"), rules=ANY_SHAPE).refusals
    assert refusal == Refusal(code="media.too_long", measured="8:20", allowed="8:00")
    assert refusal.text == Text(
        zh="时长 8:20，须在 8:00 以内。", en="The video is 8:20 long. It must be at most 8:00 long."
    )
    (both,) = refusals(seconds="500")
    assert both.text == Text(
        zh="时长 8:20，须在 1:00–8:00 之间。",
        en="The video is 8:20 long. It must be 1:00–8:00 long.",
    )


@pytest.mark.parametrize(
    ("seconds", "reads"),
    [("0", "0:00"), ("9.04", "0:09.04"), ("552.00", "9:12"), ("60.50", "1:00.5"), ("480", "8:00")],
)
def test_a_length_reads_as_people_say_it(seconds, reads):
    assert clock(Decimal(seconds)) == reads
