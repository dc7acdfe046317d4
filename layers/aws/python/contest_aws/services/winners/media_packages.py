"""Media packages: the host makes a link for a partner, and ends it; whoever has it opens it."""

from datetime import datetime
from typing import NamedTuple

from contest.model import Id
from contest.people.limits import PACKAGES_FROM_SOURCE, PACKAGES_OPENED
from contest.refusals import refused
from contest.winners.media_package import (
    LINK,
    MediaPackage,
    PackageStatus,
    PackageUse,
    check_end,
    package_id,
    with_link,
)
from contest_aws.services.context import Context
from contest_aws.services.counters import count, spend
from contest_aws.store import keys
from contest_aws.store.protocol import (
    Change,
    Store,
    create,
    get,
    recorded,
    retry_on_conflict,
    unchanged,
    update,
)


class NewPackage(NamedTuple):
    """For whom, until when (in contest time), and the secret of its link, as it was drawn."""

    partner: str
    ends_at: datetime
    secret: str


def make(ctx: Context, asked: NewPackage) -> MediaPackage:
    """Make a package. Made again for the same partner and the same end, it is the same one with one
    more link: the answer that held the first may be lost."""
    check_end(asked.ends_at, now=ctx.contest_time)
    id_ = package_id(ctx.contest.id, asked.partner, asked.ends_at)
    key = keys.media_package(ctx.contest.id, id_)

    def once() -> MediaPackage:
        before = ctx.store.find(key, MediaPackage)
        draft = before or MediaPackage(
            contest=ctx.contest.id,
            id=id_,
            partner=asked.partner,
            ends_at=asked.ends_at,
            made_at=ctx.contest_time,
            made_by=ctx.actor,
        )
        after, record = with_link(
            draft, asked.secret, subject=key, actor=ctx.actor, at=ctx.contest_time
        )
        change = update(key, after, before=before) if before else create(key, after)
        ctx.store.commit(change, recorded(key, record))
        return after

    return retry_on_conflict(once)


def end(ctx: Context, package: Id) -> MediaPackage:
    """End a package before its time, with all of its links. Ended again, nothing changes."""
    key = keys.media_package(ctx.contest.id, package)

    def once() -> MediaPackage:
        before = get(ctx.store, key, MediaPackage)
        if before.ended_at is not None:
            return before
        after, record = before.with_record(
            "package.end",
            subject=key,
            actor=ctx.actor,
            at=ctx.contest_time,
            details={"partner": before.partner},
            ended_at=ctx.contest_time,
        )
        ctx.store.commit(update(key, after, before=before), recorded(key, record))
        return after

    return retry_on_conflict(once)


def all_of(store: Store, contest_id: Id) -> list[MediaPackage]:
    """All packages of a contest, the newest first."""
    found = store.query(keys.media_package(contest_id, "").pk, MediaPackage)
    return sorted(found, key=lambda one: (one.made_at, one.id), reverse=True)


def use_of(store: Store, package: MediaPackage) -> PackageUse:
    key = keys.package_use(package.contest, package.id)
    return store.find(key, PackageUse) or PackageUse()


def open_(ctx: Context, link: str, *, source: str) -> MediaPackage:
    """The package that a link opens, which is counted. A link that is unknown, ended or expired is
    refused in one and the same way. Every try is counted for the network that it comes from.

    `link`: the part after the `#`."""
    whose = f"{ctx.contest.id}\n{source}"
    spend(ctx.store, PACKAGES_FROM_SOURCE, whose, now=ctx.now, code="package.too_often")

    def once() -> MediaPackage:
        package = _by_link(ctx, link)
        key = keys.media_package(package.contest, package.id)
        counts = count(
            ctx.store, PACKAGES_OPENED, package.id, now=ctx.now, code="package.too_often"
        )
        ctx.store.commit(unchanged(key, package), _used(ctx, package), *counts)
        return package

    return retry_on_conflict(once)


def _by_link(ctx: Context, link: str) -> MediaPackage:
    shaped = LINK.fullmatch(link)
    if shaped is None:
        raise refused("package.over")
    package = ctx.store.find(keys.media_package(ctx.contest.id, shaped[1]), MediaPackage)
    if package is None or not package.opens_with(shaped[2]):
        raise refused("package.over")
    if package.status(ctx.contest_time) is not PackageStatus.OPEN:
        raise refused("package.over")
    return package


def _used(ctx: Context, package: MediaPackage) -> Change:
    key = keys.package_use(package.contest, package.id)
    before = ctx.store.find(key, PackageUse)
    known = before or PackageUse()
    after = known.next_version(opened=known.opened + 1, last_opened_at=ctx.contest_time)
    return update(key, after, before=before) if before else create(key, after)
