"""Lambda: the HTTP API for what judges wrote about an entrant's work. It is separate, so that the
entrants' other requests cannot read reviews."""

from contest.model import Fact, Id, Text
from contest_aws.http import api
from contest_aws.http.tokens import KmsKey, Tokens
from contest_aws.services.award import comments
from contest_aws.services.entries import contest_of
from contest_aws.services.upload import submission
from contest_aws.settings import SignedInSettings
from contest_aws.store.dynamodb import DynamoStore

settings = SignedInSettings.read()
store = DynamoStore(settings.table_name)
app = api.create_app(store, Tokens(KmsKey(settings.signing_key)))


class WorkComment(Fact):
    """What a judge wrote about the work. It does not say who."""

    round_name: Text
    comment: str


@app.get("/entrant/<contest_id>/entries/<entry_id>/comments")
def of_work(contest_id: Id, entry_id: Id) -> list[WorkComment]:
    """专家评语，按规则在结果公布后显示。 Judges' comments, once the rules show them."""
    contest, person = contest_of(store, contest_id), api.who(app).person
    entry = submission.own(store, contest_id, entrant=person, entry_id=entry_id)
    return [
        WorkComment(round_name=contest.round(one.round).name, comment=one.text)
        for one in comments.shown_to_entrant(store, contest, entry)
    ]


handler = api.handler(app)
