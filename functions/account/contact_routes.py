"""Router: mails to the contact of an entry, where it is another address than the account's. The
account asks, by a mail of fixed words. Whoever reads that mailbox answers by its link, signed in or
not (`sign_in.contact_routes`)."""

import secrets
from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Body
from pydantic import Field

from account.dependencies import mailer, settings, store
from contest.entry import masking
from contest.mail import account_mail
from contest.model import Fact, Id
from contest.people.account import normalised
from contest.people.contact_consent import ConsentState
from contest_aws import clock
from contest_aws.http import api
from contest_aws.mail.mailer import Mail, send_now
from contest_aws.services.entries import contest_of
from contest_aws.services.people import contacts
from contest_aws.services.people.contacts import NewQuestion

router = api.router()


class ContactRequest(Fact):
    contest: Id
    email: Annotated[str, Field(max_length=300)]


class ContactStatus(Fact):
    address: str
    """Masked."""
    state: ConsentState


@router.post("/account/contacts")
def ask_contact(asked: Annotated[ContactRequest, Body()]) -> ContactStatus:
    """请联系人确认接收通知；向其发送一封邮件。 Ask a contact, by one mail, to confirm mails."""
    contest, address = contest_of(store, asked.contest), normalised(asked.email)
    asking = NewQuestion(api.who(router).account, contest.id, address, secrets.token_urlsafe(32))
    now = clock.now()
    question = contacts.ask(store, asking, now=now)
    if question is None:
        return ContactStatus(address=masking.email(address), state=ConsentState.CONFIRMED)
    page = f"{settings.site}/confirm#{asking.link}"
    letter = account_mail.contact_mail(contest=contest.rules.name, address=page)
    name = f"contact-{secrets.token_hex(10)}"
    mail = Mail(id=name, to=address, subject=letter.subject, text=letter.text)
    send_now(mailer, mail, unsent=lambda: contacts.unsent(store, asking, question, now=now))
    return ContactStatus(address=masking.email(address), state=ConsentState.ASKED)
