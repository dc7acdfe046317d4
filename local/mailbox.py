"""The local mailbox: mails sent on the local cloud. None of them leaves this machine.

`make mailbox` shows all, `make mailbox TO=he@example.org` those to one address."""

import os
import sys
from datetime import UTC, datetime
from email.header import decode_header, make_header
from email.utils import parseaddr

import httpx
from pydantic import BaseModel
from rich.console import Console

from laurel.uploader import DIRECT
from local import access
from local.emulator import LocalCloudError, port_from

ADDRESS = "/_ministack/ses/messages"


class ReceivedMail(BaseModel):
    """A mail as its reader sees it."""

    to: str
    """The address, without a name."""
    sender: str
    subject: str
    text: str
    at: datetime


def letters(port: int, *, to: str = "") -> list[ReceivedMail]:
    """Mails in the order in which they were sent. `to`: one address; empty for all."""
    found = httpx.get(f"{access.endpoint(port)}{ADDRESS}", **DIRECT).raise_for_status().json()
    sent = found["messages"].get(access.ACCOUNT, [])
    return [letter for letter in map(_letter, sent) if to in ("", letter.to)]


def _letter(sent: dict[str, object]) -> ReceivedMail:
    recipients = sent["To"]
    assert isinstance(recipients, list)  # noqa: S101  # for the type
    return ReceivedMail(
        to=parseaddr(recipients[0])[1],
        sender=str(make_header(decode_header(str(sent["Source"])))),
        subject=str(sent["Subject"]),
        text=str(sent["BodyText"]),
        at=datetime.fromtimestamp(float(str(sent["Timestamp"])), UTC),
    )


def main() -> int:
    console = Console(highlight=False, markup=False, soft_wrap=True)
    try:
        found = letters(port_from(os.environ), to="".join(sys.argv[1:2]))
    except (LocalCloudError, httpx.ConnectError) as error:
        message = "本地云没有运行，请先 make run。 The local cloud is not running: run make run."
        console.print(str(error) if isinstance(error, LocalCloudError) else message)
        return 1
    for letter in found:
        console.rule(f"{letter.at.astimezone():%Y-%m-%d %H:%M:%S}  {letter.to}")
        console.print(f"{letter.subject}\n\n{letter.text}")
    console.print(f"{len(found)} 封邮件 / mails")
    return 0


if __name__ == "__main__":
    sys.exit(main())
