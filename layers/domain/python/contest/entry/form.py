"""《征选推荐表》, the entry form: the answers about a work, its contact, and the evidence that the
declaration was accepted. A draft may be incomplete; `form_checks` lists what is missing."""

import re
from typing import Annotated, Any

from pydantic import AwareDatetime, BeforeValidator, Field

from contest.audit import Actor
from contest.model import Fact, Id, NonBlank, seen, unjoined
from contest.rules.form_fields import LONGEST, LONGEST_OF_SEVERAL, LONGEST_OWN, AiUse, FieldId

MARKED = re.compile(r"《([^《》]+)》")


def unmarked(title: str) -> str:
    """The title without the book marks that it was typed in: pages, mails and certificates set
    their own. 《甲》与《乙》 keeps its marks."""
    found = MARKED.fullmatch(title)
    return found[1].strip() if found and found[1].strip() else title


def _trimmed(value: Any) -> Any:  # noqa: ANN401 - any JSON value may be sent
    return seen(value).strip() if isinstance(value, str) else value


def _titled(value: Any) -> Any:  # noqa: ANN401
    return unmarked(_trimmed(value)) if isinstance(value, str) else value


def _reached(value: Any) -> Any:  # noqa: ANN401
    return unjoined(value).strip() if isinstance(value, str) else value


_TRIM = BeforeValidator(_trimmed)
Line = Annotated[str, _TRIM]
Reached = Annotated[str, BeforeValidator(_reached)]
"""A number or an address."""
Title = Annotated[str, BeforeValidator(_titled)]


FieldAnswer = (
    Annotated[Line, Field(max_length=LONGEST_OWN)]
    | Annotated[
        tuple[Annotated[NonBlank, Field(max_length=LONGEST_OF_SEVERAL), _TRIM], ...],
        Field(max_length=50),
    ]
)
"""To a field of several choices there are several."""


class Form(Fact):
    """The answers about a work. The limits here keep it within one table item; the rules set
    stricter ones."""

    title: Title = Field(default="", max_length=LONGEST["title"])
    theme: Id | Annotated[str, Field(max_length=0)] = ""
    further_themes: tuple[Id, ...] = Field(default=(), max_length=20)
    entrant: Line = Field(default="", max_length=LONGEST["entrant"])
    unit_type: Line = Field(default="", max_length=LONGEST["unit_type"])
    region: Line = Field(default="", max_length=LONGEST["region"])
    credits: tuple[Annotated[NonBlank, Field(max_length=LONGEST["credits"]), _TRIM], ...] = Field(
        default=(), max_length=50
    )
    synopsis: Line = Field(default="", max_length=LONGEST["synopsis"])
    recommending_unit: Line = Field(default="", max_length=LONGEST["recommending_unit"])
    """The unit's name, or its id in the rules file."""
    remarks: Line = Field(default="", max_length=LONGEST["remarks"])
    ai_use: AiUse | Annotated[str, Field(max_length=0)] = ""
    """What the entrant declares about AI, where the rules ask."""
    ai_how: Line = Field(default="", max_length=500)
    more: dict[FieldId, FieldAnswer] = Field(default={}, max_length=50)
    """Answers to the fields that the contest's rules add, by their ids."""


class Contact(Fact):
    """Personal data, stored apart from the entry."""

    person: Line = Field(default="", max_length=LONGEST["contact"])
    phone: Reached = Field(default="", max_length=LONGEST["phone"])
    email: Reached = Field(default="", max_length=LONGEST["email"])


class Acceptance(Fact):
    """Who accepted which declaration and when. Stored with the entry."""

    version: str
    sha256: str
    """Hash of the declaration's canonical JSON, which covers its whole text."""
    actor: Actor
    at: AwareDatetime


class Evidence(Acceptance):
    """An acceptance with its origin. This is personal data and is stored apart."""

    source: str = Field(max_length=100)
    """The client's network address."""
    agent: str = Field(max_length=300)
    """The browser's User-Agent header."""
