"""Erasure on a person's request, and expiry when a retention period of the rules has ended: what is
left of an entry, a review or a published award. Ids, scores and audit records stay and name nobody.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Self
from zoneinfo import ZoneInfo

from pydantic import AwareDatetime

from contest.audit import Actor, Audited
from contest.award.award import AwardRound, AwardStatus, Winner
from contest.award.explanations import untitled
from contest.award.names import NOTHING
from contest.entry.entrants import EntrantKind, entrant_kind
from contest.entry.entry import Entry
from contest.entry.form import Form
from contest.model import Id
from contest.refusals import refused
from contest.refusals.formatting import stored
from contest.review.review import Review
from contest.rules.contest import Contest
from contest.rules.rules import Rules
from contest.validate.verdict import Verdict

PATIENCE = timedelta(hours=6)
"""A message about a removal is tried for five hours. After six without progress it is lost."""
NAMELESS = "(应本人要求隐去 / removed on request)"


class Removal(Audited):
    """A removal and its progress; `counts` says how many things of each kind have been removed."""

    asked_at: AwareDatetime
    actor: Actor
    counts: dict[str, int] = {}
    done_at: AwareDatetime | None = None
    asked_again_at: AwareDatetime | None = None
    """Whenever this changes, the removal is queued again."""
    progressed_at: AwareDatetime | None = None
    """When something was last removed."""

    def is_late(self, *, now: datetime) -> bool:
        """Whether its message may be lost."""
        last = max(filter(None, (self.asked_at, self.asked_again_at, self.progressed_at)))
        return self.done_at is None and now - last > PATIENCE

    def counted(self, more: Mapping[str, int], **changes: Any) -> Self:
        counts = Counter(self.counts) + Counter(more)
        return self.next_version(counts=dict(sorted(counts.items())), **changes)


class Erasure(Removal):
    """The removal of all data held on one person."""

    account: Id


class Kept(StrEnum):
    """What the rules keep for a limited time; the values are fields of `Retention`."""

    PERSONAL_DATA = "personal_data"
    MEDIA = "media_of_unawarded"


class Expiry(Removal):
    """The removal of one contest's data of one kind, after its retention period."""

    contest: Id
    what: Kept


def final_at(rounds: Iterable[AwardRound]) -> datetime | None:
    """When the results became final: the end of the last objection period. None: not final yet."""
    counting = [round_ for round_ in rounds if round_.status is not AwardStatus.DISCARDED]
    ends = [round_.objections_end for round_ in counting if round_.objections_end]
    settled = all(round_.status in (AwardStatus.FINAL, AwardStatus.GRANTED) for round_ in counting)
    return max(ends) if ends and settled else None


def ends_at(contest: Contest, rounds: Iterable[AwardRound]) -> datetime | None:
    """From when on retention counts: the results are final, or the contest was called off."""
    return contest.ended.at if contest.ended else final_at(rounds)


def kept_until(rules: Rules, final: datetime) -> dict[Kept, datetime]:
    return {what: final + getattr(rules.retention, what) for what in Kept}


def check_due(until: datetime | None, *, now: datetime, zone: ZoneInfo) -> None:
    """Refused before `until`, or if `until` is not known yet."""
    if until is None:
        raise refused("retention.not_final")
    if now < until:
        measured, allowed = stored(now, zone), stored(until, zone)
        raise refused("retention.not_due", measured=measured, allowed=allowed)


def without_person(entry: Entry) -> dict[str, Any]:
    """The changes to an entry whose entrant is erased: only its id, and the theme, stay known."""
    return {
        "form": Form(theme=entry.form.theme),
        "recommended_by": None,
        "declaration": None,
        "upload": None,
        "previous_upload": None,
        "verdict": None,
        "marks": (),
        "contact_hash": "",
        "claim": None,
        "screening": None,
        "proposed": None,
        "theme_change": None,
        "theme_answer": None,
        "reopened": None,
        "overturned": None,
        "disqualified": None,
        "let_in": None,
        "left_out": None,
        "erased": _gone(entry, "person"),
    }


def without_personal_data(entry: Entry) -> dict[str, Any]:
    """The changes to an entry when the retention period of personal data has ended.

    Credits and remarks are removed, and the entrant's name unless the entrant is a unit. The names
    of a unit and of the work stay, and of labels about AI what they say, without their names."""
    a_unit = entrant_kind(entry.form) is EntrantKind.UNIT
    cleared: dict[str, Any] = {"credits": (), "remarks": "", "ai_how": "", "more": {}} | (
        {} if a_unit else {"entrant": ""}
    )
    return {
        "form": entry.form.model_copy(update=cleared),
        "verdict": _without_names(entry.verdict),
        "contact_hash": "",
        "erased": _gone(entry, "personal_data"),
    }


def _without_names(verdict: Verdict | None) -> Verdict | None:
    if verdict is None or verdict.facts is None:
        return verdict
    labels = verdict.facts.labels.without_names()
    facts = verdict.facts.model_copy(update={"labels": labels})
    return verdict.model_copy(update={"facts": facts})


def without_media(entry: Entry) -> dict[str, Any]:
    return {"upload": None, "previous_upload": None, "erased": _gone(entry, "media")}


def _gone(entry: Entry, what: str) -> tuple[str, ...]:
    return tuple(sorted({*entry.erased, what}))


def without_words(review: Review) -> Review:
    """The review without its title and what was typed; the scores stay."""
    return without_comment(review).model_copy(update={"title": NOTHING})


def without_comment(review: Review) -> Review:
    """The review without what was typed: comment, notes, and why it was taken away."""
    removed = review.removed and review.removed.model_copy(update={"reason": ""})
    given = None if review.given_comment is None else ""
    return review.next_version(comment="", notes="", given_comment=given, removed=removed)


def nameless(winners: Iterable[Winner], entry: Entry) -> tuple[Winner, ...]:
    """The winners without the entry's names, also where another's reason mentions its title."""
    return tuple(
        winner.model_copy(
            update={"why": untitled(winner.why, entry.form.title)}
            | ({"title": NOTHING, "recipient": NAMELESS} if winner.entry == entry.id else {})
        )
        for winner in winners
    )


def keeps_names(entry: Entry, winners: Iterable[Winner], rules: Rules) -> bool:
    """Whether lists of winners keep the entry's names when the person is erased: a unit's, and a
    winner's if the rules say so. Of a work that won nothing no list keeps the title."""
    if loses_name(entry, rules):
        return False
    a_unit = entrant_kind(entry.form) is EntrantKind.UNIT
    return a_unit or any(winner.entry == entry.id for winner in winners)


def loses_name(entry: Entry, rules: Rules) -> bool:
    """Whether a published award of the entry loses its name when the person is erased.

    A unit's award keeps its name, which is not personal data. Every award keeps its name if the
    rules say `awards_stay_named`, because the host has to keep that record."""
    a_unit = entrant_kind(entry.form) is EntrantKind.UNIT
    return not a_unit and not rules.retention.awards_stay_named
