"""Requests and responses about media packages."""

from typing import Annotated

from pydantic import AwareDatetime, Field, StringConstraints

from contest.model import Fact, Id, NonBlank, Text
from contest.winners.media_package import PACKAGE_STATUS_NAMES, MediaPackage, PackageStatus
from contest_aws.services.context import Context
from contest_aws.services.winners.media_packages import use_of


class PackageRequest(Fact):
    partner: Annotated[NonBlank, StringConstraints(max_length=100)]
    """The partner's name, as the host's list shows it."""
    ends_at: AwareDatetime
    """When the link ends, in contest time: within a year."""


class PackageLine(Fact):
    id: Id
    partner: str
    status: PackageStatus
    status_text: Text
    made_at: AwareDatetime
    ends_at: AwareDatetime
    ended_at: AwareDatetime | None
    """When the host ended it early."""
    opened: int
    """How often it was opened."""
    last_opened_at: AwareDatetime | None


class PackageMade(PackageLine):
    link: str
    """The address for the partner. Nobody can give it out again: made again, the package gets one
    more."""


class PackageLink(Fact):
    link: Annotated[str, Field(max_length=200)]
    """The part of the link after the `#`."""


class PackageWinner(Fact):
    """What the rules do not show of the work is None, as is all of it for a unit's award."""

    award: Id
    level: Id | None
    name: Text
    """Of the award, with the theme of one that is given in each."""
    theme: Id | None
    """Of the award, or else of the work."""
    title: str
    recipient: str
    credits: tuple[str, ...] | None
    synopsis: str | None
    ai_label: Text | None
    """The visible label about AI, to be shown with the film; None if there is none."""
    file_name: str | None
    """By which a browser stores the film."""
    address: str | None
    """Where to download the film, for a while. Ask again for a new one."""


class OpenedPackage(Fact):
    contest: Text
    partner: str
    ends_at: AwareDatetime
    winners: tuple[PackageWinner, ...]
    """Those whose award stands at this moment."""


def package_line(ctx: Context, package: MediaPackage) -> PackageLine:
    use, status = use_of(ctx.store, package), package.status(ctx.contest_time)
    return PackageLine(
        id=package.id,
        partner=package.partner,
        status=status,
        status_text=PACKAGE_STATUS_NAMES[status],
        made_at=package.made_at,
        ends_at=package.ends_at,
        ended_at=package.ended_at,
        opened=use.opened,
        last_opened_at=use.last_opened_at,
    )
