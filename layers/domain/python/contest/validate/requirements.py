"""作品要求: holds the facts measured in a file against the contest's media rules."""

from decimal import Decimal
from fractions import Fraction

from contest.refusals import Refusal
from contest.rules.sections import MediaRules
from contest.validate.verdict import MediaFacts, Verdict, clock, warnings

LONGEST_TOLERANCE = Decimal("0.5")
"""Seconds: otherwise one frame of a slide show could be half a minute."""
ROUNDING = Decimal("0.0005")
"""Seconds: the length of a frame, such as 1/60 s, has no exact decimal form."""
OF_SHAPE = ("media.too_small", "media.wrong_aspect")


def judge(facts: MediaFacts, *, rules: MediaRules) -> Verdict:
    """作品要求: duration, resolution and aspect by the rules, such as 1 to 8 minutes inclusive, at
    least 1080P, 16:9 or 9:16."""
    refusals = [
        *_duration(facts, rules),
        *_resolution(facts, rules),
        *_aspect(facts, rules),
    ]
    if any(refusal.code in OF_SHAPE for refusal in refusals):
        refusals += _pixels(facts)
    return Verdict(refusals=tuple(refusals), warnings=warnings(facts), facts=facts)


def _duration(facts: MediaFacts, rules: MediaRules) -> list[Refusal]:
    frames = min(rules.frame_tolerance / facts.frame_rate, LONGEST_TOLERANCE)
    tolerance = frames + ROUNDING
    if rules.min_seconds - tolerance <= facts.seconds <= rules.max_seconds + tolerance:
        return []
    short = facts.seconds < rules.min_seconds
    return [
        Refusal(
            code="media.too_short" if short else "media.too_long",
            measured=clock(facts.seconds),
            allowed=lengths(rules),
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
    tolerance, ratios = Fraction(rules.aspect_tolerance), rules.ratios.values()
    if not ratios or any(abs(facts.aspect / ratio - 1) <= tolerance for ratio in ratios):
        return []
    return [
        Refusal(
            code="media.wrong_aspect",
            measured=f"{facts.width}×{facts.height} ({float(facts.aspect):.2f}:1)",
            allowed=" / ".join(rules.aspects),
        )
    ]


def _pixels(facts: MediaFacts) -> list[Refusal]:
    """Tells whoever exported the size that was asked for why the film is shown at another."""
    if not (facts.coded_width and facts.coded_height):
        return []
    coded, shown = f"{facts.coded_width}×{facts.coded_height}", f"{facts.width}×{facts.height}"
    return [Refusal(code="media.pixels_not_square", measured=f"{coded} → {shown}", allowed="1:1")]


def lengths(rules: MediaRules) -> str:
    """The lengths that the rules allow: `1:00–8:00`, or `8:00` if they name no least one."""
    most = clock(rules.max_seconds)
    return f"{clock(rules.min_seconds)}–{most}" if rules.min_seconds else most
