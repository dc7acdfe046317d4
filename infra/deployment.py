"""The settings that differ between deployments, read once from the CDK's context."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from aws_cdk import RemovalPolicy

from contest import addresses
from contest.people.account import hosts_of

LOCAL_ASSETS = "laurel-assets"
"""The bucket that must exist before the first local deployment. It replaces `cdk bootstrap`."""
LOCAL_SENDER = "征集办公室 <contest@laurel.example>"
LOCAL_HOST = "host@laurel.example"
LOCAL_SECOND_HOST = "second-host@laurel.example"
"""Confirms what two people of the host have to confirm."""
LOCAL_HOSTS = f"{LOCAL_HOST},{LOCAL_SECOND_HOST}"


@dataclass(frozen=True, kw_only=True)
class MailServer:
    """An SMTP server with TLS, either from the first byte (port 465) or by STARTTLS."""

    host: str
    port: int
    secret: str | None
    """Name of the secret in Secrets Manager: `{"username": …, "password": …}`."""


@dataclass(frozen=True, kw_only=True)
class Deployment:
    assets: Path
    """The folder of the built assets, as `infra.build` names them."""
    local: bool = False
    """For the local cloud: data is deleted with the stack, and TLS is not required."""
    tracing: bool = False
    detects_loops: bool = True
    """Whether Lambda ends loops in this region, so that a function may be excepted from it."""
    site_origin: str | None = None
    """Where the pages are served, if not by the API itself: `https://contest.example.org`."""
    uploads_close: str | None = None
    """From this time on (ISO 8601, UTC) the media bucket accepts no upload, whoever signed it."""
    alarm_email: str | None = None
    mail_from: str | None = None
    """The sender of mails, `征集办公室 <contest@example.org>`. None: no mail is sent."""
    smtp: MailServer | None = None
    """None: SES."""
    hosts: tuple[str, ...] = ()
    """E-mail addresses of the people who act as host in every contest, over HTTP."""
    full_exports: tuple[str, ...] = ()
    """Those of them who may take lists with contact data in full."""
    mail_rehearsals: bool = False
    """Whether status mails of rehearsals are sent. If not, they are written and held back."""
    encoders: int | None = None
    """How many pieces of renditions are encoded at once, of all works. None: as many as come."""

    @property
    def removal(self) -> RemovalPolicy:
        return RemovalPolicy.DESTROY if self.local else RemovalPolicy.RETAIN


def deployment_from(
    context: Callable[[str], Any], *, assets: Path, local: bool, region: str | None
) -> Deployment:
    """Reads the context. Lambda has no tracing in the China regions, so it is off there and in an
    unknown region. Nor does Lambda detect loops there:
    https://docs.amazonaws.cn/en_us/aws/latest/userguide/lambda.html"""
    china = region is not None and region.startswith("cn-")
    sender = context("mail_from") or (LOCAL_SENDER if local else None)
    return Deployment(
        assets=assets,
        local=local,
        tracing=_flag(context("tracing"), default=region is not None and not china),
        detects_loops=not china,
        site_origin=context("site_origin"),
        uploads_close=_moment(context("uploads_close")),
        alarm_email=context("alarm_email"),
        mail_from=sender,
        hosts=tuple(sorted(hosts_of(context("hosts") or (LOCAL_HOSTS if local else "")))),
        full_exports=tuple(
            sorted(hosts_of(context("full_exports") or (LOCAL_HOST if local else "")))
        ),
        smtp=_smtp(context, sender=sender, needed=china and not local),
        mail_rehearsals=_flag(context("mail_rehearsals"), default=local),
        encoders=_count("encoders", context("encoders")),
    )


def _smtp(context: Callable[[str], Any], *, sender: str | None, needed: bool) -> MailServer | None:
    asked = context("smtp")
    if sender:
        addresses.split(sender)
    if asked and not sender:
        raise ValueError("smtp is given without mail_from: who writes?")
    if sender and needed and not asked:
        raise ValueError("There is no SES in China: give smtp=host:port beside mail_from")
    if not asked:
        return None
    host, _, port = str(asked).rpartition(":")
    if not host or not port.isdecimal():
        raise ValueError(f"smtp is host:port, such as smtp.example.org:465, not {asked!r}")
    return MailServer(host=host, port=int(port), secret=context("smtp_secret"))


def _moment(typed: str | None) -> str | None:
    """In UTC, as conditions of policies have it."""
    if not typed:
        return None
    with suppress(ValueError):
        at = datetime.fromisoformat(typed)
        if at.tzinfo:
            return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    raise ValueError(f"uploads_close is a date such as 2027-07-01T00:00:00Z, not {typed!r}")


def _count(name: str, typed: object) -> int | None:
    if typed is None:
        return None
    text = str(typed)
    if not (text.isascii() and text.isdecimal() and int(text)):
        raise ValueError(f"{name} is a whole number from 1, not {typed!r}")
    return int(text)


def _flag(value: object, *, default: bool) -> bool:
    return default if value is None else str(value).lower() == "true"
