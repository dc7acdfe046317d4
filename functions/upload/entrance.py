"""What the entrants' two groups of routes share: the app, the parts it works with, whose entry is
asked for, and how it is told."""

from contest.calendar import Contest
from contest.entry import Entry
from contest.model import Id
from contest.stand import Stand, stand_of
from contest_aws import http
from contest_aws.desk import enter
from contest_aws.media import Media
from contest_aws.settings import SignedInMediaSettings
from contest_aws.table import DynamoStore
from contest_aws.tokens import KmsKey, Tokens

settings = SignedInMediaSettings.read()
store = DynamoStore(settings.table_name)
media = Media(settings.media_bucket)
app = http.api(store, Tokens(KmsKey(settings.signing_key)))


def own(contest: Id, entry: Id) -> Entry:
    """The asking entrant's own entry."""
    return enter.own(store, contest, entrant=http.who(app).person, entry_id=entry)


def told(entry: Entry, contest: Contest) -> Stand:
    return stand_of(entry, enter.contact_of(store, entry), contest.rules)
