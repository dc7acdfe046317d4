"""Router: what the host's pages show beside every list: the entries by their numbers, counts, the
review rounds and the award plan; and which works cannot be watched as they should."""

from contest.model import Id
from contest_aws import clock
from contest_aws.http import api
from contest_aws.services.context import Context, context_for
from contest_aws.services.entries import contest_of
from contest_aws.services.overview import Overview, overview
from contest_aws.services.viewing import troubles
from contest_aws.services.viewing.troubles import FilmsBegun, FilmTrouble
from contest_aws.workflow.executions import Journeys
from host.dependencies import settings, store
from host.screening_routes import HostEntry, host_entry

router = api.router()
journeys = Journeys()


class HostOverview(Overview):
    works: tuple[HostEntry, ...]
    """The entries that were ever submitted, by number."""


@router.get("/host/<contest_id>/overview")
def look_over(contest_id: Id) -> HostOverview:
    """概览：各类作品数、评审轮次、奖项设置和作品编号。 Counts, rounds, award plan and works."""
    seen, cards = overview(_context(contest_id))
    return HostOverview(**dict(seen), works=tuple(map(host_entry, cards)))


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
