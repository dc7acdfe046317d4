"""What is taken out of samples, and what stays, by bytes written by hand from the standards."""

import pytest

from contest.viewing import aac_cleaning, av1_cleaning
from contest.viewing.mpeg_cleaning import without_user_data
from contest.viewing.nal_cleaning import H264, H265, clean_sample

SLICE, RECOVERY = b"\x65\x88\x84", b"\x06\x01\xc4"


def sample(*units: bytes, width: int = 4) -> bytes:
    return b"".join(len(unit).to_bytes(width, "big") + unit for unit in units)


def h264(*units: bytes, width: int = 4) -> bytes:
    return clean_sample(sample(*units, width=width), family=H264, length_bytes=width)


def test_a_sample_of_slices_and_parameter_sets_stays_the_same_object():
    whole = sample(b"\x67\x64", b"\x68\xee", SLICE)
    assert clean_sample(whole, family=H264, length_bytes=4) is whole


@pytest.mark.parametrize("width", [1, 2, 4])
def test_a_message_that_is_needed_stays_and_the_one_beside_it_goes(width):
    messages = b"\x06" + b"\x05\x03abc" + RECOVERY + b"\x80"
    assert h264(messages, SLICE, width=width) == sample(
        b"\x06" + RECOVERY + b"\x80", SLICE, width=width
    )


def test_a_unit_of_messages_that_are_all_left_out_is_left_out():
    assert h264(b"\x06\x05\x03abc\x80", SLICE) == sample(SLICE)


def test_a_message_whose_type_and_size_take_several_bytes_is_left_out():
    long = b"\x06\xff\x2d\xff\x01" + bytes(range(1, 256)) + b"\x07" + b"\x80"
    assert h264(long, SLICE) == sample(SLICE)


def test_bytes_that_keep_start_codes_away_are_written_anew():
    """Buffering of the bytes 0 0 0 1 0: escaped as 0 0 3 0 1 0 (H.264 clause 7.4.1)."""
    buffering = b"\x06\x00\x05\x00\x00\x03\x00\x01\x00\x80"
    assert h264(buffering, SLICE) == sample(buffering, SLICE)


def test_what_follows_a_unit_that_does_not_fit_is_left_out():
    assert clean_sample(sample(SLICE) + b"\0\0\0\xff\x65text", family=H264, length_bytes=4) == (
        sample(SLICE)
    )


@pytest.mark.parametrize("header", [0x0C, 0x09, 0x0E, 0x14, 0x18, 0x1E, 0x80])
def test_units_that_no_picture_needs_are_left_out(header):
    assert h264(bytes([header]) + b"text", SLICE) == sample(SLICE)


def test_the_end_of_a_sequence_has_no_more_than_its_header():
    assert h264(SLICE, b"\x0atext") == sample(SLICE, b"\x0a")


@pytest.mark.parametrize("kind", [35, 38, 41, 48, 62, 63])
def test_units_that_no_picture_of_h265_needs_are_left_out(kind):
    slice_, other = b"\x26\x01\xac", bytes([kind << 1, 1]) + b"text"
    assert clean_sample(sample(other, slice_), family=H265, length_bytes=4) == sample(slice_)


def test_further_layers_of_h265_are_left_out():
    slice_, above = b"\x26\x01\xac", b"\x26\x09\xac"
    assert clean_sample(sample(slice_, above), family=H265, length_bytes=4) == sample(slice_)


def test_how_bright_an_hdr_display_is_stays():
    """Mastering display (137, 24 bytes) and content light (144, 4 bytes)."""
    light = b"\x4e\x01" + b"\x89\x18" + b"\x11" * 24 + b"\x90\x04\x03\xe8\x01\x90" + b"\x80"
    slice_ = b"\x26\x01\xac"
    whole = sample(light, slice_)
    assert clean_sample(whole, family=H265, length_bytes=4) == whole


def test_brightness_of_av1_stays_and_other_metadata_goes():
    sequence, frame = b"\x0a\x02\x00\x01", b"\x32\x03abc"
    light, text = b"\x2a\x06\x01\x03\xe8\x01\x90\x80", b"\x2a\x06\x04text\x80"
    assert av1_cleaning.clean_units(sequence + light + text + frame) == sequence + light + frame


def test_the_last_unit_of_av1_need_not_state_its_size():
    frame = b"\x30abc"
    assert av1_cleaning.clean_units(b"\x7a\x04text" + frame) == frame


def test_user_data_ends_where_the_next_header_begins():
    first, last = b"\0\0\1\xb0\x01", b"\0\0\1\xb6\x10"
    assert without_user_data(first + b"\0\0\1\xb2Lavc" + last) == first + last
    assert without_user_data(first + b"\0\0\1\xb2Lavc") == first
    assert without_user_data(first + last) == first + last


def test_fill_in_front_of_sound_is_blanked_in_place():
    """Fill (6) of 3 bytes, then 25 bits of sound that stay as they are."""
    sound = 0b0_0010_1101_0101_1111_0000_1010
    head = (6 << 4 | 3) << 24
    before, blank = head | int.from_bytes(b"abc", "big"), head
    assert aac_cleaning.clean_sample(aac(before, sound)) == aac(blank, sound)


def aac(head: int, sound: int) -> bytes:
    """31 bits of a fill element, and 25 of sound: 7 bytes."""
    return (head << 25 | sound).to_bytes(7, "big")


def test_sound_without_anything_in_front_stays_the_same_object():
    sound = b"\x21\x10text"
    assert aac_cleaning.clean_sample(sound) is sound


def test_a_sample_with_more_in_front_of_sound_than_any_encoder_writes_is_silenced():
    """Seventeen empty fill elements of seven bits each; sixteen are read."""
    assert aac_cleaning.clean_sample(filled(17)) == bytes(len(filled(17)))
    assert aac_cleaning.clean_sample(filled(16)) == filled(16)


def filled(many):
    value = 0
    for _ in range(many):
        value = value << 7 | 6 << 4
    width = 7 * many
    spare = -width % 8 + 40
    return (value << spare | 0xABCDEF).to_bytes((width + spare) // 8, "big")


def test_a_comment_in_a_configuration_is_blanked():
    """AAC-LC (2) at 44,100 Hz (4) with a list of channels (0) of one front element."""
    fields = [(2, 5), (4, 4), (0, 4), (0, 3), (0, 4), (1, 2), (4, 4), (1, 4), (0, 4), (0, 4)]
    fields += [(0, 2), (0, 3), (0, 4), (0, 3), (0, 5)]
    value = width = 0
    for one, wide in fields:
        value, width = value << wide | one, width + wide
    spare = -width % 8
    head = (value << spare).to_bytes((width + spare) // 8, "big")
    assert aac_cleaning.clean_config(head + b"\x04text") == head + b"\x04\0\0\0\0"
