"""Reminders: the host is mailed what is overdue at the screening."""

from collections.abc import Iterable, Iterator

from contest.mail.overdue_mail import overdue_mail
from contest.people.sign_in import sha256
from contest_aws.services import mailing
from contest_aws.services.context import Context
from contest_aws.services.mailing import MailPolicy
from contest_aws.services.pointers import Pointer
from contest_aws.services.screen.overdue import overdue
from contest_aws.store import keys
from contest_aws.store.keys import Key


def mail_hosts(ctx: Context, policy: MailPolicy, *, hosts: Iterable[str]) -> Iterator[Key]:
    """Tell every host how many are overdue, and which is the oldest: once a day at most. Yields
    the mails that are to be sent. `hosts`: the addresses that the deployment names; one that
    nobody has signed in with gets no mail."""
    found = overdue(ctx)
    if not found:
        return
    link = f"{policy.site}/contests/{ctx.contest.id}/screening"
    text = overdue_mail(found, rules=ctx.contest.rules, now=ctx.contest_time, link=link)
    wanted = [keys.address(sha256(address)) for address in hosts]
    for pointer in ctx.store.find_all(wanted, Pointer):
        if key := mailing.write_overdue(ctx.store, ctx.contest, pointer.account, text, policy):
            yield key
