"""The text of a mail: one type for mails about an entry and about an account."""

from typing import NamedTuple


class MailText(NamedTuple):
    subject: str
    text: str
