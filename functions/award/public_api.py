"""HTTP for everybody: what the contest is, and, once they are final, who won."""

from contest.award import Winner
from contest.model import Fact, Id, Text
from contest.rules import Criterion, Dates, MediaRules, Party, Theme
from contest_aws import http
from contest_aws.desk import award as desk
from contest_aws.desk.entry import contest_of
from contest_aws.settings import TableSettings
from contest_aws.table import DynamoStore

store = DynamoStore(TableSettings.read().table_name)
app = http.api(store)


class Call(Fact):
    """What an entrant has to know of a contest."""

    id: Id
    name: Text
    parties: tuple[Party, ...]
    dates: Dates
    media: MediaRules
    themes: tuple[Theme, ...]
    criteria: tuple[Criterion, ...]


@app.get("/public/<contest>")
def call(contest: str) -> Call:
    rules = contest_of(store, contest).rules
    return Call(
        id=rules.id, name=rules.name, parties=rules.parties, dates=rules.dates, media=rules.media,
        themes=rules.themes, criteria=rules.criteria,
    )  # fmt: skip


@app.get("/public/<contest>/awards")
def awards(contest: str) -> list[Winner]:
    return list(desk.winners(store, contest_of(store, contest).id))


handler = http.handler(app)
