"""What may be uploaded, until when, and in which parts. The bytes go past us, to the bucket."""

import re
from datetime import datetime

from pydantic import AwareDatetime, Field

from contest.model import Fact
from contest.refusals import Refusal, Refused
from contest.rules.rules import Rules

MIB = 1024 * 1024
MIN_PART, MAX_PART, PARTS = 8 * MIB, 64 * MIB, 16
"""S3 asks for 5 MiB at least; 1 GB takes 16 parts at the most, each one request."""
MOST_PARTS = 10_000
"""That S3 takes."""


class Upload(Fact):
    """One attempt to bring the work; `version` counts an entry's attempts from 1."""

    version: int = Field(gt=0)
    key: str
    upload_id: str
    size: int = Field(gt=0)
    part_size: int = Field(gt=0)
    offered_at: AwareDatetime
    file: str = Field(default="", max_length=100)
    """The client's own word for the file: the same word and size, and it is resumed."""
    checked: bool = False
    """Every part comes with its SHA-256, which the bucket holds it against."""
    completed_at: AwareDatetime | None = None
    """When we told the bucket to make the parts a file: our clock, which says if it was in time."""
    completed_parts: str = ""
    """Which parts those were: other bytes, sent later, are another completion."""
    object_version: str | None = None
    """The bucket's version of what was completed: what is validated is what is judged."""

    @property
    def parts(self) -> int:
        return -(-self.size // self.part_size)

    def length(self, part: int) -> int:
        """Bytes of a part; parts count from 1, the last may be shorter."""
        return min(self.part_size, self.size - (part - 1) * self.part_size)


def part_size_of(size: int) -> int:
    """A sixteenth of the file in whole MiB, so that progress is real; 8 to 64 MiB, and more only
    where 10,000 parts would not do."""
    usual = min(MAX_PART, max(MIN_PART, _whole_mib(size, PARTS)))
    return max(usual, _whole_mib(size, MOST_PARTS))


def _whole_mib(size: int, parts: int) -> int:
    return -(-size // (parts * MIB)) * MIB


def object_key(contest: str, entry: str, version: int, *, nonce: str) -> str:
    """An opaque key: entry and attempt, never a title or a person; `nonce` has 128 bits."""
    return f"media/{contest}/{entry}/{version}-{nonce}"


def parse_object_key(object_key: str) -> tuple[str, str, int] | None:
    """Contest, entry and attempt of a key that `key` made; None for any other."""
    match object_key.split("/"):
        case ["media", contest, entry, name] if re.fullmatch(r"[1-9][0-9]{0,8}-[0-9a-f]+", name):
            return contest, entry, int(name.split("-")[0])
        case _:
            return None


def ends(rules: Rules, *, resubmit_by: datetime | None) -> datetime:
    """The first moment that is too late: the deadline with its grace, or a later mending date."""
    deadline = rules.dates.upload_ends
    return max(resubmit_by, deadline) if resubmit_by else deadline


def is_late(
    rules: Rules, upload: Upload, *, resubmit_by: datetime | None, event_at: datetime
) -> bool:
    """By our own clock at completion; by the bucket's event where nobody asked us to complete.

    Never by the object's date, which is when its upload was begun; nor by when a URL was signed."""
    return (upload.completed_at or event_at) >= ends(rules, resubmit_by=resubmit_by)


def may_upload(
    rules: Rules, *, now: datetime, resubmit_by: datetime | None, size: int | None = None
) -> None:
    """Refused before the contest opens, once it is too late, or when the file is too big."""
    last = ends(rules, resubmit_by=resubmit_by)
    reasons = []
    if now < rules.dates.submission_opens:
        opens = rules.dates.submission_opens.isoformat()
        reasons.append(Refusal(code="upload.not_open_yet", allowed=opens))
    if now >= last:
        reasons.append(
            Refusal(code="upload.too_late", measured=now.isoformat(), allowed=last.isoformat())
        )
    if size is not None and size > rules.media.max_bytes:
        most = str(rules.media.max_bytes)
        reasons.append(Refusal(code="upload.too_big", measured=str(size), allowed=most))
    if reasons:
        raise Refused(*reasons)
