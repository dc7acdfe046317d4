"""What the screeners' routers share: settings, store, media, and the acting screener."""

from contest.model import Id
from contest.people.access import Access
from contest_aws import clock
from contest_aws.media.bucket import Media
from contest_aws.media.posters import Posters
from contest_aws.services.context import Context, context_for
from contest_aws.services.entries import contest_of
from contest_aws.settings import SignedInMediaSettings
from contest_aws.store.dynamodb import DynamoStore

settings = SignedInMediaSettings.read()
store = DynamoStore(settings.table_name)
media, posters = Media(settings.media_bucket), Posters(settings.media_bucket)


def context(access: Access, contest_id: Id) -> Context:
    """A context in which the calling screener acts, in this contest, now."""
    return context_for(store, contest_of(store, contest_id), access, now=clock.now())
