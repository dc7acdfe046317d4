"""Router: what the host's pages show beside every list: the entries by their numbers, counts, the
review rounds and the award plan; the rules that hold; and which works cannot be watched as they
should."""

from typing import Literal

from pydantic import AwareDatetime

from contest.model import Fact, Id
from contest.rules.edition import Edition
from contest.rules.notice import GalleryRules
from contest.rules.sections import (
    Comments,
    Confirmation,
    Limits,
    Objections,
    Retention,
    ReviewRound,
    Scoring,
    Screening,
)
from contest.rules.sizes import ViewingLimits
from contest.rules.templates import Mails
from contest_aws import clock
from contest_aws.http import api
from contest_aws.services.context import Context, context_for
from contest_aws.services.entries import contest_of
from contest_aws.services.overview import Overview, overview
from contest_aws.services.viewing import troubles
from contest_aws.services.viewing.troubles import FilmsBegun, FilmTrouble
from contest_aws.services.winners.held_back import held_back
from contest_aws.store import keys
from contest_aws.store.protocol import get
from contest_aws.workflow.executions import Journeys
from host.dependencies import issuing, settings, store
from host.screening_routes import HostEntry, host_entry

router = api.router()
journeys = Journeys()


class HostOverview(Overview):
    works: tuple[HostEntry, ...]
    """The entries that were ever submitted, by number."""
    held_back: int
    """Winners whose certificates are not issued, because the fonts lack characters."""


class RulesInForce(Fact):
    """What the rules say beside `CallForEntries` and the award plan of the overview."""

    edition: int
    loaded_at: AwareDatetime
    """By the real clock, also in a rehearsal."""
    entry_number: str
    limits: Limits
    screening: Screening
    conflicts: tuple[Literal["own_unit", "recommending_unit", "credited"], ...]
    entrants_may_judge: bool
    rounds: tuple[ReviewRound, ...]
    """With the closing dates that hold now."""
    scoring: Scoring
    comments: Comments
    confirmation: Confirmation
    objections: Objections
    gallery: GalleryRules
    viewing: ViewingLimits
    mails: dict[str, bool]
    """By occasion, whether a mail is sent."""
    retention: Retention


@router.get("/host/<contest_id>/overview")
def look_over(contest_id: Id) -> HostOverview:
    """概览：各类作品数、评审轮次、奖项设置和作品编号。 Counts, rounds, award plan and works."""
    ctx = _context(contest_id)
    seen, cards = overview(ctx)
    lacking = held_back(ctx, issuing())
    works = tuple(map(host_entry, cards))
    return HostOverview(**dict(seen), works=works, held_back=len(lacking))


@router.get("/host/<contest_id>/rules")
def rules_in_force(contest_id: Id) -> RulesInForce:
    """现行规则：版次、载入时间和各项规定。 The rules that hold, their edition, and when loaded."""
    contest = contest_of(store, contest_id)
    rules = contest.rules_now
    edition = get(store, keys.edition(contest_id, rules.edition), Edition)
    return RulesInForce(
        edition=rules.edition,
        loaded_at=edition.loaded_at,
        entry_number=rules.entry_number,
        limits=rules.limits,
        screening=rules.screening,
        conflicts=rules.conflicts,
        entrants_may_judge=rules.entrants_may_judge,
        rounds=rules.rounds,
        scoring=rules.scoring,
        comments=rules.comments,
        confirmation=rules.confirmation,
        objections=rules.objections,
        gallery=rules.gallery,
        viewing=rules.viewing,
        mails={
            occasion: getattr(rules.mails, occasion) is not None for occasion in Mails.model_fields
        },
        retention=rules.retention,
    )


@router.get("/host/<contest_id>/films")
def film_troubles(contest_id: Id) -> list[FilmTrouble]:
    """不能正常观看的作品：未能生成的版本，和播放器报告的问题。 Works that cannot be watched."""
    return list(troubles.film_troubles(_context(contest_id)))


@router.post("/host/<contest_id>/entries/<entry_id>/films")
def make_films(contest_id: Id, entry_id: Id) -> FilmsBegun:
    """再次生成未能生成的版本。 Try once more to make what could not be made of a work."""
    machine = settings.viewing_copy
    return troubles.make_again(_context(contest_id), journeys, machine, entry_id)


def _context(contest_id: Id) -> Context:
    return context_for(store, contest_of(store, contest_id), api.who(router), now=clock.now())
