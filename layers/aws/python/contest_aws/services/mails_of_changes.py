"""Which mails a change of the table makes, by the kind of the item that changed."""

from collections.abc import Iterator
from typing import NamedTuple, TypeVar

from contest.award.award import AwardStatus
from contest.award.objection import Objection
from contest.entry.entry import Entry
from contest.people.account import Grant, hosts_of
from contest.review.round import ReviewList
from contest.winners.award_snapshot import KeptSnapshot
from contest.winners.ceremony import CeremonyInvitation
from contest_aws.services import mailing
from contest_aws.services.award.award_mails import (
    write_answer,
    write_free_places,
    write_provisional,
)
from contest_aws.services.mailing import MailPolicy
from contest_aws.services.winners.ceremony_mails import write_ceremony
from contest_aws.store import keys
from contest_aws.store.dynamodb import from_image
from contest_aws.store.keys import Key
from contest_aws.store.protocol import Store
from contest_aws.workflow.stream_routes import Image

Some = TypeVar("Some", Entry, Grant, ReviewList, Objection, CeremonyInvitation)


class ItemChange(NamedTuple):
    before: Image | None
    after: Image

    @property
    def key(self) -> Key:
        return Key(self.after["pk"]["S"], self.after["sk"]["S"])

    def of(self, kind: type[Some]) -> tuple[Some | None, Some]:
        was = from_image(self.before, kind) if self.before else None
        return was, from_image(self.after, kind)


def write(store: Store, change: ItemChange, how: MailPolicy, *, hosts: str) -> Iterator[Key]:
    """Write the mails of a change. Yields those that are to be sent. `hosts`: their addresses, as
    the deployment names them."""
    if change.key.pk.startswith(keys.AWARDS):
        yield from _of_list(store, change, how)
    elif change.key.pk.startswith(keys.SNAPSHOTS):
        kept = from_image(change.after, KeptSnapshot)
        yield from write_free_places(store, change.key, kept, how, hosts=hosts_of(hosts))
    elif key := _one(store, change, how):
        yield key


def delay_of(change: ItemChange, how: MailPolicy) -> int:
    """How many seconds its mails wait before they are sent."""
    if not change.key.pk.startswith(keys.ENTRY):
        return 0
    return mailing.delay_of(*change.of(Entry), now=how.now)


def _one(store: Store, change: ItemChange, how: MailPolicy) -> Key | None:
    pk, sk = change.key
    if pk.startswith(keys.ENTRY):
        return mailing.write(store, *change.of(Entry), how)
    if pk.startswith(keys.JUDGE):
        return mailing.write_reminder(store, *change.of(ReviewList), how)
    if pk.startswith(keys.OBJECTION):  # but not how many are open
        made = sk.startswith(keys.SK_MADE)
        return write_answer(store, *change.of(Objection), how) if made else None
    if pk.startswith(keys.CEREMONY):  # but not the ceremony itself
        invited = sk.startswith(keys.SK_INVITED)
        return write_ceremony(store, *change.of(CeremonyInvitation), how) if invited else None
    return mailing.write_invitation(store, *change.of(Grant), how)


def _of_list(store: Store, change: ItemChange, how: MailPolicy) -> Iterator[Key]:
    status = {"S": AwardStatus.PROVISIONAL.value}
    was = change.before and change.before["status"]
    if change.after["status"] == status and was != status:
        contest, round_ = change.key.pk.removeprefix(keys.AWARDS), change.key.sk
        round_id, version = round_.removeprefix(keys.SK_ROUND), int(change.after["version"]["N"])
        yield from write_provisional(store, contest, round_id, version=version, policy=how)
