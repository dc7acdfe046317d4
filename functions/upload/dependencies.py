"""What the entrants' routers share: settings, store, media, and the entrant's own entry."""

from contest.entry.entrant_view import EntryView, view_of
from contest.entry.entry import Entry
from contest.model import Id
from contest.people.access import Access
from contest.rules.contest import Contest
from contest_aws.media.bucket import Media
from contest_aws.services.upload import submission
from contest_aws.settings import SignedInMediaSettings
from contest_aws.store.dynamodb import DynamoStore

settings = SignedInMediaSettings.read()
store = DynamoStore(settings.table_name)
media = Media(settings.media_bucket)


def own(access: Access, contest: Id, entry: Id) -> Entry:
    """The asking entrant's own entry."""
    return submission.own(store, contest, entrant=access.person, entry_id=entry)


def entry_view(entry: Entry, contest: Contest) -> EntryView:
    return view_of(entry, submission.contact_of(store, entry), contest.rules)
