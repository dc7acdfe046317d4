"""Technical validation: what was measured of a file, held against the contest's media rules.

The answer is a verdict with every reason at once. How the facts are measured is another's part."""

from decimal import Decimal
from fractions import Fraction

from pydantic import Field

from contest.model import Fact
from contest.refusals import Refusal
from contest.rules import MediaRules


class MediaFacts(Fact):
    """A file as it is displayed: rotation and pixel aspect are applied to width and height."""

    format: str
    seconds: Decimal = Field(ge=0)
    width: int = Field(gt=0)
    height: int = Field(gt=0)
    rotation: int = 0
    """Degrees, as the file's display matrix says; width and height have it applied already."""
    frame_rate: Decimal = Field(gt=0)
    bit_rate: int | None = None
    video_codec: str
    audio_codec: str | None = None
    size: int = Field(gt=0)

    @property
    def aspect(self) -> Fraction:
        return Fraction(self.width, self.height)

    @property
    def portrait(self) -> bool:
        return self.height > self.width


class Verdict(Fact):
    """`refusals` empty: passed. `facts` are there whenever the file could be read."""

    refusals: tuple[Refusal, ...] = ()
    warnings: tuple[Refusal, ...] = ()
    facts: MediaFacts | None = None

    @property
    def passed(self) -> bool:
        return not self.refusals


def unreadable(code: str, *, measured: str = "", allowed: str = "") -> Verdict:
    """The verdict on bytes of which no facts could be had."""
    return Verdict(refusals=(Refusal(code=code, measured=measured, allowed=allowed),))


def judge(facts: MediaFacts, *, rules: MediaRules) -> Verdict:
    """作品要求: container, 1 to 8 minutes inclusive, not below 1080P, 16:9 or 9:16."""
    refusals = [
        *_duration(facts, rules),
        *_resolution(facts, rules),
        *_aspect(facts, rules),
    ]
    warnings = [] if facts.audio_codec else [Refusal(code="media.no_sound")]
    return Verdict(refusals=tuple(refusals), warnings=tuple(warnings), facts=facts)


def _duration(facts: MediaFacts, rules: MediaRules) -> list[Refusal]:
    tolerance = rules.frame_tolerance / facts.frame_rate
    if rules.min_seconds - tolerance <= facts.seconds <= rules.max_seconds + tolerance:
        return []
    short = facts.seconds < rules.min_seconds
    return [
        Refusal(
            code="media.too_short" if short else "media.too_long",
            measured=clock(facts.seconds),
            allowed=f"{clock(rules.min_seconds)}–{clock(rules.max_seconds)}",
        )
    ]


def _resolution(facts: MediaFacts, rules: MediaRules) -> list[Refusal]:
    long_side, short_side = max(facts.width, facts.height), min(facts.width, facts.height)
    if long_side >= rules.min_long_side and short_side >= rules.min_short_side:
        return []
    return [
        Refusal(
            code="media.too_small",
            measured=f"{facts.width}×{facts.height}",
            allowed=f"{rules.min_long_side}×{rules.min_short_side}",
        )
    ]


def _aspect(facts: MediaFacts, rules: MediaRules) -> list[Refusal]:
    tolerance = Fraction(rules.aspect_tolerance)
    if any(abs(facts.aspect / ratio - 1) <= tolerance for ratio in rules.ratios.values()):
        return []
    return [
        Refusal(
            code="media.wrong_aspect",
            measured=f"{facts.width}×{facts.height} ({float(facts.aspect):.2f}:1)",
            allowed=" / ".join(rules.aspects),
        )
    ]


def clock(seconds: Decimal) -> str:
    """Seconds as people read them, exact: `9:12`, `0:59.9`, `8:00.05`."""
    minutes, rest = divmod(seconds, 60)
    whole, part = divmod(rest, 1)
    decimals = f"{part:f}".rstrip("0").removeprefix("0").rstrip(".")
    return f"{int(minutes)}:{int(whole):02d}{decimals}"
