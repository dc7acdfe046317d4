"""Reminders: the host is mailed what waits for their decision."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from contest.mail.attention_mail import Waiting, attention_mail
from contest.mail.mail_text import MailText
from contest.model import Id
from contest.people.sign_in import sha256
from contest.rules.contest import due
from contest_aws.services.award import objections, revocation
from contest_aws.services.context import Context
from contest_aws.services.mailing import MailPolicy, draft_of, keep
from contest_aws.services.pointers import Pointer
from contest_aws.services.review import rounds
from contest_aws.services.review.round_state import is_open, unconfirmed
from contest_aws.services.screen.overdue import overdue
from contest_aws.store import keys
from contest_aws.store.keys import Key


def mail_hosts(ctx: Context, policy: MailPolicy, *, hosts: Iterable[str]) -> Iterator[Key]:
    """Tell every host what waits for them: what is overdue at the screening, what has too few
    reviews after its round, what lacks judges, objections, revocations that wait for a second
    person, and rounds whose works they have to confirm. Once a day at most. Yields the mails
    that are to be sent. `hosts`: the addresses that the deployment names; one that nobody has
    signed in with gets no mail. Nothing of a contest that was called off waits."""
    if ctx.contest.ended:
        return
    link = f"{policy.site}/contests/{ctx.contest.id}/host"
    text = attention_mail(waiting(ctx), rules=ctx.contest.rules, now=ctx.contest_time, link=link)
    if text is None:
        return
    wanted = [keys.address(sha256(address)) for address in hosts]
    for pointer in ctx.store.find_all(wanted, Pointer):
        if key := _write(ctx, pointer.account, text, policy):
            yield key


def _write(ctx: Context, account: Id, text: MailText, policy: MailPolicy) -> Key | None:
    """Once a day at most: the mail's key names the day. It is not sent after the next one."""
    today = ctx.contest.time_at(policy.now).astimezone(ctx.contest.rules.zone).date()
    named = {"account": account, "change": today.toordinal(), "occasion": "overdue"}
    late = policy.now + timedelta(days=1)
    return keep(ctx.store, draft_of(ctx.contest, policy, text, not_after=late, **named))


def waiting(ctx: Context) -> Waiting:
    """What waits for the host. The index may lag behind."""
    open_ = due(ctx.contest, now=ctx.contest_time).open
    return Waiting(
        overdue=overdue(ctx),
        undecided=[e for one in ctx.contest.rounds for e in rounds.undecided(ctx, one.id)],
        without_judges=[
            entry
            for round_id in open_
            if is_open(ctx, round_id)
            for entry in rounds.lacking(ctx, round_id)
        ],
        objections=objections.unanswered(ctx),
        revocations=revocation.waiting(ctx),
        rounds=unconfirmed(ctx),
    )
