"""Mails about award lists: answers to objections, places that became free, and awards that entrants
learn of before the public does."""

from collections.abc import Iterable, Iterator

from contest.award.award import AwardStatus
from contest.award.objection import Objection, ObjectionStatus
from contest.entry.entry import Entry
from contest.mail.answer_mail import answer_mail
from contest.mail.free_place_mail import free_place_mail
from contest.mail.occasions import Occasion
from contest.mail.status_mail import status_mail, untyped_subject
from contest.model import Id
from contest.people.sign_in import sha256
from contest.winners.award_snapshot import KeptSnapshot
from contest_aws.services.award.award_rounds import round_of, taken_off
from contest_aws.services.award.beginning import standing_in
from contest_aws.services.award.own_results import CONFIRMED
from contest_aws.services.entries import contest_of
from contest_aws.services.mailing import MailPolicy, draft_of, keep
from contest_aws.services.pointers import Pointer
from contest_aws.store import keys
from contest_aws.store.keys import Key
from contest_aws.store.protocol import Store

LARGEST_CHANGE = 10**8
"""A mail is found by what made it: eight digits."""


def write_answer(
    store: Store, before: Objection | None, after: Objection, policy: MailPolicy
) -> Key | None:
    """Tell whoever made an objection that it is answered: one mail, if they gave an address."""
    was_open = before is not None and before.status is ObjectionStatus.OPEN
    if not was_open or after.status is ObjectionStatus.OPEN or not after.by_mail:
        return None
    contest = contest_of(store, after.contest)
    text = answer_mail(contest=contest.rules.name, objection=after)
    named = {"objection": after.id, "change": after.version, "occasion": "objection"}
    return keep(store, draft_of(contest, policy, text, **named))


def write_free_places(
    store: Store, key: Key, after: KeptSnapshot, policy: MailPolicy, *, hosts: Iterable[str]
) -> Iterator[Key]:
    """Tell each host who has signed in that an award of a list was lost: once for each snapshot
    that says so. `key`: the snapshot's."""
    lost = [reason.award for reason in after.reasons if reason.award is not None]
    if not lost or after.status is AwardStatus.DISCARDED:
        return
    contest_id, round_id = key.pk.removeprefix(keys.SNAPSHOTS).split("#")
    contest = contest_of(store, contest_id)
    link = f"{policy.site}/contests/{contest_id}/host/awards/{round_id}"
    text = free_place_mail(rules=contest.rules, status=after.status, lost=lost, link=link)
    change = int(after.sha256, 16) % LARGEST_CHANGE
    wanted = [keys.address(sha256(address)) for address in hosts]
    for pointer in store.find_all(wanted, Pointer):
        named = {"account": pointer.account, "change": change, "occasion": "free_place"}
        if mail := keep(store, draft_of(contest, policy, text, **named)):
            yield mail


def write_provisional(
    store: Store, contest_id: Id, round_id: Id, *, version: int, policy: MailPolicy
) -> Iterator[Key]:
    """Tell the winners of a list that was confirmed, where the rules have entrants learn it before
    the public: one mail for each work and confirmation. `version`: of the round, as it was
    confirmed. Whoever won nothing is told with the grant. Two lists over the same scores can have
    the same version."""
    contest, round_ = contest_of(store, contest_id), round_of(store, contest_id, round_id)
    if not contest.rules.objections.entrants_first or round_.status not in CONFIRMED:
        return
    won: dict[Id, list[Id]] = {}
    for winner in standing_in(round_, taken_off(store, contest_id)):
        if winner.entry:
            won.setdefault(winner.entry, []).append(winner.place)
    wanted = [keys.entry(contest_id, entry) for entry in won]
    change = int(sha256(f"{round_id}#{version}"), 16) % LARGEST_CHANGE
    for entry in store.find_all(wanted, Entry):
        theirs = entry.model_copy(update={"awards": tuple(won[entry.id])})
        occasion, rules = Occasion.PROVISIONAL, contest.rules
        link = policy.page_of(contest_id, entry.id)
        text = status_mail(theirs, occasion, rules=rules, link=link)
        if text is None:
            return
        draft = draft_of(
            contest,
            policy,
            text,
            entry=entry.id,
            change=change,
            occasion=occasion,
            untyped_subject=untyped_subject(theirs, occasion, rules=rules),
        )
        if key := keep(store, draft):
            yield key
