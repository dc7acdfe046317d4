"""Lambda: whoever has the link of a media package reads the winning works, with addresses to
download them. Each opening reads what stands by then, and is counted."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Body

from contest.audit import Actor
from contest.model import Id
from contest.winners.media_package import MediaPackage
from contest_aws import clock
from contest_aws.http import api
from contest_aws.http.downloads import FILE, download, sends_a_file
from contest_aws.media.bucket import Media
from contest_aws.services.context import Context
from contest_aws.services.entries import contest_of
from contest_aws.services.winners import media_packages
from contest_aws.services.winners.package_content import PackagedWinner, package_list, packaged
from contest_aws.settings import MediaSettings
from contest_aws.store.dynamodb import DynamoStore
from winners.package_models import OpenedPackage, PackageLink, PackageWinner

settings = MediaSettings.read()
store, media = DynamoStore(settings.table_name), Media(settings.media_bucket)
app = api.create_app(store)
PACKAGE = "/public/<contest_id>/media-package"


@app.post(PACKAGE)
def open_package(contest_id: Id, asked: Annotated[PackageLink, Body()]) -> OpenedPackage:
    """凭链接打开媒体作品包。 Open a media package by its link."""
    ctx, package = _opened(contest_id, asked)
    return OpenedPackage(
        contest=ctx.contest.rules.name,
        partner=package.partner,
        ends_at=package.ends_at,
        winners=tuple(_winner(one) for one in packaged(store, ctx.contest)),
    )


@app.post(f"{PACKAGE}/list.xlsx", responses=FILE)
@sends_a_file
def package_sheet(contest_id: Id, asked: Annotated[PackageLink, Body()]) -> Response[bytes]:
    """凭链接下载获奖作品清单。 The list of the winning works as a sheet, by the same link."""
    ctx, _ = _opened(contest_id, asked)
    page = package_list(ctx.contest, packaged(store, ctx.contest))
    return download(page, f"winners-{contest_id}")


def _opened(contest_id: Id, asked: PackageLink) -> tuple[Context, MediaPackage]:
    ctx = Context(store, contest_of(store, contest_id), Actor.of("public"), clock.now())
    return ctx, media_packages.open_(ctx, asked.link, source=api.source(app))


def _winner(one: PackagedWinner) -> PackageWinner:
    winner, film, name = one.held.winner, one.film, one.file_name
    version = film.object_version if film else None
    return PackageWinner(
        award=winner.award,
        level=winner.level,
        name=one.award,
        theme=one.held.theme,
        title=winner.title,
        recipient=winner.recipient,
        credits=one.work.credits,
        synopsis=one.work.synopsis,
        ai_label=one.work.ai_label,
        file_name=name,
        address=media.download_address(film.key, version=version, name=name)
        if film and version and name
        else None,
    )


handler = api.handler(app)
