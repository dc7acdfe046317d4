"""What the screeners' list shows of an entry. The table keeps it in an index of its own, so that a
list of thousands is read without their forms."""

import hashlib
from datetime import datetime
from typing import Any, Literal, Self

from pydantic import AwareDatetime

from contest.entry.ai_use import contradicts
from contest.entry.entry import STATUS_NAMES, Entry, EntryStatus
from contest.entry.form import Title
from contest.model import Fact, Id, Text
from contest.screen.claim import Claim
from contest.screen.decision import ScreeningOutcome
from contest.unit_names import normalised

Flag = Literal["duplicates", "warnings", "marks", "ai", "proposed", "theme_change"]
"""What a screener should know of: unsettled matches, warnings about the video, what earlier uploads
were returned for, a label about AI that contradicts the entrant, a decision to confirm, a theme to
be answered."""

LISTED = (
    EntryStatus.SCREENING,
    EntryStatus.RETURNED,
    EntryStatus.REJECTED,
    EntryStatus.IN_REVIEW,
    EntryStatus.REVIEWED,
    EntryStatus.AWARDED,
    EntryStatus.NOT_AWARDED,
    EntryStatus.NOT_JUDGED,
)
DERIVED = {"contest", "id", "status", "since"}
"""Fields that the index has as its keys."""


class QueueCard(Fact):
    contest: Id
    id: Id
    status: EntryStatus
    since: AwareDatetime
    version: int
    upload: int = 0
    """Whose frames are shown; 0 for none."""
    number: str = ""
    title: Title = ""
    theme: str = ""
    entrant: str = ""
    region: str = ""
    unit: str = ""
    """The recommending unit's id in the rules."""
    like: str = ""
    """Equal for entries of the same entering unit."""
    account: str = ""
    """Of the entrant."""
    contact: str = ""
    """SHA-256 of the contact's address."""
    flags: tuple[Flag, ...] = ()
    claim: Claim | None = None
    decided_by: str = ""
    outcome: ScreeningOutcome | None = None

    @classmethod
    def of(cls, entry: Entry) -> Self:
        """Of an entry that its entrant changes again, nothing is shown that was not decided on."""
        decided = entry.screening
        changed = entry.status is EntryStatus.RETURNED and not is_as_decided(entry)
        form = entry.form
        return cls(
            contest=entry.contest,
            id=entry.id,
            status=entry.status,
            since=entry.changed_at,
            version=entry.content_version,
            upload=0 if changed or entry.upload is None else entry.upload.version,
            number=entry.number,
            title="" if changed else form.title,
            theme="" if changed else form.theme,
            entrant="" if changed else form.entrant,
            region="" if changed else form.region,
            unit=entry.recommended_by or "",
            like="" if changed else unit_key(form.entrant),
            account=entry.owner,
            contact=entry.contact_hash,
            flags=tuple(_flags(entry)),
            claim=entry.claim,
            decided_by=decided.actor.id if decided else "",
            outcome=decided.outcome if decided else None,
        )

    @property
    def status_text(self) -> Text:
        return STATUS_NAMES[self.status].organiser

    @property
    def waits(self) -> bool:
        return self.status is EntryStatus.SCREENING

    def stored(self) -> dict[str, Any]:
        """Without what the index has as keys, and without what is empty."""
        return self.model_dump(mode="json", exclude=DERIVED, exclude_defaults=True)


class QueueFilter(Fact):
    """Which cards are wanted. Empty: all of them."""

    theme: str = ""
    unit: str = ""
    region: str = ""
    like: str = ""
    flag: Flag | None = None
    decided_by: str = ""
    decided: bool = False
    """Only those that a screener has decided on."""
    before: datetime | None = None
    """Only those that have been waiting since then, or longer."""

    @property
    def plain(self) -> bool:
        """Whether the index's keys alone answer it."""
        return self.model_copy(update={"before": None}) == QueueFilter()

    def takes(self, card: QueueCard) -> bool:
        named = ("theme", "unit", "region", "like", "decided_by")
        return (
            all(getattr(self, name) in ("", getattr(card, name)) for name in named)
            and (self.flag is None or self.flag in card.flags)
            and (not self.decided or bool(card.decided_by))
            and (self.before is None or card.since <= self.before)
        )


def is_as_decided(entry: Entry) -> bool:
    """Whether the entry is as it was when a screener decided on it."""
    return entry.screening is not None and entry.content_version == entry.screening.made


def unit_key(name: str) -> str:
    """A short name for a unit: equal for the spellings of one name, empty for none."""
    plain = normalised(name)
    return hashlib.sha256(plain.encode()).hexdigest()[:10] if plain else ""


def _flags(entry: Entry) -> list[Flag]:
    found: dict[Flag, object] = {
        "duplicates": entry.suspected,
        "warnings": entry.verdict and entry.verdict.warnings,
        "marks": entry.marks,
        "ai": contradicts(entry.form, entry.verdict),
        "proposed": entry.proposed,
        "theme_change": entry.theme_change,
    }
    return [flag for flag, there in found.items() if there]
