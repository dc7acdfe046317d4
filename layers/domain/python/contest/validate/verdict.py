"""The facts measured in a file, and the verdict on it with every reason at once.

Measuring is left to `mp4`, and holding the facts against the rules to `requirements`."""

from decimal import Decimal
from fractions import Fraction

from pydantic import Field

from contest.model import Fact
from contest.refusals import Refusal
from contest.validate.labels.file_labels import FileLabels

EVERYWHERE = "AVC"
"""The video codec that every browser plays."""
FULL_HD = 1920 * 1080
LEAST_KILOBITS = 1000
"""Kilobits per second that are advised for a full HD picture; other sizes in proportion."""
NOTICED = 1
"""Seconds that an edit list may hide, and sound and picture may begin or end apart, without a
warning: an encoder's lead-in, or a phone's trim to the next key frame."""


class Description(Fact):
    """MediaInfo's description of a file: names for people to read. The only number used from it is
    the pixel aspect, and only if the file itself states none."""

    format: str
    video_codec: str
    video_profile: str | None = None
    hdr: str | None = None
    audio_codec: str | None = None
    audio_profile: str | None = None
    pixel_aspect: Decimal | None = Field(default=None, gt=0)


class MediaFacts(Fact):
    """A file as it is displayed: width and height have rotation and pixel aspect applied."""

    format: str
    seconds: Decimal = Field(ge=0)
    width: int = Field(gt=0)
    height: int = Field(gt=0)
    coded_width: int | None = None
    coded_height: int | None = None
    """What width and height were with pixels taken for square; None if they are."""
    rotation: int = 0
    """Degrees, from the file's display matrix; already applied to width and height."""
    frame_rate: Decimal = Field(gt=0)
    """Frames per second, on average."""
    variable_frame_rate: bool = False
    bit_rate: int | None = None
    """Of the whole file, in bits per second."""
    video_bit_rate: int | None = None
    video_codec: str
    video_profile: str | None = None
    hdr: str | None = None
    video_tracks: int = 1
    audio_codec: str | None = None
    audio_profile: str | None = None
    audio_tracks: int = 0
    size: int = Field(gt=0)
    """Of the file, in bytes."""
    size_measured: bool = True
    """Whether width and height were read from the coded picture, not only from declarations."""
    hidden_seconds: Decimal = Decimal(0)
    """How much of the media an edit list hides."""
    picture_begins: Decimal = Decimal(0)
    """Seconds after which the picture begins."""
    sound_delay: Decimal = Decimal(0)
    """Seconds from the picture's beginning to the sound's; negative if the sound is first."""
    sound_excess: Decimal = Decimal(0)
    """Seconds by which the sound outlasts the picture; negative if it ends earlier."""
    trailing_bytes: int = 0
    missing_bytes: int = 0
    """Bytes that the media data claims beyond the end of the file, without a sample in them."""
    fragmented: bool = False
    open_groups: bool = False
    """Whether pictures of H.264 need some before the key frame at which a player may begin."""
    labels: FileLabels = FileLabels()
    """What the file says about AI. Anybody could have written or removed it."""

    @property
    def aspect(self) -> Fraction:
        return Fraction(self.width, self.height)

    @property
    def portrait(self) -> bool:
        return self.height > self.width


class Verdict(Fact):
    """The upload passed if `refusals` is empty. `facts` is set whenever the file could be read."""

    refusals: tuple[Refusal, ...] = ()
    warnings: tuple[Refusal, ...] = ()
    facts: MediaFacts | None = None

    @property
    def passed(self) -> bool:
        return not self.refusals


def warnings(facts: MediaFacts) -> tuple[Refusal, ...]:
    """What the entrant should know about the file, although it refuses no work."""
    rate, advised = facts.video_bit_rate, facts.width * facts.height * LEAST_KILOBITS // FULL_HD
    kilobits = None if rate is None else rate // 1000
    found = {
        "media.few_browsers": (facts.video_codec != EVERYWHERE, facts.video_codec, EVERYWHERE),
        "media.hdr": (facts.hdr, facts.hdr, ""),
        "media.no_sound": (not facts.audio_codec, "", ""),
        "media.variable_frame_rate": (facts.variable_frame_rate, f"{facts.frame_rate:.2f}", ""),
        "media.low_bit_rate": (kilobits is not None and kilobits < advised, kilobits, advised),
        "media.several_pictures": (facts.video_tracks > 1, facts.video_tracks, ""),
        "media.unverified_size": (not facts.size_measured, facts.video_codec, ""),
        "media.trailing_data": (facts.trailing_bytes, facts.trailing_bytes, ""),
        "media.overstated_data": (facts.missing_bytes, facts.missing_bytes, ""),
        **_timing(facts),
    }
    return tuple(
        Refusal(code=code, measured=str(measured), allowed=str(allowed))
        for code, (so, measured, allowed) in found.items()
        if so
    )


def _timing(facts: MediaFacts) -> dict[str, tuple[bool, str, str]]:
    """Parts that are hidden, and picture and sound that do not begin or end together."""
    found = {
        "media.edited": facts.hidden_seconds,
        "media.picture_late": max(facts.picture_begins, -facts.sound_delay),
        "media.sound_late": facts.sound_delay,
        "media.sound_longer": facts.sound_excess,
    }
    return {
        code: (seconds > NOTICED, clock(max(Decimal(0), round(seconds, 1))), "")
        for code, seconds in found.items()
    }


def clock(seconds: Decimal) -> str:
    """Seconds as people read them, without rounding: `9:12`, `0:59.9`, `8:00.05`."""
    minutes, rest = divmod(seconds, 60)
    whole, part = divmod(rest, 1)
    decimals = f"{part:f}".rstrip("0").removeprefix("0").rstrip(".")
    return f"{int(minutes)}:{int(whole):02d}{decimals}"
