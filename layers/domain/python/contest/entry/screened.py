"""What the screening keeps with an entry: its number, the decision, a claim, what is proposed."""

from typing import Any, Self

from contest.audit import Audited
from contest.model import Id
from contest.screen.changes import AnsweredTheme, Explained, ThemeChange
from contest.screen.claim import Claim
from contest.screen.decision import ScreeningDecision


class Screened(Audited):
    number: str = ""
    """Short, to be read out on the phone. Given when it is first submitted, and kept."""
    contact_hash: str = ""
    """SHA-256 of the contact's address, as of the last submission or correction: whoever has this
    address does not screen the entry."""
    screening: ScreeningDecision | None = None
    proposed: ScreeningDecision | None = None
    """A decision that a second screener has to confirm."""
    claim: Claim | None = None
    theme_change: ThemeChange | None = None
    theme_answer: AnsweredTheme | None = None
    reopened: Explained | None = None
    """How the host had it screened again, the last time."""
    overturned: Explained | None = None
    """How a second screener overturned a decision, the last time."""
    disqualified: Explained | None = None
    suspected: int = 0
    """How many matches with other entries nobody has settled."""
    screened_by: tuple[Id, ...] = ()
    """Everybody who ever decided on it, what was undone or overturned too: they do not judge it."""
    undone: tuple[int, ...] = ()
    """The versions that were made by decisions that were undone: their mails are not sent."""
    aside_at: int = 0
    aside_of: int = 0
    """The version that was written last without changing what is decided on, and the version
    before that."""

    @property
    def content_version(self) -> int:
        """The version of what is decided on. A claim does not change it."""
        return self.aside_of if self.aside_at == self.version else self.version

    @property
    def aside_marks(self) -> dict[str, int]:
        """The marks of a next version that leaves what is decided on."""
        return {"aside_at": self.version + 1, "aside_of": self.content_version}

    def aside(self, **changes: Any) -> Self:
        """The next version with changes beside what is decided on, such as a claim."""
        return self.next_version(**self.aside_marks, **changes)
