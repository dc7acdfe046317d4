"""What every fact of the contest is: a frozen pydantic model that knows no field by chance."""

import hashlib
import json
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, Strict, StringConstraints

Language = Literal["zh", "en"]

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,63}$")]
"""A name that may stand in keys, addresses and execution names; never anything a person typed."""

StrictInt = Annotated[int, Strict()]
"""A whole number that was written as one: neither true nor 1.0."""

NonBlank = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, pattern=r"[^\s\p{C}]")
]
"""What a person typed, without the space around it: something is to be seen of it."""


class Fact(BaseModel):
    """A value that never changes: a change makes a new one with `model_copy(update=...)`."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        ser_json_timedelta="iso8601",
        # What we answer has every field, whether it may be left out of what is sent or not.
        json_schema_serialization_defaults_required=True,
    )


class Expiring(Fact):
    """What nobody needs any more once it has ended: the table forgets it some time after."""

    ends_at: AwareDatetime


def canonical(fact: Fact) -> bytes:
    """The bytes of a fact that are hashed: sorted JSON without spaces, in UTF-8, for anybody to
    make them again."""
    return json.dumps(
        fact.model_dump(mode="json"), sort_keys=True, ensure_ascii=False, separators=(",", ":")
    ).encode()


def digest(fact: Fact) -> str:
    """SHA-256 of its canonical JSON, as 64 hex digits."""
    return hashlib.sha256(canonical(fact)).hexdigest()


class Text(Fact):
    """One sentence in the languages of the interface, Chinese first."""

    zh: str = Field(min_length=1)
    en: str = Field(min_length=1)

    def in_language(self, language: Language) -> str:
        return self.zh if language == "zh" else self.en
