"""The catalogue of refusals: for each a stable code, a kind, and a sentence that says what to do.
`docs/refusals.md` lists all of them. The modules of this package hold the sentences by subject.
"""

from typing import Any

from contest.model import Fact, Language, Text
from contest.refusals import invalid
from contest.refusals.assignment import ASSIGNMENT
from contest.refusals.award import AWARD
from contest.refusals.certificate import CERTIFICATE
from contest.refusals.entry import ENTRY
from contest.refusals.formatting import Value
from contest.refusals.host import HOST
from contest.refusals.invitations import INVITATIONS
from contest.refusals.kinds import Entry, Kind
from contest.refusals.media import MEDIA
from contest.refusals.people import PEOPLE
from contest.refusals.screening import SCREENING
from contest.refusals.sheet import SHEET
from contest.refusals.video_warnings import VIDEO_WARNINGS

INVALID = "request.invalid"
"""Its sentence depends on what is wrong with the value."""


class Refusal(Fact):
    """One reason, with the measured and the allowed value where there are any.

    The values are for programs: moments with their zone, bytes and seconds as whole numbers. The
    sentence shows them as people read them."""

    code: str
    measured: str = ""
    allowed: str = ""
    field: str = ""
    """The field of the form or sheet that the refusal is about; empty for none."""

    @property
    def kind(self) -> Kind:
        return CATALOGUE[self.code][0]

    def sentence(self, language: Language) -> str:
        if self.code == INVALID:
            told = invalid.sentence(self.measured, allowed=self.allowed, field=self.field)
            return told.in_language(language)
        text = CATALOGUE[self.code][1].in_language(language)
        return text.format(
            measured=Value(self.measured, language, beside=self.allowed),
            allowed=Value(self.allowed, language, beside=self.measured),
        )

    @property
    def text(self) -> Text:
        return Text(zh=self.sentence("zh"), en=self.sentence("en"))


class Refused(Exception):  # noqa: N818 - an expected outcome, not a program error
    """Nothing was changed. `refusals` holds all reasons at once."""

    def __init__(self, *refusals: Refusal) -> None:
        super().__init__("; ".join(refusal.sentence("en") for refusal in refusals))
        self.refusals = refusals

    def __reduce__(self) -> tuple[Any, ...]:
        """Lets the exception be pickled, since it may be raised in another process."""
        return Refused, self.refusals


class Stale(Refused):
    """Somebody else changed it in the meantime. `texts`: what is stored now, and what was sent, so
    that nothing that was typed is lost."""

    def __init__(self, texts: dict[str, Any]) -> None:
        super().__init__(Refusal(code="item.changed_meanwhile"))
        self.texts = texts

    def __reduce__(self) -> tuple[Any, ...]:
        return Stale, (self.texts,)


def refused(code: str, *, measured: object = "", allowed: object = "") -> Refused:
    return Refused(Refusal(code=code, measured=str(measured), allowed=str(allowed)))


CATALOGUE: dict[str, Entry] = {
    **PEOPLE,
    **INVITATIONS,
    **ENTRY,
    **MEDIA,
    **VIDEO_WARNINGS,
    **SHEET,
    **SCREENING,
    **HOST,
    **AWARD,
    **CERTIFICATE,
    **ASSIGNMENT,
}
