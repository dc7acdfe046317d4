"""The environment of each function as a model: infra fills it, the function reads it, and neither
writes a variable's name twice.
"""

import os
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict

PREFIX = "LAUREL_"


class Settings(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    @classmethod
    def read(cls) -> Self:
        return cls.model_validate(
            {
                name.removeprefix(PREFIX).lower(): value
                for name, value in os.environ.items()
                if name.startswith(PREFIX)
            }
        )

    def environment(self) -> dict[str, str]:
        return {f"{PREFIX}{name.upper()}": str(value) for name, value in self}


class TableSettings(Settings):
    table_name: str


class MediaSettings(TableSettings):
    media_bucket: str


class StartJourneySettings(TableSettings):
    entry_journey: str
    """ARN of the state machine."""


class RecoverSettings(StartJourneySettings, MediaSettings):
    award_round: str
    """ARN of the other."""


class PagesSettings(Settings):
    media_origins: str
    """Where browsers send parts to and videos come from, as a list in a content security policy."""


class ResultsSettings(TableSettings):
    results_bucket: str


class MailSettings(TableSettings):
    mail_by: Literal["ses", "smtp", "nobody"]
    """`nobody`: mails are written and not sent."""
    mail_from: str = ""
    """`征集办公室 <contest@example.org>`, or the address alone."""
    smtp_host: str = ""
    smtp_port: int = 465
    smtp_secret: str = ""
    """Name of the secret that holds user and password."""
    site: str
    """Where the pages are, for links in mails."""


class SignedInSettings(TableSettings):
    """Of a function that has to know who asks."""

    signing_key: str
    """ARN of the KMS key by which session tokens are signed; this function only verifies."""


class SignedInMediaSettings(MediaSettings, SignedInSettings):
    pass


class SignInSettings(SignedInSettings, MailSettings):
    pass


class UnitSettings(SignedInSettings, MailSettings):
    pass


class AccountSettings(SignedInSettings):
    hosts: str
    """E-mail addresses, separated by commas."""
    keep_calendar: str
    """ARN of the function that does what falls due."""


class HostSettings(SignedInSettings):
    hosts: str


class DispatchSettings(Settings):
    """URLs of the queues of `contest_aws.workflow.stream_routes.STREAM_ROUTES`."""

    settle_review_queue: str
    resume_queue: str
    write_mails_queue: str
    erase_queue: str

    @property
    def queues(self) -> dict[str, str]:
        return {name.removesuffix("_queue"): url for name, url in self}


class EraseSettings(MediaSettings):
    erase_queue: str
    """Its own: what is left when its time is over goes in once more."""


class WriteMailsSettings(MailSettings):
    mail_queue: str
    """Its URL."""
    mail_rehearsals: bool = False
    """Rehearsals are mailed too, not only written."""
