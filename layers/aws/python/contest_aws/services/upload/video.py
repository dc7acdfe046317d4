"""Upload: receives an entry's video in parts, resumes an interrupted upload, and completes it in
time."""

import hashlib
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from typing import NamedTuple

from contest.entry.entrant_view import as_told
from contest.entry.entry import TRANSITIONS, Entry, EntryStatus
from contest.entry.submit import has_valid_video
from contest.refusals import Refused, refused
from contest.rules.deadline import ends
from contest.upload import Upload, is_late, may_upload, object_key, part_size_of
from contest_aws.media.bucket import Media, Part
from contest_aws.services.context import Context
from contest_aws.services.entries import entry_of, move, not_now
from contest_aws.services.upload import submission
from contest_aws.services.upload.limits import count_day
from contest_aws.store import keys
from contest_aws.store.protocol import update

ANSWER_LOST = timedelta(days=1)
"""If an upload was completed this long ago and no event came, a lost answer does not explain it."""


class NewFile(NamedTuple):
    """A file that is to be uploaded."""

    size: int
    """In bytes."""
    name: str = ""
    """The client's own name for it, for example a hash of its first and last bytes."""
    checked: bool = False
    """Every part will come with its SHA-256."""


def offer(ctx: Context, media: Media, entry: Entry, file: NewFile, *, nonce: str) -> Entry:
    """Open an upload of the file, or resume the open one if it is of the same file, even after the
    deadline. One that was completed is the same one still, until the bucket tells of the file.

    An open upload of another file is aborted. Of several calls at once, each read the entry
    afresh: the last one's upload is open."""
    entry = as_told(entry, now=ctx.now)
    contest_time, before = ctx.contest_time, entry.upload
    open_ = before if entry.status is EntryStatus.UPLOADING else None
    if open_ and _resumes(ctx, media, open_, file):
        return entry
    may_upload(ctx.contest.rules, now=contest_time, resubmit_by=entry.resubmit_by, size=file.size)
    if EntryStatus.UPLOADING not in TRANSITIONS[entry.status]:
        raise not_now(entry)
    previous = {} if open_ else {"previous_status": entry.status, "previous_upload": before}
    key = object_key(entry.contest, entry.id, entry.uploads + 1, nonce=nonce)
    upload = Upload(
        version=entry.uploads + 1,
        key=key,
        upload_id=media.begin(key, checked=file.checked),
        size=file.size,
        part_size=part_size_of(file.size),
        offered_at=contest_time,
        file=file.name,
        checked=file.checked,
    )
    try:
        offered = _offered(ctx, entry, upload, previous)
    except Refused:  # nothing was written, so nobody would ever close it
        media.abort(upload)
        raise
    if open_:
        media.abort(open_)
    return offered


def _offered(ctx: Context, entry: Entry, upload: Upload, previous: Mapping[str, object]) -> Entry:
    return move(
        ctx,
        entry,
        EntryStatus.UPLOADING,
        action="upload.offer",
        also=(count_day(ctx, entry.owner, bytes_=upload.size),),
        upload=upload,
        uploads=upload.version,
        **previous,
    )


def _resumes(ctx: Context, media: Media, upload: Upload, file: NewFile) -> bool:
    if not file.name or (upload.file, upload.size) != (file.name, file.size):
        return False
    try:
        media.parts(upload)
    except Refused:  # joined already, or removed because the upload was open for too long
        return _completed_of_late(ctx, upload)
    return True


def _completed_of_late(ctx: Context, upload: Upload) -> bool:
    completed_at = upload.completed_at
    return completed_at is not None and ctx.contest_time - completed_at <= ANSWER_LOST


def join(media: Media, upload: Upload) -> None:
    """Ask the bucket once more to join the parts that we had asked it to join, if they are still
    there."""
    with suppress(Refused):
        parts = media.parts(upload)
        if _digest(parts) == upload.completed_parts:
            media.complete(upload, parts)


def open_upload(entry: Entry, *, version: int) -> Upload:
    """The open upload. Refused with `upload.not_current` if `version` is not the open upload."""
    upload = entry.upload
    if upload is None or upload.version != version or entry.status is not EntryStatus.UPLOADING:
        raise refused("upload.not_current")
    return upload


def is_too_late(ctx: Context, entry: Entry) -> bool:
    """Whether an upload that is completed now would be late."""
    return ctx.contest_time >= ends(ctx.contest.rules, resubmit_by=entry.resubmit_by)


def parts_there(media: Media, entry: Entry, *, version: int) -> list[Part]:
    """The parts that have arrived and need not be sent again: all, once they are joined."""
    upload = open_upload(entry, version=version)
    try:
        return media.parts(upload)
    except Refused:
        if upload.completed_at is None:
            raise
        return [Part(number, upload.length(number), "") for number in range(1, upload.parts + 1)]


def sign(media: Media, entry: Entry, *, version: int, number: int, sha256: str | None) -> str:
    """A new signed address for one part. It can be requested again while the upload is open, and
    after the deadline too: what is finished late is kept, marked late."""
    upload = open_upload(entry, version=version)
    if not 1 <= number <= upload.parts:
        raise refused("upload.no_such_part", measured=number, allowed=f"1–{upload.parts}")
    if upload.checked and not sha256:
        raise refused("upload.checksum_missing")
    return media.part_address(upload, number, sha256=sha256)


def give_up(ctx: Context, media: Media, entry: Entry, *, version: int) -> Entry:
    """Abort the open upload and remove its parts. The entry returns to its previous status and
    video, and can be submitted again. If it was submitted in time and the deadline has passed, it
    stays submitted, with its previous video. Given up again, nothing changes."""
    if entry.status is not EntryStatus.UPLOADING and _is_past(entry, version):
        return entry
    upload = open_upload(entry, version=version)
    stays = entry.submitted_at is not None and is_too_late(ctx, entry) and _had_valid_video(entry)
    after = {"run": entry.run + 1} if stays else {"submitted_at": None}
    given_up = move(
        ctx,
        entry,
        EntryStatus.SCREENING if stays else entry.previous_status,
        action="upload.give_up",
        upload=entry.previous_upload,
        previous_upload=None,
        **after,
    )
    media.abort(upload)
    return given_up


def _had_valid_video(entry: Entry) -> bool:
    """Whether the video before the open upload may be submitted."""
    return has_valid_video(entry.model_copy(update={"status": entry.previous_status}))


def _is_past(entry: Entry, version: int) -> bool:
    """Whether the upload was begun once and is not the entry's present one."""
    there = entry.upload.version if entry.upload else None
    return 1 <= version <= entry.uploads and version != there


def withdraw(ctx: Context, media: Media, entry: Entry) -> Entry:
    """Withdraw the entry and abort its open upload. Interrupted in between, a second call aborts
    it."""
    gone = submission.withdraw(ctx, entry)
    if gone.upload and gone.upload.object_version is None:
        media.abort(gone.upload)
    return gone


def complete(ctx: Context, media: Media, entry: Entry, *, version: int) -> Entry:
    """Assemble the file from its parts, if all have arrived. The time of this call, which is
    stored, decides whether it was in time.

    A second call changes nothing, and neither does the slower of two calls at once. The entry
    moves on when the bucket's event arrives."""
    upload = entry.upload
    if upload is None or upload.version != version:
        raise refused("upload.not_current")
    if entry.status is not EntryStatus.UPLOADING:
        return entry
    contest_time = ctx.contest_time
    try:
        parts = media.parts(upload)
    except Refused as problem:
        return _completed_already(ctx, entry, problem)
    came = sum(part.size for part in parts)
    if came != upload.size:
        raise refused("upload.incomplete", measured=came, allowed=upload.size)
    which = _digest(parts)
    if upload.completed_parts != which:
        uploaded = upload.model_copy(
            update={"completed_at": contest_time, "completed_parts": which}
        )
        key = keys.entry(entry.contest, entry.id)
        completed = entry.next_version(upload=uploaded)
        ctx.store.commit(update(key, completed, before=entry))
        entry = completed
    try:
        media.complete(upload, parts)
    except Refused as problem:
        return _completed_already(ctx, entry, problem)
    return entry


def _completed_already(ctx: Context, entry: Entry, problem: Refused) -> Entry:
    """The entry as it is now, if its upload is gone because an earlier or concurrent call has
    completed it. Otherwise raises `problem`."""
    if problem.refusals[0].code != "upload.not_current":
        raise problem
    now, upload = entry_of(ctx.store, entry.contest, entry.id), entry.upload
    if now.upload is None or upload is None or now.upload.version != upload.version:
        raise problem
    if not _completed_of_late(ctx, now.upload):
        raise problem
    return now  # the answer was lost, not the file


def _digest(parts: list[Part]) -> str:
    return hashlib.sha256(repr([(p.number, p.size, p.etag) for p in parts]).encode()).hexdigest()


def arrived(
    ctx: Context,
    entry: Entry,
    *,
    version: int,
    object_version: str,
    event_at: datetime,
) -> Entry:
    """Handle the bucket's event that an upload is complete: bind the entry to exactly that object
    version.

    A late file is kept and marked, and goes no further; in a contest that was called off, every
    file is late. A repeated event, or one of an upload that
    is no longer current, changes nothing. `event_at`: the time of the event by our clock, not the
    contest's."""
    upload = entry.upload
    if upload is None or upload.version != version or entry.status is not EntryStatus.UPLOADING:
        return entry
    late = ctx.contest.ended is not None or is_late(
        ctx.contest.rules,
        upload,
        resubmit_by=entry.resubmit_by,
        event_at=ctx.contest.time_at(event_at),
    )
    return move(
        ctx,
        entry,
        EntryStatus.LATE if late else EntryStatus.VALIDATING,
        action="upload.late" if late else "upload.arrive",
        details={"upload": version},
        verdict=None,
        previous_upload=None,
        upload=upload.model_copy(update={"object_version": object_version}),
    )
