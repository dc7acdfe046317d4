"""What the host's pages need beside every list: the entries with their numbers, counts of them, the
review rounds as they stand, and the places of the award plan."""

from itertools import chain
from typing import Literal

from pydantic import AwareDatetime

from contest.award.places import AwardPlace, places
from contest.entry.entry import EntryStatus
from contest.entry.figures import EntryFigures, figures_of
from contest.entry.queue_card import QueueCard
from contest.mail.outbox import SETTLED, MailState
from contest.model import Fact, Id, Text
from contest.review.round import RoundState, end_of
from contest.rules.sections import ReviewRound
from contest.rules.times import Span
from contest_aws.services import parallel
from contest_aws.services.context import Context
from contest_aws.services.review.round_state import awarded_by, round_of


class RoundOverview(Fact):
    """A review round of the rules, with the closing date that holds now; of one that was closed
    before, with that date."""

    id: Id
    name: Text
    opens: AwareDatetime
    closes: AwareDatetime
    reviews_per_entry: int
    state: RoundState | None
    """None: it was never opened."""
    award_round: Id | None
    """The award round over its scores. If that was discarded, the granted one that it was to fill,
    or None."""


class PlaceOverview(Fact):
    """An award, or one level of it, as the plan has it."""

    place: Id
    name: Text
    award: Id
    award_name: Text
    kind: Literal["overall", "theme", "criterion", "special", "unit"]
    number: int
    """The number of winners; of a theme award, in each theme."""
    min_score: int
    criterion: Id | None
    """Of an award that goes by one criterion."""


class Overview(Fact):
    now: AwareDatetime
    """The contest's time."""
    figures: EntryFigures
    rounds: tuple[RoundOverview, ...]
    plan: tuple[PlaceOverview, ...]
    mails: dict[MailState, int]
    """How many of the mails that are not settled are in each state."""
    people: int
    """How many people have to confirm awards."""
    objection_days: int
    entrants_first: Span
    """How long before the public winners learn of a list that is confirmed."""


def overview(ctx: Context) -> tuple[Overview, list[QueueCard]]:
    """The overview, and a card of each entry that was ever submitted, by number."""
    at = lambda status: list(ctx.store.entries_at(ctx.contest.id, status))  # noqa: E731
    entries = list(chain.from_iterable(parallel.each(ctx.store, at, EntryStatus)))
    rules = ctx.contest.rules
    seen = Overview(
        now=ctx.contest_time,
        figures=figures_of(entries, rules.zone),
        rounds=tuple(_round(ctx, round_) for round_ in ctx.contest.rounds),
        plan=tuple(map(_place, places(rules.awards).values())),
        mails=_mails(ctx),
        people=rules.confirmation.people,
        objection_days=rules.objections.period.days,
        entrants_first=rules.objections.entrants_first,
    )
    cards = [QueueCard.of(entry) for entry in entries if entry.number]
    return seen, sorted(cards, key=lambda card: card.number)


def _mails(ctx: Context) -> dict[MailState, int]:
    def count(state: MailState) -> int:
        return sum(1 for _ in ctx.store.mails_at(ctx.contest.id, state))

    states = [state for state in MailState if state not in SETTLED]
    found = zip(states, parallel.each(ctx.store, count, states), strict=True)
    return {state: number for state, number in found if number}


def _round(ctx: Context, rules: ReviewRound) -> RoundOverview:
    round_ = round_of(ctx.store, ctx.contest.id, rules.id)
    begun = awarded_by(ctx.store, round_) if round_ else None
    return RoundOverview(
        id=rules.id,
        name=rules.name,
        opens=rules.opens,
        closes=end_of(round_, rules.closes),
        reviews_per_entry=rules.reviews_per_entry,
        state=round_.state if round_ else None,
        award_round=begun.id if begun else None,
    )


def _place(place: AwardPlace) -> PlaceOverview:
    award = place.award
    return PlaceOverview(
        place=place.id,
        name=place.name,
        award=award.id,
        award_name=award.name,
        kind=award.kind,
        number=place.number,
        min_score=award.min_score,
        criterion=award.criterion if award.kind == "criterion" else None,
    )
