"""Requests and responses of the upload of a video."""

from typing import Annotated

from pydantic import Field, Strict

from contest.model import Fact, StrictInt


class UploadRequest(Fact):
    size: Annotated[StrictInt, Field(gt=0, le=50 * 1024**4)]
    """The exact size in bytes, because each part's length is signed."""
    file: Annotated[str, Field(max_length=100)] = ""
    """The client's own name for the file, for example a hash of its ends. An open upload with the
    same name and size is resumed."""
    checked: Annotated[bool, Strict()] = False
    """Every part will come with its SHA-256."""


class UploadedPart(Fact):
    number: int
    size: int
    etag: str


class OpenUpload(Fact):
    version: int
    size: int
    part_size: int
    count: int
    """Parts are numbered from 1. All but the last have `part_size` bytes."""
    parts: tuple[UploadedPart, ...]
    """Parts that have arrived and need not be sent again."""
    late: bool
    """Whether the deadline has passed: completed now, the work is kept but marked late."""


class PartRequest(Fact):
    sha256: Annotated[str, Field(pattern=r"^[A-Za-z0-9+/]{43}=$")] | None = None
    """Of the part, in base64."""


class PartAddress(Fact):
    url: str
    """Where to PUT the part. Valid for 15 minutes."""
    size: int
    headers: dict[str, str]
    """To be sent with the part, besides its Content-Length. They are signed."""
    late: bool
    """Whether the deadline has passed, as in `OpenUpload`."""
