"""The routes by which an entrant brings a video: begin or resume, sign a part, list, complete, give
up. Made for Uppy's AWS S3 plugin and for a plain script alike."""

import secrets
from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Body

from contest.entry.entrant_view import EntryView
from contest.model import Id
from contest_aws import clock
from contest_aws.http import api
from contest_aws.services.entries import contest_of
from contest_aws.services.upload import video
from contest_aws.store.protocol import retry_on_conflict
from upload.dependencies import entry_view, media, own, store
from upload.video_models import OpenUpload, PartAddress, PartRequest, UploadedPart, UploadRequest

router = api.router()

UPLOADS = "/entrant/<contest>/entries/<entry>/uploads"


@router.post(UPLOADS)
def begin(contest: Id, entry: Id, file: Annotated[UploadRequest, Body()]) -> OpenUpload:
    """开始或续传视频。 Begin an upload, or go on with the one that is open."""
    offered = video.offer(
        store,
        media,
        contest_of(store, contest),
        own(api.who(router), contest, entry),
        size=file.size,
        nonce=secrets.token_hex(16),
        ours=clock.now(),
        file=file.file,
        checked=file.checked,
    )
    return _open(offered.upload.version if offered.upload else 0, contest, entry)


@router.get(f"{UPLOADS}/<version>")
def parts(contest: Id, entry: Id, version: int) -> OpenUpload:
    """上传进度：已到的分片。 How far the upload is: the parts that are there."""
    return _open(version, contest, entry)


@router.post(f"{UPLOADS}/<version>/parts/<number>")
def sign(
    contest: Id, entry: Id, version: int, number: int, part: Annotated[PartRequest, Body()]
) -> PartAddress:
    """一个分片的上传地址。 The address to which one part is sent."""
    mine = own(api.who(router), contest, entry)
    url = video.sign(
        media,
        contest_of(store, contest),
        mine,
        version=version,
        number=number,
        sha256=part.sha256,
        ours=clock.now(),
    )
    size = video.open_upload(mine, version=version).length(number)
    headers = {"x-amz-checksum-sha256": part.sha256} if part.sha256 else {}
    return PartAddress(url=url, size=size, headers=headers)


@router.post(f"{UPLOADS}/<version>/complete")
def complete(contest: Id, entry: Id, version: int) -> EntryView:
    """全部分片已传完。 All parts are there: make them the file."""
    held = contest_of(store, contest)
    retry_on_conflict(
        lambda: video.complete(
            store,
            media,
            held,
            own(api.who(router), contest, entry),
            version=version,
            ours=clock.now(),
        )
    )
    return entry_view(own(api.who(router), contest, entry), held)


@router.delete(f"{UPLOADS}/<version>")
def give_up(contest: Id, entry: Id, version: int) -> EntryView:
    """放弃此次上传。 Give this upload up."""
    held, mine = contest_of(store, contest), own(api.who(router), contest, entry)
    left = video.give_up(store, media, held, mine, version=version, ours=clock.now())
    return entry_view(left, held)


def _open(version: int, contest: str, entry: str) -> OpenUpload:
    mine = own(api.who(router), contest, entry)
    upload = video.open_upload(mine, version=version)
    there = video.parts_there(media, mine, version=version)
    return OpenUpload(
        version=version,
        size=upload.size,
        part_size=upload.part_size,
        count=upload.parts,
        parts=tuple(UploadedPart(number=p.number, size=p.size, etag=p.etag) for p in there),
    )
