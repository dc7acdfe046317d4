"""The interface for sending mail: what is sent, and how the outcome is reported."""

from collections.abc import Callable
from typing import Annotated, Protocol

from pydantic import AfterValidator, Field

from contest.model import Fact
from contest.refusals import refused


class Unreachable(Exception):  # noqa: N818 - named after what happened
    """The mail was certainly not sent, and may be sent later. Its text names no address."""


def _one_line(text: str) -> str:
    if not text.isprintable():
        raise ValueError("a header is one line of printable characters")
    return text


class Mail(Fact):
    """A plain-text mail to one person."""

    id: str = Field(pattern=r"^[A-Za-z0-9._-]{1,120}$")
    """The first part of the Message-ID. A mail server may drop a second mail with the same id."""
    to: str
    """An address, with or without a display name."""
    subject: Annotated[str, AfterValidator(_one_line)]
    text: str


class Mailer(Protocol):
    def send(self, mail: Mail) -> None:
        """Pass the mail to the mail server.

        Refused when it can never be sent as it is: `mail.turned_down` by the server, or with a code
        of `contest.addresses`, or `mail.not_set_up`. Raises `Unreachable` when it was not sent this
        time. After any other error it is unknown whether the mail was sent."""


def send_now(mailer: Mailer, mail: Mail, *, unsent: Callable[[], None]) -> None:
    """For somebody who is waiting for the mail. If it was certainly not sent, they are asked to try
    again, and `unsent` takes back what was counted for it."""
    try:
        mailer.send(mail)
    except Unreachable as error:
        unsent()
        raise refused("mail.away", measured=error) from error
