"""What Laurel says of a film, and where that differs from the truth."""

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from contest.validate.verdict import MediaFacts, Verdict
from laurel.media import verdict_on
from tests.builders import any_rules
from tests.truth.reader import Truth, truth

RULES = any_rules().media.model_copy(update={"min_long_side": 1, "min_short_side": 1})
"""Those of the shipped contest without a least size: films that test time may be small."""
LEAST, MOST = 60, 480
"""Seconds, by the shipped contest."""
LONGEST_FRAME = Fraction(1, 2)
"""A film may be off by a frame, but by no more than this."""
ROUNDED = Fraction(1, 1_000_000)
"""Ours is told to the microsecond."""
RATIOS = (Fraction(16, 9), Fraction(9, 16))
EXPLAINING = {"media.pixels_not_square"}
"""Stands beside a refusal of the shape, and tells why."""
NEAR = Fraction(1, 100)
PERCENT = Fraction(1, 100)


@dataclass(frozen=True)
class Compared:
    verdict: Verdict
    truth: Truth

    @property
    def expected(self) -> set[str]:
        """Codes of the refusals that the film deserves, by arithmetic on the truth."""
        frame = min(1 / self.truth.frame_rate, LONGEST_FRAME)
        aspect = Fraction(self.truth.width, self.truth.height)
        found = {
            "media.too_short": self.truth.seconds < LEAST - frame,
            "media.too_long": self.truth.seconds > MOST + frame,
            "media.wrong_aspect": all(abs(aspect / ratio - 1) > NEAR for ratio in RATIOS),
        }
        return {code for code, so in found.items() if so}

    @property
    def wrong_verdict(self) -> str:
        codes = {one.code for one in self.verdict.refusals} - EXPLAINING
        if codes == self.expected:
            return ""
        said = [f"{one.code} {one.measured}/{one.allowed}" for one in self.verdict.refusals]
        return f"{said or 'passed'} instead of {sorted(self.expected) or 'passed'}"

    @property
    def frames_off(self) -> Fraction:
        """By how many frames the duration differs."""
        if self.verdict.facts is None:
            return Fraction(0)
        seconds = Fraction(self.verdict.facts.seconds)
        return abs(seconds - self.truth.seconds) * self.truth.frame_rate

    @property
    def differences(self) -> dict[str, str]:
        """By what differs: Laurel's value, and the truth."""
        facts = self.verdict.facts
        if facts is None:
            return {"facts": "none"}
        one = self.truth
        pairs = {
            "size": ((facts.width, facts.height), (one.width, one.height)),
            "rotation": (facts.rotation, one.rotation),
            "codecs": ((facts.video_codec, facts.audio_codec), (one.video_codec, one.audio_codec)),
            "tracks": (
                (facts.video_tracks, facts.audio_tracks),
                (one.video_tracks, one.audio_tracks),
            ),
            "variable rate": (facts.variable_frame_rate, one.variable),
        }
        found = {
            name: f"{ours}, not {true}" for name, (ours, true) in pairs.items() if ours != true
        }
        if self.frames_off > Fraction(1, 2) + ROUNDED:
            found["duration"] = f"{facts.seconds}, not {float(one.seconds):.6f}"
        if self._rate_is_wrong(facts):
            found["rate"] = f"{facts.frame_rate}, not {float(one.frame_rate):.6f}"
        return found

    def _rate_is_wrong(self, facts: MediaFacts) -> bool:
        """Whether it would show a picture more or less over the film. Of an uneven film it is an
        average, for which a percent will do."""
        one = self.truth
        most = max(Fraction(1), one.frames * PERCENT) if one.uneven else Fraction(1)
        return abs(Fraction(facts.frame_rate) * one.seconds - one.frames) >= most


def compared(path: Path) -> Compared:
    return Compared(verdict_on(path, RULES), truth(path))
