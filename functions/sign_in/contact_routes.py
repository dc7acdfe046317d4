"""Router: the question whether a contact wants mails, opened and answered by the link in the mail.
`account.contact_routes` asks it."""

from typing import Annotated, Literal

from aws_lambda_powertools.event_handler.openapi.params import Body
from pydantic import Field

from contest.model import Fact, Text
from contest.people.contact_consent import ConsentState, ContactConsent
from contest_aws import clock
from contest_aws.http import api
from contest_aws.services.entries import contest_of
from contest_aws.services.people import contacts
from sign_in.dependencies import store

router = api.router()


class ContactLink(Fact):
    link: Annotated[str, Field(pattern=r"^[a-z0-9-]{1,64}\.[0-9a-f]{64}\.[A-Za-z0-9_-]{43}$")]
    """The part of the mailed link after the `#`."""


class ContactAnswer(ContactLink):
    answer: Literal[ConsentState.CONFIRMED, ConsentState.DECLINED]


class ContactQuestion(Fact):
    address: str
    """Masked."""
    state: ConsentState
    contest: Text
    """The contest's name."""


@router.post("/sign-in/contacts/link")
def show_question(asked: Annotated[ContactLink, Body()]) -> ContactQuestion:
    """确认链接问的是什么。不作任何改动。 What a link asks. Nothing is changed."""
    return _question(contacts.show(store, asked.link, now=clock.now()))


@router.post("/sign-in/contacts/answer")
def answer_question(given: Annotated[ContactAnswer, Body()]) -> ContactQuestion:
    """用邮件中的链接同意或谢绝接收通知。 Confirm or decline mails, with the link in the mail."""
    to = ConsentState(given.answer)
    return _question(contacts.answer(store, given.link, to, now=clock.now()))


def _question(consent: ContactConsent) -> ContactQuestion:
    contest = contest_of(store, consent.contest)
    return ContactQuestion(address=consent.address, state=consent.state, contest=contest.rules.name)
