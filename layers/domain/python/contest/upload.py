"""What may be uploaded, until when, and in which parts. The bytes go directly to the bucket."""

import re
from datetime import datetime, timedelta

from pydantic import AwareDatetime, Field

from contest.model import Fact
from contest.refusals import Refusal, Refused
from contest.rules.deadline import ends, not_open_yet, too_late
from contest.rules.rules import Rules
from contest.rules.sections import MediaRules

MIB = 1024 * 1024
MIN_PART, MAX_PART, PARTS = 5 * MIB, 16 * MIB, 256
"""S3 requires at least 5 MiB a part. A file of 2 GB takes at most 256 parts, one request each. A
part counts once it has arrived whole, so small parts lose little when a connection breaks."""
MOST_PARTS = 10_000
"""The most parts that S3 accepts."""
UNFINISHED = timedelta(days=2)
"""How long an upload may take from its beginning; then the bucket removes its parts. One that the
deadline caught may be finished within it."""


class Upload(Fact):
    """One attempt to upload the work; `version` counts an entry's attempts from 1."""

    version: int = Field(gt=0)
    key: str
    upload_id: str
    size: int = Field(gt=0)
    part_size: int = Field(gt=0)
    offered_at: AwareDatetime
    file: str = Field(default="", max_length=100)
    """The client's own label for the file. An upload with the same label and size is resumed."""
    checked: bool = False
    """Whether every part is sent with its SHA-256, which the bucket checks."""
    completed_at: AwareDatetime | None = None
    """When we asked the bucket to join the parts, by our clock. It decides whether the upload was
    in time."""
    completed_parts: str = ""
    """Identifies the parts that were joined: other bytes, sent later, are another completion."""
    object_version: str | None = None
    """The bucket's version of the completed object: the file validated is the file judged."""

    @property
    def parts_kept_until(self) -> datetime:
        """Until when it can be finished: the bucket keeps its parts until then, and some longer."""
        return self.offered_at + UNFINISHED

    @property
    def parts(self) -> int:
        return -(-self.size // self.part_size)

    def length(self, part: int) -> int:
        """Bytes of a part; parts count from 1, and the last may be shorter."""
        return min(self.part_size, self.size - (part - 1) * self.part_size)


def part_size_of(size: int) -> int:
    """Bytes of each part: 1/256 of the file in whole MiB.

    It is 5 to 16 MiB, and more only if the file would otherwise need more than 10,000 parts."""
    usual = min(MAX_PART, max(MIN_PART, _whole_mib(size, PARTS)))
    return max(usual, _whole_mib(size, MOST_PARTS))


def _whole_mib(size: int, parts: int) -> int:
    return -(-size // (parts * MIB)) * MIB


def object_key(contest: str, entry: str, version: int, *, nonce: str) -> str:
    """An opaque key of entry and attempt, without title or person; `nonce` has 128 bits."""
    return f"media/{contest}/{entry}/{version}-{nonce}"


def parse_object_key(object_key: str) -> tuple[str, str, int] | None:
    """Contest, entry and attempt of a key that `object_key` made; None for any other key."""
    match object_key.split("/"):
        case ["media", contest, entry, name] if re.fullmatch(r"[1-9][0-9]{0,8}-[0-9a-f]+", name):
            return contest, entry, int(name.split("-")[0])
        case _:
            return None


def is_late(
    rules: Rules, upload: Upload, *, resubmit_by: datetime | None, event_at: datetime
) -> bool:
    """Uses our own clock at completion, or the bucket's event if we were not asked to complete it.

    The object's date is not used, because it is when the upload began. Nor is the time when a URL
    was signed."""
    return (upload.completed_at or event_at) >= ends(rules, resubmit_by=resubmit_by)


def may_upload(
    rules: Rules, *, now: datetime, resubmit_by: datetime | None, size: int | None = None
) -> None:
    """Refused before submission opens, after the upload deadline, or if the file is too big.

    `size` is in bytes. All reasons are given at once."""
    reasons = []
    if now < rules.dates.submission_opens:
        reasons.append(not_open_yet(rules))
    if now >= ends(rules, resubmit_by=resubmit_by):
        reasons.append(too_late("upload.too_late", rules, resubmit_by=resubmit_by, now=now))
    if size is not None:
        reasons += oversized(rules.media, size=size)
    if reasons:
        raise Refused(*reasons)


def oversized(rules: MediaRules, *, size: int) -> tuple[Refusal, ...]:
    """The refusal of a file that is too big to be uploaded, if it is. `size` is in bytes."""
    if size <= rules.max_bytes:
        return ()
    return (Refusal(code="upload.too_big", measured=str(size), allowed=str(rules.max_bytes)),)
