"""Times, sizes and spans in words. The expected texts were written by hand: midnight of 1 August in
Shanghai is 16:00 UTC of 31 July, and the call's notice writes it as 7月31日 24:00."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from contest.refusals import CATALOGUE, Refusal
from contest.refusals.formatting import Value, stored, stored_period

SHANGHAI, ARGENTINA = ZoneInfo("Asia/Shanghai"), ZoneInfo("America/Argentina/Buenos_Aires")
OPENS = datetime(2024, 2, 29, 16, tzinfo=UTC)
CLOSES = datetime(2024, 7, 31, 16, tzinfo=UTC)
CLOSES_STORED = "2024-08-01T00:00:00+08:00[Asia/Shanghai]"


def shown(text, how, language, beside=""):
    return format(Value(text, language, beside=beside), how)


def test_a_moment_is_held_with_its_zone_for_programs():
    assert stored(CLOSES, SHANGHAI) == CLOSES_STORED


@pytest.mark.parametrize(
    ("at", "zone", "how", "zh", "en"),
    [
        (
            CLOSES,
            SHANGHAI,
            "end",
            "2024年7月31日 24:00",
            "31 July 2024, 24:00 (China Standard Time)",
        ),
        (
            CLOSES,
            SHANGHAI,
            "start",
            "2024年8月1日 00:00",
            "1 August 2024, 00:00 (China Standard Time)",
        ),
        (
            datetime(2024, 5, 29, 9, 30, 59, tzinfo=UTC),
            SHANGHAI,
            "end",
            "2024年5月29日 17:30",
            "29 May 2024, 17:30 (China Standard Time)",
        ),
        (
            CLOSES,
            ARGENTINA,
            "end",
            "2024年7月31日 13:00（America/Argentina/Buenos_Aires 时间）",
            "31 July 2024, 13:00 (America/Argentina/Buenos_Aires)",
        ),
    ],
)
def test_a_moment_is_shown_in_the_contests_zone(at, zone, how, zh, en):
    assert (shown(stored(at, zone), how, "zh"), shown(stored(at, zone), how, "en")) == (zh, en)


@pytest.mark.parametrize(
    ("begins", "ends", "zh", "en"),
    [
        (
            OPENS,
            CLOSES,
            "2024年3月1日 00:00 至 2024年7月31日 24:00",
            "from 1 March 2024, 00:00 until 31 July 2024, 24:00 (China Standard Time)",
        ),
        (OPENS, None, "2024年3月1日 00:00 起", "from 1 March 2024, 00:00 (China Standard Time)"),
        (None, CLOSES, "2024年7月31日 24:00 前", "until 31 July 2024, 24:00 (China Standard Time)"),
    ],
)
def test_a_period_is_shown_by_its_ends(begins, ends, zh, en):
    text = stored_period(begins, ends, SHANGHAI)
    assert (shown(text, "period", "zh"), shown(text, "period", "en")) == (zh, en)


def test_a_period_holds_zones_with_slashes():
    text = stored_period(OPENS, CLOSES, ARGENTINA)
    assert shown(text, "period", "zh") == (
        "2024年2月29日 13:00 至 2024年7月31日 13:00（America/Argentina/Buenos_Aires 时间）"
    )


@pytest.mark.parametrize(
    ("count", "zh"),
    [
        ("2147483648", "2 GB"),
        ("1572864", "1.5 MB"),
        ("1530000", "1.46 MB"),
        ("1024", "1 KB"),
        ("2048 B", "2 KB"),
        ("1023", "1,023 字节"),
        ("0", "0 字节"),
    ],
)
def test_a_size_is_shown_as_file_managers_do(count, zh):
    assert shown(count, "size", "zh") == zh


def test_two_sizes_that_would_look_alike_are_told_to_the_byte():
    one_more, most = "2147483649", "2147483648"
    assert shown(one_more, "size", "en", beside=most) == "2,147,483,649 bytes"
    assert shown(most, "size", "en", beside=one_more) == "2,147,483,648 bytes"
    assert shown("3221225472", "size", "en", beside=most) == "3 GB"


@pytest.mark.parametrize(
    ("seconds", "zh", "en"),
    [
        ("1", "1 秒", "1 second"),
        ("119", "119 秒", "119 seconds"),
        ("121", "3 分钟", "3 minutes"),
        ("3600", "60 分钟", "60 minutes"),
        ("43200", "12 小时", "12 hours"),
        ("172800", "2 天", "2 days"),
    ],
)
def test_a_span_is_rounded_up_in_words(seconds, zh, en):
    assert (shown(seconds, "span", "zh"), shown(seconds, "span", "en")) == (zh, en)


@pytest.mark.parametrize("how", ["start", "end", "period", "size", "span", ""])
@pytest.mark.parametrize("text", ["", "soon", "2024-08-01T00:00:00", "x[Asia/Shanghai]", "../.."])
def test_what_is_in_no_such_form_is_shown_as_it_is(how, text):
    if (how, text) != ("period", "../.."):
        assert shown(text, how, "zh") == text


def test_a_status_is_told_in_the_readers_language():
    refused = Refusal(code="entry.not_possible_now", measured="评审中 / in review")
    assert refused.sentence("zh") == "作品当前状态为“评审中”，不能进行此操作。"
    assert refused.sentence("en") == "The work's status is “in review”. This cannot be done now."


def test_a_deadline_is_refused_in_words():
    late = Refusal(code="upload.too_late", measured=CLOSES_STORED, allowed=CLOSES_STORED)
    assert late.sentence("zh").startswith("投稿已于 2024年7月31日 24:00 截止，")
    assert late.sentence("en").startswith(
        "Submissions closed on 31 July 2024, 24:00 (China Standard Time). "
    )


def test_no_sentence_tells_bytes_or_seconds_as_raw_numbers():
    for code, (_, text) in CATALOGUE.items():
        for sentence in (text.zh, text.en):
            for raw in ("} 字节", "} bytes", "} 秒", "} seconds", "现在是", "It is now"):
                assert raw not in sentence, code
