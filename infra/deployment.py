"""What differs from one deployment to the next, read from the CDK's context once."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aws_cdk import RemovalPolicy

LOCAL_ASSETS = "laurel-assets"
"""Bucket that must be there before the first local deployment. It stands in for `cdk bootstrap`."""


@dataclass(frozen=True, kw_only=True)
class Deployment:
    assets: Path
    """Folder of the built assets: functions, domain, aws, base, media, frames, pages."""
    local: bool = False
    """For the local cloud: it keeps nothing when the stack goes, and has no TLS to insist on."""
    tracing: bool = False
    site_origin: str | None = None
    """Where the pages are served, if not by the API itself: `https://contest.example.org`."""
    uploads_close: str | None = None
    """From this time (ISO 8601) on the media bucket takes no upload, whoever signed it."""
    alarm_email: str | None = None

    @property
    def removal(self) -> RemovalPolicy:
        return RemovalPolicy.DESTROY if self.local else RemovalPolicy.RETAIN


def deployment_from(
    context: Callable[[str], Any], *, assets: Path, local: bool, region: str | None
) -> Deployment:
    """Lambda has no tracing in the China regions, so there, and in an unknown one, it is off."""
    traced = region is not None and not region.startswith("cn-")
    return Deployment(
        assets=assets,
        local=local,
        tracing=_flag(context("tracing"), default=traced),
        site_origin=context("site_origin"),
        uploads_close=context("uploads_close"),
        alarm_email=context("alarm_email"),
    )


def _flag(value: object, *, default: bool) -> bool:
    return default if value is None else str(value).lower() == "true"
