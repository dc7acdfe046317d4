"""Erasing: at a person's wish, or because the rules keep something no longer. What is left of an
entry, a review, a published award; ids, scores and audit records stay, and name nobody."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, Self

from pydantic import AwareDatetime

from contest.audit import Actor, Audited
from contest.award.award import AwardRound, AwardStatus, Winner
from contest.award.names import NOTHING
from contest.entry.entry import Entry
from contest.entry.form import Form
from contest.model import Id
from contest.refusals import refused
from contest.review.judge import is_person
from contest.review.review import Review
from contest.rules.rules import Rules

NAMELESS = "(应本人要求隐去 / removed on request)"


class Removal(Audited):
    """Something that is being removed, and how far that has come; counts are of what is gone."""

    asked_at: AwareDatetime
    actor: Actor
    counts: dict[str, int] = {}
    done_at: AwareDatetime | None = None

    def counted(self, more: Mapping[str, int], **changes: Any) -> Self:
        counts = Counter(self.counts) + Counter(more)
        return self.next_version(counts=dict(sorted(counts.items())), **changes)


class Erasure(Removal):
    """Of all that is held on one person."""

    account: Id


class Kept(StrEnum):
    """What the rules keep for a time, by their own names."""

    PERSONAL_DATA = "personal_data"
    MEDIA = "media_of_unawarded"


class Expiry(Removal):
    """Of what one contest has kept for long enough."""

    contest: Id
    what: Kept


def final_at(rounds: Iterable[AwardRound]) -> datetime | None:
    """When the results were final: the end of the last objection period. None: they are not yet."""
    counting = [round_ for round_ in rounds if round_.status is not AwardStatus.DISCARDED]
    ends = [round_.objections_end for round_ in counting if round_.objections_end]
    settled = all(round_.status in (AwardStatus.FINAL, AwardStatus.GRANTED) for round_ in counting)
    return max(ends) if ends and settled else None


def kept_until(rules: Rules, final: datetime) -> dict[Kept, datetime]:
    return {what: final + getattr(rules.retention, what) for what in Kept}


def check_due(until: datetime | None, *, now: datetime) -> None:
    """Refused while it is to be kept, or nobody knows yet until when."""
    if until is None:
        raise refused("retention.not_final")
    if now < until:
        raise refused("retention.not_due", measured=now.isoformat(), allowed=until.isoformat())


def without_person(entry: Entry) -> dict[str, Any]:
    """What changes of an entry whose entrant is erased: it is known by its id alone."""
    return {
        "form": Form(theme=entry.form.theme),
        "recommended_by": None,
        "declaration": None,
        "upload": None,
        "previous_upload": None,
        "verdict": None,
        "screening": None,
        "erased": _gone(entry, "person"),
    }


def without_personal_data(entry: Entry) -> dict[str, Any]:
    """What changes once the rules no longer keep personal data: credits and remarks, and the name
    of an entrant who is a single person. A unit, and the work itself, stay named."""
    person = is_person(entry.form.unit_type)
    cleared: dict[str, Any] = {"credits": (), "remarks": ""} | ({"entrant": ""} if person else {})
    return {
        "form": entry.form.model_copy(update=cleared),
        "erased": _gone(entry, "personal_data"),
    }


def without_media(entry: Entry) -> dict[str, Any]:
    return {"upload": None, "previous_upload": None, "erased": _gone(entry, "media")}


def _gone(entry: Entry, what: str) -> tuple[str, ...]:
    return tuple(sorted({*entry.erased, what}))


def without_words(review: Review) -> Review:
    """The scores stand; the title, and what the judge wrote of the work, are gone."""
    return review.next_version(title=NOTHING, comment="")


def nameless(winners: Iterable[Winner], entry: Entry) -> tuple[Winner, ...]:
    return tuple(
        winner.model_copy(update={"title": NOTHING, "recipient": NAMELESS})
        if winner.entry == entry.id
        else winner
        for winner in winners
    )


def loses_name(entry: Entry, rules: Rules) -> bool:
    """Whether a published award of the entry loses its name with the person: a unit's does not,
    which is no personal data, nor any whose record the host has to keep."""
    a_unit = entry.form.unit_type.strip() and not is_person(entry.form.unit_type)
    return not a_unit and not rules.retention.awards_stay_named
