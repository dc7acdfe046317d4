"""Lambda: the host makes links for media partners, lists them and ends them. It reads no work."""

import secrets
from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Body

from contest.audit import Actor
from contest.model import Id
from contest_aws import clock
from contest_aws.http import api
from contest_aws.http.tokens import KmsKey, Tokens
from contest_aws.services.context import Context
from contest_aws.services.entries import contest_of
from contest_aws.services.winners import media_packages
from contest_aws.services.winners.media_packages import NewPackage
from contest_aws.settings import HostSiteSettings
from contest_aws.store.dynamodb import DynamoStore
from winners.package_models import PackageLine, PackageMade, PackageRequest, package_line

settings = HostSiteSettings.read()
store = DynamoStore(settings.table_name)
app = api.create_app(store, Tokens(KmsKey(settings.signing_key)), hosts=settings.hosts)
PACKAGES = "/host/<contest_id>/media-packages"


@app.post(PACKAGES)
def make_package(contest_id: Id, asked: Annotated[PackageRequest, Body()]) -> PackageMade:
    """为合作媒体生成媒体作品包的链接。 Make a link to the winning works for a media partner.

    同一媒体、同一期限再次生成，仍是同一作品包，多一个链接。 For the same partner and end it is
    the same package, with one more link."""
    ctx = _context(contest_id)
    secret = secrets.token_urlsafe(32)
    package = media_packages.make(ctx, NewPackage(asked.partner, asked.ends_at, secret))
    link = f"{settings.site}/media-package/{contest_id}#{package.id}.{secret}"
    return PackageMade(**dict(package_line(ctx, package)), link=link)


@app.get(PACKAGES)
def packages(contest_id: Id) -> list[PackageLine]:
    """全部媒体作品包，最新的在前，含打开次数。 All media packages, the newest first, with use."""
    ctx = _context(contest_id)
    return [package_line(ctx, one) for one in media_packages.all_of(store, contest_id)]


@app.post(f"{PACKAGES}/<package>/end")
def end_package(contest_id: Id, package: Id) -> PackageLine:
    """提前终止：其全部链接立即失效。 End a package early: all of its links end at once."""
    ctx = _context(contest_id)
    return package_line(ctx, media_packages.end(ctx, package))


def _context(contest_id: Id) -> Context:
    actor = Actor.of("host", api.who(app).person)
    return Context(store, contest_of(store, contest_id), actor, clock.now())


handler = api.handler(app)
