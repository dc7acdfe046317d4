"""Router: the upload of an entrant's video: begin or resume, sign a part, list parts, complete,
abort; and what is watched of it. The upload suits Uppy's AWS S3 plugin as well as a script."""

import secrets
from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Body

from contest.entry.entrant_view import EntryView
from contest.entry.entry import Entry
from contest.model import Id
from contest.people.play_report import PlayFailure, PlayReceipt
from contest.viewing.viewing_copy import Film
from contest_aws.http import api
from contest_aws.services.context import Context
from contest_aws.services.upload import video
from contest_aws.services.viewing import copies, play_reports
from contest_aws.store.protocol import retry_on_conflict
from upload.dependencies import context, entry_view, media, own, store
from upload.video_models import OpenUpload, PartAddress, PartRequest, UploadedPart, UploadRequest

router = api.router()

UPLOADS = "/entrant/<contest_id>/entries/<entry_id>/uploads"


@router.get("/entrant/<contest_id>/entries/<entry_id>/films")
def films(contest_id: Id, entry_id: Id) -> list[Film]:
    """评审看到的版本；尚未生成时为空。 What judges watch of my work; empty until it is made."""
    entry = own(context(router, contest_id), entry_id)
    version = entry.upload.version if entry.upload else 0
    return list(copies.films(store, media, of=(contest_id, entry_id, version)))


@router.post("/entrant/<contest_id>/entries/<entry_id>/unplayable")
def unplayable(
    contest_id: Id, entry_id: Id, failure: Annotated[PlayFailure, Body()]
) -> PlayReceipt:
    """播放器报告：视频无法播放。 My player cannot play my work. The host sees no names."""
    access = api.who(router)
    entry = own(context(router, contest_id), entry_id)
    of = (contest_id, entry_id, entry.upload.version if entry.upload else 0)
    return play_reports.report(store, of, failure, access, agent=api.agent(router))


@router.post(UPLOADS)
def begin(contest_id: Id, entry_id: Id, request: Annotated[UploadRequest, Body()]) -> OpenUpload:
    """开始或续传视频。 Begin an upload, or resume the open one."""
    ctx = context(router, contest_id)
    film = video.NewFile(request.size, request.file, checked=request.checked)
    opened = retry_on_conflict(
        lambda: video.offer(ctx, media, own(ctx, entry_id), film, nonce=secrets.token_hex(16))
    )
    return _open(ctx, opened)


@router.get(f"{UPLOADS}/<version>")
def parts(contest_id: Id, entry_id: Id, version: int) -> OpenUpload:
    """上传进度：已到的分片。 The progress of the upload: the parts that have arrived."""
    ctx = context(router, contest_id)
    return _open(ctx, own(ctx, entry_id), version)


@router.post(f"{UPLOADS}/<version>/parts/<number>")
def sign(
    contest_id: Id,
    entry_id: Id,
    version: int,
    number: int,
    part: Annotated[PartRequest, Body()],
) -> PartAddress:
    """一个分片的上传地址。 The address to upload one part to."""
    ctx = context(router, contest_id)
    mine = own(ctx, entry_id)
    url = video.sign(media, mine, version=version, number=number, sha256=part.sha256)
    size = video.open_upload(mine, version=version).length(number)
    headers = {"x-amz-checksum-sha256": part.sha256} if part.sha256 else {}
    late = video.is_too_late(ctx, mine)
    return PartAddress(url=url, size=size, headers=headers, late=late)


@router.post(f"{UPLOADS}/<version>/complete")
def complete(contest_id: Id, entry_id: Id, version: int) -> EntryView:
    """全部分片已传完。 Complete the upload once all parts have arrived."""
    ctx = context(router, contest_id)
    completed = retry_on_conflict(
        lambda: video.complete(ctx, media, own(ctx, entry_id), version=version)
    )
    return entry_view(ctx, completed)


@router.delete(f"{UPLOADS}/<version>")
def give_up(contest_id: Id, entry_id: Id, version: int) -> EntryView:
    """放弃此次上传。 Abort this upload."""
    ctx = context(router, contest_id)
    given_up = retry_on_conflict(
        lambda: video.give_up(ctx, media, own(ctx, entry_id), version=version)
    )
    return entry_view(ctx, given_up)


def _open(ctx: Context, entry: Entry, version: int | None = None) -> OpenUpload:
    """The upload that is open now, or the one of this version if it is open."""
    wanted = version if version is not None else entry.upload.version if entry.upload else 0
    upload = video.open_upload(entry, version=wanted)
    received = video.parts_there(media, entry, version=wanted)
    return OpenUpload(
        version=wanted,
        size=upload.size,
        part_size=upload.part_size,
        count=upload.parts,
        parts=tuple(UploadedPart(number=p.number, size=p.size, etag=p.etag) for p in received),
        late=video.is_too_late(ctx, entry),
    )
