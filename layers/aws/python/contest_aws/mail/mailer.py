"""The port for mail: what is sent, and what whoever sends it has to know of how it went."""

from typing import Annotated, Protocol

from pydantic import AfterValidator, Field

from contest.model import Fact
from contest.refusals import refused


class Unreachable(Exception):  # noqa: N818 - it is what happened
    """The mail was surely not sent; later it may be. Its text names no address."""


def _one_line(text: str) -> str:
    if not text.isprintable():
        raise ValueError("a header is one line of printable characters")
    return text


class Mail(Fact):
    """Plain text for one person."""

    id: str = Field(pattern=r"^[A-Za-z0-9._-]{1,120}$")
    """The first part of its Message-ID: of one id, a mail server may drop what comes again."""
    to: str
    """An address, with a name or without one."""
    subject: Annotated[str, AfterValidator(_one_line)]
    text: str


class Mailer(Protocol):
    def send(self, mail: Mail) -> None:
        """Hand it to the mail server.

        Refused when it can never be sent as it is: `mail.turned_down` by the server, or with a code
        of `contest.addresses`, or `mail.not_set_up`. Raises `Unreachable` when it was not sent now.
        After any other error nobody knows whether it was sent."""


def send_now(mailer: Mailer, mail: Mail) -> None:
    """For somebody who waits for it, and is told to ask again where it was not sent."""
    try:
        mailer.send(mail)
    except Unreachable as error:
        raise refused("mail.away", measured=error) from error
