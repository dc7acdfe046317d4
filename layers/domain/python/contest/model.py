"""The base of the contest's values: a frozen pydantic model that refuses unknown fields. The types
of fields and the hashes that all modules share are here too."""

import hashlib
import json
import re
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, Strict, StringConstraints

Language = Literal["zh", "en"]

UNSEEN = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e"
    r"\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
"""Characters that nobody sees, which programs leave behind in what people copy: control characters,
zero-width marks, soft hyphens, direction marks, lone surrogates. No space or line break is one."""
JOINERS = re.compile("[\u180e\u200c\u200d]")
"""They change what is seen around them: the form of Mongolian and Uyghur letters, a family of
emoji."""

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,63}$")]
"""A name that is safe in keys, addresses and execution names; never something a person typed."""

StrictInt = Annotated[int, Strict()]
"""A whole number that was written as one: `true` and `1.0` are refused."""

NonBlank = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, pattern=r"[^\s\p{C}]")
]
"""What a person typed, without surrounding space; at least one character is visible."""


def seen(text: str) -> str:
    """The text without the characters that nobody sees."""
    return UNSEEN.sub("", text)


def unjoined(text: str) -> str:
    """The same where joiners change nothing either: in an address, or in a font without them."""
    return JOINERS.sub("", seen(text))


class Fact(BaseModel):
    """An immutable value; `model_copy(update=...)` makes a changed copy."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        ser_json_timedelta="iso8601",
        # A response has every field, even one that a request may omit.
        json_schema_serialization_defaults_required=True,
    )


class Expiring(Fact):
    """A value that nobody needs after `ends_at`; the table deletes it some time later (TTL)."""

    ends_at: AwareDatetime


def shown(value: Fraction | float, places: int = 2) -> str:
    """The number with so many decimals, rounded half up (四舍五入) from its exact value: 85.125 is
    shown as 85.13. Of negative numbers, the half goes away from zero. Of an estimate, the exact
    value is that of the float."""
    units = int(abs(Fraction(value)) * 10**places + Fraction(1, 2))
    whole, rest = divmod(units, 10**places)
    sign = "-" if value < 0 and units else ""
    return f"{sign}{whole}" + (f".{rest:0{places}}" if places else "")


def apart(one: Fraction, other: Fraction) -> tuple[str, str]:
    """Both numbers, with as many decimals as show that they differ, but two at least."""
    places = 2
    while one != other and shown(one, places) == shown(other, places):
        places += 1
    return shown(one, places), shown(other, places)


def canonical(fact: Fact) -> bytes:
    """The bytes of a fact that are hashed: JSON with sorted keys and no spaces, in UTF-8. Anybody
    can reproduce them."""
    return json.dumps(
        fact.model_dump(mode="json"), sort_keys=True, ensure_ascii=False, separators=(",", ":")
    ).encode()


def digest(fact: Fact) -> str:
    """SHA-256 of the fact's canonical JSON, as 64 hex digits."""
    return hashlib.sha256(canonical(fact)).hexdigest()


class Text(Fact):
    """A text in both languages of the interface, Chinese first."""

    zh: str = Field(min_length=1)
    en: str = Field(min_length=1)

    def in_language(self, language: Language) -> str:
        return self.zh if language == "zh" else self.en

    @property
    def both(self) -> str:
        """Chinese, then English; once in a contest in one language."""
        return self.zh if self.zh == self.en else f"{self.zh} {self.en}"
