"""What every fact of the contest is: a frozen pydantic model that knows no field by chance."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Language = Literal["zh", "en"]

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,63}$")]
"""A name that may stand in keys, addresses and execution names; never anything a person typed."""


class Fact(BaseModel):
    """A value that never changes: a change makes a new one with `model_copy(update=...)`."""

    model_config = ConfigDict(frozen=True, extra="forbid", ser_json_timedelta="iso8601")


class Text(Fact):
    """One sentence in the languages of the interface, Chinese first."""

    zh: str = Field(min_length=1)
    en: str = Field(min_length=1)

    def in_language(self, language: Language) -> str:
        return self.zh if language == "zh" else self.en
