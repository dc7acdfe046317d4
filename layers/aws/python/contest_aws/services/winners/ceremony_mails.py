"""Mails that invite winners to the ceremony."""

from contest.mail.ceremony_mail import ceremony_mail
from contest.winners.ceremony import CeremonyInvitation
from contest_aws.services.entries import contest_of
from contest_aws.services.mailing import MailPolicy, draft_of, keep
from contest_aws.services.winners.ceremony import ceremony_of
from contest_aws.store.keys import Key
from contest_aws.store.protocol import Store


def write_ceremony(
    store: Store, before: CeremonyInvitation | None, after: CeremonyInvitation, policy: MailPolicy
) -> Key | None:
    """Mail a winner who is invited, or told of another plan: an entry's owner, or the account of a
    unit, also if it is another one now. An answer mails nobody."""
    ceremony = ceremony_of(store, after.contest)
    told = (after.mailed_plan, after.account)
    if ceremony is None or (before is not None and (before.mailed_plan, before.account) == told):
        return None
    contest = contest_of(store, after.contest)
    of_unit = f"{policy.site}/contests/{contest.id}/unit/ceremony"
    link = of_unit if after.account else policy.page_of(contest.id, after.who)
    text = ceremony_mail(rules=contest.rules, plan=ceremony.plan, link=link)
    whose = {"account": after.account} if after.account else {"entry": after.who}
    named = {**whose, "change": after.version, "occasion": "ceremony"}
    late, subject = contest.clock_at(ceremony.plan.at), text.subject
    draft = draft_of(contest, policy, text, untyped_subject=subject, not_after=late, **named)
    return keep(store, draft)
