"""What an entrant learns of their own works before awards are granted: their places in a list that
is open to objections."""

from collections.abc import Collection, Iterable, Mapping

from contest.award.award import AwardStatus
from contest.entry.entry import Entry
from contest.model import Id
from contest_aws.services.award.award_rounds import rounds_of
from contest_aws.services.context import Context
from contest_aws.services.entries import JUDGED

CONFIRMED = (AwardStatus.PROVISIONAL, AwardStatus.FINAL)


def provisional_places(ctx: Context, entries: Iterable[Entry]) -> Mapping[Id, Collection[Id]]:
    """By entry. Award rounds are read only if one of the works may be on such a list: not if it was
    withdrawn or disqualified."""
    waiting = {entry.id for entry in entries if entry.status in JUDGED}
    found: dict[Id, set[Id]] = {}
    for round_ in rounds_of(ctx.store, ctx.contest.id) if waiting else ():
        for winner in round_.proposal if round_.status in CONFIRMED else ():
            if winner.entry in waiting:
                found.setdefault(winner.entry, set()).add(winner.place)
    return found
