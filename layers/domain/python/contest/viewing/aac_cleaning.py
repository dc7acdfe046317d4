"""Makes AAC samples say nothing but sound: blanks the elements before the first sound of a sample
that hold no sound, in place, so that no size and no bit behind them changes.

Encoders write their names there. Elements behind sound cannot be found without decoding it. The
syntax is in ISO/IEC 14496-3, clause 4.4.2.1 and tables 4.3, 4.10, 4.11 and 4.57."""

from contest.validate.codecs.bits import BadHeaderError

DATA, PROGRAM, FILL = 4, 5, 6
PLAIN = frozenset({1, 2, 3, 4, 5, 29})
"""Kinds of sound (table 1.17) whose samples have this syntax."""

MOST_ELEMENTS, HEAD = 16, 8192
"""What may stand in front of sound, and the bytes that are read. Encoders write one element."""


class _Reader:
    def __init__(self, data: bytes) -> None:
        self.size = 8 * len(data)
        self.value, self.at = int.from_bytes(data, "big"), 0

    def take(self, many: int) -> int:
        self.at += many
        if self.at > self.size:
            raise BadHeaderError
        return self.value >> self.size - self.at & (1 << many) - 1

    def blank(self, many: int) -> None:
        """The next bits become zeros."""
        self.at += many
        if self.at > self.size:
            raise BadHeaderError
        self.value &= ~((1 << many) - 1 << self.size - self.at)

    def align(self) -> None:
        self.blank(-self.at % 8)


def clean_sample(sample: bytes) -> bytes:
    """The sample itself if it begins with sound. One that cannot be read, which no player plays,
    becomes zeros."""
    if not sample or sample[0] >> 5 not in (DATA, PROGRAM, FILL):
        return sample
    head = sample[:HEAD]
    reader = _Reader(head)
    try:
        _blank(reader)
    except BadHeaderError:
        return bytes(len(sample))
    return reader.value.to_bytes(len(head), "big") + sample[HEAD:]


def _blank(reader: _Reader) -> None:
    elements = 0
    while (kind := reader.take(3)) in (DATA, PROGRAM, FILL):
        elements += 1
        if elements > MOST_ELEMENTS:
            raise BadHeaderError
        if kind == FILL:
            count = reader.take(4)
            reader.blank(8 * (count if count < 15 else 14 + reader.take(8)))
        elif kind == DATA:
            reader.blank(4)
            aligned, count = reader.take(1), reader.take(8)
            count += reader.take(8) if count == 255 else 0
            if aligned:
                reader.align()
            reader.blank(8 * count)
        else:
            blank_comment(reader)


def blank_comment(reader: _Reader) -> None:
    """Of a list of channels (table 4.2)."""
    reader.take(10)
    front, side, back = reader.take(4), reader.take(4), reader.take(4)
    low, data, coupled = reader.take(2), reader.take(3), reader.take(4)
    for width in (4, 4, 3):
        if reader.take(1):
            reader.take(width)
    reader.take(5 * (front + side + back + coupled) + 4 * (low + data))
    reader.align()
    reader.blank(8 * reader.take(8))


def clean_config(config: bytes) -> bytes:
    """An AudioSpecificConfig (clause 1.6.2.1) with a list of channels of its own is cleaned of the
    comment in it. Others are short, and hold numbers alone."""
    reader = _Reader(config)
    try:
        kind = reader.take(5)
        if reader.take(4) == 15:
            reader.take(24)
        listed = reader.take(4) == 0
        if kind in (5, 29):
            reader.take(24 if reader.take(4) == 15 else 0)
            kind = reader.take(5)
        if not listed or kind not in PLAIN:
            return config[:LONGEST_CONFIG]
        reader.take(1)
        if reader.take(1):
            reader.take(14)
        reader.take(1)
        blank_comment(reader)
    except BadHeaderError:
        return config[:LONGEST_CONFIG]
    return reader.value.to_bytes(len(config), "big")


LONGEST_CONFIG = 64


def object_kind(config: bytes) -> int:
    """The kind of sound (table 1.17); 0 if it is not stated."""
    return config[0] >> 3 if config else 0
