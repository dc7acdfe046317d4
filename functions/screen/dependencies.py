"""What the screeners' routers share: settings, store, media, and the acting screener."""

from contest.model import Id
from contest_aws import clock
from contest_aws.http import api
from contest_aws.media.bucket import Media
from contest_aws.media.posters import Posters
from contest_aws.services.context import Context, context_for
from contest_aws.settings import SignedInMediaSettings
from contest_aws.store.dynamodb import DynamoStore

settings = SignedInMediaSettings.read()
store = DynamoStore(settings.table_name)
media, posters = Media(settings.media_bucket), Posters(settings.media_bucket)


def context(app: api.App, contest_id: Id) -> Context:
    """A context in which the calling screener acts, in this contest, now."""
    contest = api.contest_asked(app, store, contest_id)
    return context_for(store, contest, api.who(app), now=clock.now())
