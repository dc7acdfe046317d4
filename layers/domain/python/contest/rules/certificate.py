"""The section of the rules on certificates: their texts, numbers, language and paper."""

from collections.abc import Iterable
from typing import Annotated, Literal

from pydantic import Field

from contest.model import Id, Language, Text
from contest.rules import numbering
from contest.rules.faults import Fault, checked_by
from contest.rules.templates import EVERYWHERE, unknown_names

ON_CERTIFICATES = EVERYWHERE | {"award", "credits", "date", "number"}


def certificate_names(text: Text) -> Iterable[Fault]:
    return unknown_names(Text(zh=text.zh, en=text.en), allowed=ON_CERTIFICATES)


class CertificateRules(Text):
    """The text of a work's certificate. A line with `{award}` alone is set large. The foot of every
    certificate has host, date, number and check code."""

    unit: Annotated[Text, checked_by(certificate_names)] | None = None
    """The text of a unit's certificate; left out, the same as a work's."""
    number: Annotated[str, checked_by(numbering.pattern)] = "{number:04}"
    """The pattern of the certificates' numbers."""
    language: Language = "zh"
    """The language that certificates are printed in."""
    paper: Literal["landscape", "portrait"] = "landscape"
    template: Id | None = Field(default=None)
    """The name of the contest's own template, as `laurel certificate template` has stored it; left
    out, Laurel's."""
