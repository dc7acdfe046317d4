"""What the entrants' routers share: settings, store, media, and the entrant's own entry."""

from contest.entry.entrant_view import EntryView, as_told, view_of
from contest.entry.entry import Entry
from contest.model import Id
from contest_aws import clock
from contest_aws.http import api
from contest_aws.media.bucket import Media
from contest_aws.services.award.own_results import provisional_places
from contest_aws.services.context import Context, context_for
from contest_aws.services.upload import submission
from contest_aws.settings import SignedInMediaSettings
from contest_aws.store.dynamodb import DynamoStore

settings = SignedInMediaSettings.read()
store = DynamoStore(settings.table_name)
media = Media(settings.media_bucket)


def context(app: api.App, contest_id: Id) -> Context:
    """A context in which the calling entrant acts, in this contest, now."""
    contest = api.contest_asked(app, store, contest_id)
    return context_for(store, contest, api.who(app), now=clock.now())


def own(ctx: Context, entry_id: Id) -> Entry:
    """The caller's own entry."""
    return submission.own(store, ctx.contest.id, entrant=ctx.actor.id, entry_id=entry_id)


def entry_view(ctx: Context, entry: Entry) -> EntryView:
    (view,) = entry_views(ctx, [as_told(entry, now=ctx.now)])
    return view


def entry_views(ctx: Context, told: list[Entry]) -> list[EntryView]:
    """Of entries as their entrant may know them."""
    contacts, places = submission.contacts_of(store, told), provisional_places(ctx, told)
    rules, now = ctx.contest.rules, ctx.contest_time
    return [
        view_of(one, contacts[one.id], rules, now=now, provisional=places.get(one.id, ()))
        for one in told
    ]
