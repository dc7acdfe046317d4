"""What the units' routers share: settings, store, and the caller's unit."""

from contest.audit import Actor
from contest.model import Id
from contest.people.access import Access
from contest.rules.contest import Contest
from contest.rules.form_fields import RecommendingUnit
from contest_aws.services.entries import contest_of
from contest_aws.services.units import units
from contest_aws.settings import UnitSettings
from contest_aws.store.dynamodb import DynamoStore

settings = UnitSettings.read()
store = DynamoStore(settings.table_name)


def mine(access: Access, contest_id: Id) -> tuple[Contest, RecommendingUnit]:
    """The contest, and the caller's unit."""
    contest = contest_of(store, contest_id)
    return contest, units.unit_of(contest, access.unit)


def unit_actor(access: Access) -> Actor:
    return Actor.of("unit", access.person)
