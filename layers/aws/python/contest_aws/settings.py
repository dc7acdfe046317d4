"""The environment variables of each function as a model. Infrastructure code fills it and the
function reads it, so that no variable's name is written twice."""

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
    """ARN of the state machine for entries."""


class AwaitDecisionSettings(TableSettings):
    viewing_copy: str
    """ARN of the state machine for viewing copies."""


class RecoverSettings(StartJourneySettings, MediaSettings, AwaitDecisionSettings):
    award_round: str
    """ARN of the state machine for award rounds."""
    keep_calendar: str
    """ARN of the function that does what is due."""
    make_certificates: str
    """ARN of the function that issues and makes certificates."""


class PagesSettings(TableSettings):
    media_origins: str
    """Origins that browsers send parts to and load videos from, as a list for a content security
    policy."""


class CertificateSettings(MediaSettings):
    site: str
    """Base address of the pages: QR codes lead there."""


class ResultsSettings(TableSettings):
    results_bucket: str


class MailSettings(TableSettings):
    mail_by: Literal["ses", "smtp", "nobody"]
    """`nobody`: mails are written but not sent."""
    mail_from: str = ""
    """`征集办公室 <contest@example.org>`, or the address alone."""
    smtp_host: str = ""
    smtp_port: int = 465
    smtp_secret: str = ""
    """Name of the secret that holds user name and password."""
    site: str
    """Base address of the pages, for links in mails."""


class SignedInSettings(TableSettings):
    """Settings of a function that has to know the caller."""

    signing_key: str
    """ARN of the KMS key that signs session tokens. Only sign-in may sign with it; other functions
    verify."""


class SignedInMediaSettings(MediaSettings, SignedInSettings):
    pass


class SignInSettings(SignedInSettings, MailSettings):
    pass


class UnitSettings(SignedInMediaSettings, MailSettings):
    pass


class AccountSettings(SignedInSettings, MailSettings):
    hosts: str
    """E-mail addresses, separated by commas."""
    keep_calendar: str
    """ARN of the function that does what is due."""


class HostSettings(SignedInSettings):
    hosts: str


class HostSiteSettings(HostSettings):
    site: str
    """Base address of the pages: links lead there."""


class HostApiSettings(HostSettings, CertificateSettings, AwaitDecisionSettings):
    keep_calendar: str
    """ARN of the function that does what is due."""
    make_certificates: str
    """ARN of the function that issues and makes certificates."""


class HostResultsSettings(HostSettings, ResultsSettings):
    pass


class HostExportSettings(HostResultsSettings, MediaSettings):
    full_exports: str
    """E-mail addresses, separated by commas, of the hosts who may take lists in full."""


class HostAwardSettings(HostResultsSettings, MediaSettings):
    award_round: str
    """ARN of the state machine for award rounds."""


class DispatchSettings(Settings):
    """URLs of the queues for `contest_aws.workflow.stream_routes.STREAM_ROUTES`."""

    settle_review_queue: str
    resume_queue: str
    keep_snapshots_queue: str
    write_mails_queue: str
    erase_queue: str

    @property
    def queues(self) -> dict[str, str]:
        return {name.removesuffix("_queue"): url for name, url in self}


class EraseSettings(MediaSettings):
    erase_queue: str
    """The function's own queue: work left when its time is over is queued again."""


class WriteMailsSettings(MailSettings):
    mail_queue: str
    """The URL of the queue."""
    mail_rehearsals: bool = False
    """Whether mails of rehearsals are sent, too, and not only written."""
    hosts: str
    """E-mail addresses, separated by commas."""
