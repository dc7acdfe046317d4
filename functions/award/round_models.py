"""Requests and responses of the host's routes about award rounds."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from contest.award.award import Agreement, AwardChange, AwardStatus, Revocation
from contest.award.places import Granted, PlaceCount
from contest.model import Fact, Id, StrictInt, Text
from contest.refusals import Refusal
from contest_aws.http.files import Sha256
from contest_aws.services.award.result_view import ListedWinner, UnrankedWork

Reason = Annotated[str, Field(min_length=1, max_length=1000)]
Changes = Annotated[tuple[AwardChange, ...], Field(max_length=1000)]


class AwardRoundOverview(Fact):
    id: Id
    version: int
    review_round: Id
    """The review round whose scores are used."""
    fills: tuple[Id, ...]
    """Award rounds that were granted before over the same scores: this one fills what is free."""
    status: AwardStatus
    status_text: Text
    results_hash: str
    """SHA-256 of the results; empty before the tally."""
    public_from: AwareDatetime | None
    """From when the public sees the list."""
    objections_end: AwareDatetime | None
    open_objections: int
    """Objections that nobody has answered."""
    open_revocations: int
    """Revocations by one person that wait for another's."""


class AwardBegin(Fact):
    award_round: Id
    review_round: Id


class FreePlace(Fact):
    place: Id
    name: Text
    theme: Id | None
    number: int
    available: int
    """How many of them this list can give, beside those that keep theirs."""
    free: int
    """How many winners are missing."""

    @classmethod
    def of(cls, count: PlaceCount, granted: Granted) -> "FreePlace":
        return cls(
            place=count.place.id,
            name=count.place.name,
            theme=count.theme,
            number=count.place.number,
            available=granted.left(count.place, count.theme),
            free=count.free,
        )


class AwardProposal(AwardRoundOverview):
    people: int
    """How many people have to confirm or revoke."""
    winners: tuple[ListedWinner, ...]
    unranked: tuple[UnrankedWork, ...]
    places: tuple[FreePlace, ...]
    left_out: tuple[Id, ...]
    """Entries that were withdrawn or disqualified between the tally and the proposal."""
    changes: tuple[AwardChange, ...]
    """As confirmed last; also those from before an objection re-opened the proposal."""
    agreement: Agreement | None
    """If two people have to confirm: what the first one confirmed."""
    revocations: tuple[Revocation, ...]


class ChangesPreview(Fact):
    changes: Changes = ()


class RefusedChange(Fact):
    code: str
    measured: str
    allowed: str
    text: Text

    @classmethod
    def of(cls, refusal: Refusal) -> "RefusedChange":
        return cls(
            code=refusal.code,
            measured=refusal.measured,
            allowed=refusal.allowed,
            text=refusal.text,
        )


class ChangedList(Fact):
    """The list that the changes lead to. It can be confirmed only without refusals."""

    version: int
    """Of the award round that the preview was made from."""
    sha256: str
    """Of the list, to be stated when it is confirmed; empty if a change is not valid."""
    winners: tuple[ListedWinner, ...]
    """Empty if a change is not valid."""
    refusals: tuple[RefusedChange, ...]
    places: tuple[FreePlace, ...]


class AwardConfirmation(Fact):
    expected_version: StrictInt
    """Of the award round that the host saw."""
    list_sha256: Sha256
    """Of the list that the host saw, as the preview gave it."""
    results_hash: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None = None
    """Of the results that the host saw. None: not compared."""
    changes: Changes | None = None
    """None: those of the first person who confirmed."""


class AwardDiscard(Fact):
    expected_version: StrictInt
    reason: Reason


class AwardRevocation(Fact):
    action: Literal["revoke", "drop"] = "revoke"
    """`drop`: a revocation that waits for a second person is not wanted any more. The award
    stands."""
    expected_version: StrictInt
    place: Id
    """The award, or its level."""
    theme: Id | None = None
    entry: Id | None = None
    unit: Id | None = None
    reason: Reason
    """Told to the winner of an award that is revoked."""
