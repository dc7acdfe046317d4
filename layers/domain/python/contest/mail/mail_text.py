"""What a mail says: one type for the mails about an entry and about an account."""

from typing import NamedTuple


class MailText(NamedTuple):
    subject: str
    text: str
