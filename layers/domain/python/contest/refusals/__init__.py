"""Every reason for which Laurel turns something back: a stable code, a kind, and a sentence for
the reader that tells what to do about it. `docs/refusals.md` lists them all; the catalogue stands
in the modules beside this one, by what it is about.
"""

from contest.model import Fact, Language, Text
from contest.refusals.entry import ENTRY
from contest.refusals.host import HOST
from contest.refusals.kinds import Entry, Kind
from contest.refusals.media import MEDIA
from contest.refusals.people import PEOPLE
from contest.refusals.sheet import SHEET


class Refusal(Fact):
    """One reason, with what was measured and what is allowed where there is such a thing."""

    code: str
    measured: str = ""
    allowed: str = ""
    field: str = ""
    """Of the form, where it is about one."""

    @property
    def kind(self) -> Kind:
        return CATALOGUE[self.code][0]

    def sentence(self, language: Language) -> str:
        text = CATALOGUE[self.code][1].in_language(language)
        return text.format(measured=self.measured, allowed=self.allowed)

    @property
    def text(self) -> Text:
        return Text(zh=self.sentence("zh"), en=self.sentence("en"))


class Refused(Exception):  # noqa: N818 - it is what happened, not a fault of the program
    """Nothing was changed; `refusals` says why, every reason at once."""

    def __init__(self, *refusals: Refusal) -> None:
        super().__init__("; ".join(refusal.sentence("en") for refusal in refusals))
        self.refusals = refusals

    def __reduce__(self) -> tuple[type["Refused"], tuple[Refusal, ...]]:
        """It may be raised in another process."""
        return Refused, self.refusals


def refused(code: str, *, measured: object = "", allowed: object = "") -> Refused:
    return Refused(Refusal(code=code, measured=str(measured), allowed=str(allowed)))


CATALOGUE: dict[str, Entry] = {**PEOPLE, **ENTRY, **MEDIA, **SHEET, **HOST}
