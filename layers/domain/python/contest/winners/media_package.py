"""A media package: the link by which one partner gets the winning works, until it ends. The link is
our own, because an address that the bucket signs dies with the session that signed it. Only hashes
of its secrets are stored."""

import hashlib
import hmac
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from pydantic import AwareDatetime

from contest.audit import Actor, Audited, AuditRecord
from contest.model import Id, Text
from contest.people.sign_in import sha256
from contest.refusals import refused

LONGEST = timedelta(days=366)
LINK = re.compile(r"([0-9a-f]{20})\.([A-Za-z0-9_-]{20,100})")
"""The id of a package, and one of its secrets."""
MOST_LINKS = 5
"""Of one package. Of more the oldest is forgotten."""


class PackageStatus(StrEnum):
    OPEN = "open"
    EXPIRED = "expired"
    ENDED = "ended"


PACKAGE_STATUS_NAMES: Mapping[PackageStatus, Text] = {
    PackageStatus.OPEN: Text(zh="可用", en="open"),
    PackageStatus.EXPIRED: Text(zh="已到期", en="expired"),
    PackageStatus.ENDED: Text(zh="已提前终止", en="ended early"),
}


class MediaPackage(Audited):
    contest: Id
    id: Id
    partner: str
    """The name of the partner."""
    ends_at: AwareDatetime
    """In contest time."""
    secrets: tuple[str, ...] = ()
    """Hashes of the secrets that open it."""
    made_at: AwareDatetime
    made_by: Actor
    ended_at: AwareDatetime | None = None
    """When the host ended it early."""

    def status(self, at: datetime) -> PackageStatus:
        """`at`: in contest time."""
        if self.ended_at is not None:
            return PackageStatus.ENDED
        return PackageStatus.OPEN if at < self.ends_at else PackageStatus.EXPIRED

    def opens_with(self, secret: str) -> bool:
        return any(hmac.compare_digest(one, sha256(secret)) for one in self.secrets)


class PackageUse(Audited):
    """How often a package was opened. It is apart, so that whoever opens it can change nothing of
    the package itself."""

    opened: int = 0
    last_opened_at: AwareDatetime | None = None


def package_id(contest: Id, partner: str, ends_at: datetime) -> Id:
    """The same for the same words: asked again, it is the same package."""
    said = "\n".join((contest, partner, ends_at.astimezone(UTC).isoformat()))
    return hashlib.sha256(said.encode()).hexdigest()[:20]


def check_end(ends_at: datetime, *, now: datetime) -> None:
    """Refused unless it lies ahead, and within a year. `now`: in contest time."""
    if not now < ends_at <= now + LONGEST:
        raise refused("package.bad_end")


def with_link(
    package: MediaPackage, secret: str, *, subject: object, actor: Actor, at: datetime
) -> tuple[MediaPackage, AuditRecord]:
    """With one more link. Refused if the package was ended."""
    if package.ended_at is not None:
        raise refused("package.ended_already")
    details = {"partner": package.partner, "ends_at": package.ends_at.isoformat()}
    secrets = (*package.secrets, sha256(secret))[-MOST_LINKS:]
    return package.with_record(
        "package.make", subject=subject, actor=actor, at=at, details=details, secrets=secrets
    )
