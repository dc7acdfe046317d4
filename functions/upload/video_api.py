"""The routes by which an entrant brings a video: begin or resume, sign a part, list, complete, give
up. Made for Uppy's AWS S3 plugin and for a plain script alike."""

import secrets
from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Body
from pydantic import Field, Strict

from contest.model import Fact, Id, Whole
from contest.stand import Stand
from contest_aws import clock
from contest_aws.desk import upload as desk
from contest_aws.desk.entry import contest_of
from contest_aws.store import anew
from upload.entrance import app, media, own, store, told

UPLOADS = "/entrant/<contest>/entries/<entry>/uploads"


class File(Fact):
    size: Annotated[Whole, Field(gt=0, le=50 * 1024**4)]
    """Bytes, exactly: each part's length is signed."""
    file: Annotated[str, Field(max_length=100)] = ""
    """The client's own word for the file, such as a hash of its ends: with the same word and size
    an upload that is open goes on."""
    checked: Annotated[bool, Strict()] = False
    """Every part will come with its SHA-256."""


class PartThere(Fact):
    number: int
    size: int
    etag: str


class OpenUpload(Fact):
    version: int
    size: int
    part_size: int
    count: int
    """Parts count from 1; all but the last have `part_size` bytes."""
    parts: tuple[PartThere, ...]
    """Those that are there, and need not be sent again."""


class PartAsked(Fact):
    sha256: Annotated[str, Field(pattern=r"^[A-Za-z0-9+/]{43}=$")] | None = None
    """Of the part, base64."""


class PartAddress(Fact):
    url: str
    """Where to PUT the part, for 15 minutes."""
    size: int
    headers: dict[str, str]
    """To be sent with it, beside its Content-Length: they are signed."""


@app.post(UPLOADS)
def begin(contest: Id, entry: Id, file: Annotated[File, Body()]) -> OpenUpload:
    """开始或续传视频。 Begin an upload, or go on with the one that is open."""
    offered = desk.offer(
        store, media, contest_of(store, contest), own(contest, entry), size=file.size,
        nonce=secrets.token_hex(16), ours=clock.now(), file=file.file, checked=file.checked,
    )  # fmt: skip
    return _open(offered.upload.version if offered.upload else 0, contest, entry)


@app.get(f"{UPLOADS}/<version>")
def parts(contest: Id, entry: Id, version: int) -> OpenUpload:
    """上传进度：已到的分片。 How far the upload is: the parts that are there."""
    return _open(version, contest, entry)


@app.post(f"{UPLOADS}/<version>/parts/<number>")
def sign(
    contest: Id, entry: Id, version: int, number: int, part: Annotated[PartAsked, Body()]
) -> PartAddress:
    """一个分片的上传地址。 The address to which one part is sent."""
    mine = own(contest, entry)
    url = desk.sign(
        media, contest_of(store, contest), mine, version=version, number=number,
        sha256=part.sha256, ours=clock.now(),
    )  # fmt: skip
    size = desk.open_upload(mine, version=version).length(number)
    headers = {"x-amz-checksum-sha256": part.sha256} if part.sha256 else {}
    return PartAddress(url=url, size=size, headers=headers)


@app.post(f"{UPLOADS}/<version>/complete")
def complete(contest: Id, entry: Id, version: int) -> Stand:
    """全部分片已传完。 All parts are there: make them the file."""
    held = contest_of(store, contest)
    anew(lambda: desk.complete(
        store, media, held, own(contest, entry), version=version, ours=clock.now()
    ))  # fmt: skip
    return told(own(contest, entry), held)


@app.delete(f"{UPLOADS}/<version>")
def give_up(contest: Id, entry: Id, version: int) -> Stand:
    """放弃此次上传。 Give this upload up."""
    held, mine = contest_of(store, contest), own(contest, entry)
    left = desk.give_up(store, media, held, mine, version=version, ours=clock.now())
    return told(left, held)


def _open(version: int, contest: str, entry: str) -> OpenUpload:
    mine = own(contest, entry)
    upload = desk.open_upload(mine, version=version)
    there = desk.parts_there(media, mine, version=version)
    return OpenUpload(
        version=version, size=upload.size, part_size=upload.part_size, count=upload.parts,
        parts=tuple(PartThere(number=p.number, size=p.size, etag=p.etag) for p in there),
    )  # fmt: skip
