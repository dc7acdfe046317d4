"""《征选推荐表》: what is asked of each work, its contact apart from all else, and the evidence
that the declaration was accepted. A draft may leave anything open; `form_checks` says what is
missing."""

from typing import Annotated, Any

from pydantic import AwareDatetime, BeforeValidator, Field

from contest.audit import Actor
from contest.model import Fact, Id, NonBlank


def _trimmed(value: Any) -> Any:  # noqa: ANN401 - whatever was sent
    return value.strip() if isinstance(value, str) else value


Line = Annotated[str, BeforeValidator(_trimmed)]


class Form(Fact):
    """Limited here so that an item of the table holds it; the rules say the rest."""

    title: Line = Field(default="", max_length=100)
    theme: Id | Annotated[str, Field(max_length=0)] = ""
    further_themes: tuple[Id, ...] = Field(default=(), max_length=20)
    entrant: Line = Field(default="", max_length=100)
    unit_type: Line = Field(default="", max_length=50)
    region: Line = Field(default="", max_length=50)
    credits: tuple[Annotated[NonBlank, Field(max_length=100)], ...] = Field(
        default=(), max_length=50
    )
    synopsis: Line = Field(default="", max_length=2000)
    recommending_unit: Line = Field(default="", max_length=100)
    """Its name, or its code in the rules file."""
    remarks: Line = Field(default="", max_length=1000)


class Contact(Fact):
    person: Line = Field(default="", max_length=50)
    phone: Line = Field(default="", max_length=30)
    email: Line = Field(default="", max_length=200)


class Acceptance(Fact):
    """Who accepted which declaration, when: kept with the entry."""

    version: str
    sha256: str
    """Of the declaration's canonical JSON: of every word of it."""
    actor: Actor
    at: AwareDatetime


class Evidence(Acceptance):
    """The same, and from where: personal data, kept apart."""

    source: str = Field(max_length=100)
    """The network address."""
    agent: str = Field(max_length=300)
    """What the browser says that it is."""
