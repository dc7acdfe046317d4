"""What the units' groups of routes share: the app, its parts, and whose unit it is."""

from contest.calendar import Contest
from contest.model import Id
from contest.rules_entry import RecommendingUnit
from contest_aws import http
from contest_aws.desk import unit as desk
from contest_aws.desk.entry import contest_of
from contest_aws.settings import UnitSettings
from contest_aws.table import DynamoStore
from contest_aws.tokens import KmsKey, Tokens

settings = UnitSettings.read()
store = DynamoStore(settings.table_name)
app = http.api(store, Tokens(KmsKey(settings.signing_key)))


def mine(contest: Id) -> tuple[Contest, RecommendingUnit]:
    """The contest, and the unit of whoever asks."""
    held = contest_of(store, contest)
    return held, desk.unit_of(held, http.who(app).unit)


def by() -> str:
    return f"unit:{http.who(app).person}"
