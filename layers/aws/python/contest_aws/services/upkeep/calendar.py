"""The calendar of a contest: what its dates bring about, and what then needs a person."""

from contest.award.award import AWARD_STAGES, PUBLIC
from contest.model import Fact
from contest.rules.contest import due
from contest_aws.services.award import award_rounds
from contest_aws.services.context import Context
from contest_aws.services.people import accounts
from contest_aws.services.review import rounds
from contest_aws.services.review.reminders import remind_due
from contest_aws.services.review.removal import recheck_round
from contest_aws.services.review.round_state import is_closing, is_open, unconfirmed
from contest_aws.services.upkeep import retention


class Kept(Fact):
    """What the calendar did, and what needs a person's attention."""

    opened: tuple[str, ...]
    unconfirmed: tuple[str, ...]
    """Rounds that open only once the host has confirmed which works enter them."""
    closed: tuple[str, ...]
    never_opened: tuple[str, ...]
    without_judges: tuple[str, ...]
    """Entries for which too few judges without a conflict are left."""
    undecided: tuple[str, ...]
    """Entries with fewer reviews than the rules ask for, in closed rounds."""
    objected: tuple[str, ...]
    """Award rounds that would be final, if every objection were answered."""

    @property
    def needs_attention(self) -> bool:
        return bool(
            self.unconfirmed
            or self.never_opened
            or self.without_judges
            or self.undecided
            or self.objected
        )


def keep(ctx: Context) -> Kept:
    """Dismisses judges whose role has ended, opens and closes review rounds, ends objection
    periods, and begins the deletion of data past its retention. A closing that was cut off is
    carried on. It may be repeated."""
    accounts.dismiss_ended(ctx)
    now_due = due(ctx.contest, now=ctx.contest_time)
    to_close = (*now_due.close, *(one for one in now_due.open if is_closing(ctx, one)))
    closed = {round_id: rounds.close_round(ctx, round_id) for round_id in to_close}
    unplaced: list[str] = []
    for round_id in now_due.open:
        recheck_round(ctx, round_id)
        unplaced += rounds.open_round(ctx, round_id).unplaced
        remind_due(ctx, round_id)
    awarding = (one.status for one in award_rounds.rounds_of(ctx.store, ctx.contest.id))
    if (AWARD_STAGES.keys() - PUBLIC) & set(awarding):
        for one in ctx.contest.rounds:
            recheck_round(ctx, one.id)  # what comes to light before a list is confirmed counts
    objected = award_rounds.end_objections(ctx)
    expected = () if ctx.contest.ended else to_close
    for what in retention.due_this_hour(ctx):
        retention.begin(ctx, what)
    return Kept(
        opened=tuple(one for one in now_due.open if is_open(ctx, one)),
        unconfirmed=unconfirmed(ctx),
        closed=tuple(one for one, done in closed.items() if done and not is_open(ctx, one)),
        never_opened=tuple(round_id for round_id in expected if not closed[round_id]),
        without_judges=tuple(unplaced),
        undecided=tuple(e.id for one in expected for e in rounds.undecided(ctx, one)),
        objected=tuple(objected),
    )
