"""Upload: bring an entry's video in parts, go on with what was broken off, complete it in time."""

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta

from contest.audit import BUCKET, Actor
from contest.entry.entry import TRANSITIONS, Entry, EntryStatus
from contest.refusals import Refused, refused
from contest.rules.contest import Contest
from contest.screen import mend_by
from contest.upload import Upload, is_late, may_upload, object_key, part_size_of
from contest_aws.media.bucket import Media, Part
from contest_aws.services.entries import move, not_now
from contest_aws.services.upload.submission import count
from contest_aws.store import keys
from contest_aws.store.protocol import Store, update

ANSWER_LOST = timedelta(days=1)
"""An upload that was completed so long ago, and of which no event came, is no lost answer."""


def offer(
    store: Store,
    media: Media,
    contest: Contest,
    entry: Entry,
    *,
    size: int,
    nonce: str,
    ours: datetime,
    file: str = "",
    checked: bool = False,
) -> Entry:
    """Open an upload of `size` bytes, or go on with the one that is open, if it is of this file.

    An upload of another file is given up."""
    now = contest.now(ours)
    may_upload(contest.rules, now=now, mend_by=entry.mend_by, size=size)
    if EntryStatus.UPLOADING not in TRANSITIONS[entry.status]:
        raise not_now(entry)
    before = entry.upload
    open_ = before if entry.status is EntryStatus.UPLOADING else None
    if open_ and _resumes(media, open_, size=size, file=file):
        return entry
    back = {} if open_ else {"back": entry.status, "kept": before}
    key = object_key(entry.contest, entry.id, entry.uploads + 1, nonce=nonce)
    upload = Upload(
        version=entry.uploads + 1,
        key=key,
        upload_id=media.begin(key, checked=checked),
        size=size,
        part_size=part_size_of(size),
        offered_at=now,
        file=file,
        checked=checked,
    )
    offered = _offered(store, contest, entry, upload, back)
    if open_:
        media.abort(open_)
    return offered


def _offered(
    store: Store, contest: Contest, entry: Entry, upload: Upload, back: Mapping[str, object]
) -> Entry:
    now, size = upload.offered_at, upload.size
    return move(
        store,
        entry,
        EntryStatus.UPLOADING,
        actor=Actor.of("entrant", entry.owner),
        at=now,
        deed="upload.offer",
        also=(count(store, contest, entry.owner, now=now, bytes_=size),),
        upload=upload,
        uploads=upload.version,
        **back,
    )


def _resumes(media: Media, upload: Upload, *, size: int, file: str) -> bool:
    if not file or (upload.file, upload.size) != (file, size) or upload.completed_at:
        return False
    try:
        media.parts(upload)
    except Refused:
        return False  # removed after lying about for too long
    return True


def open_upload(entry: Entry, *, version: int) -> Upload:
    """Refused with `upload.not_current` for any but the upload that is open."""
    upload = entry.upload
    if upload is None or upload.version != version or entry.status is not EntryStatus.UPLOADING:
        raise refused("upload.not_current")
    return upload


def parts_there(media: Media, entry: Entry, *, version: int) -> list[Part]:
    """What has arrived, and need not be sent again."""
    return media.parts(open_upload(entry, version=version))


def sign(
    media: Media,
    contest: Contest,
    entry: Entry,
    *,
    version: int,
    number: int,
    sha256: str | None,
    ours: datetime,
) -> str:
    """A fresh address for one part, as often as it is asked for, until it is too late."""
    upload = open_upload(entry, version=version)
    may_upload(contest.rules, now=contest.now(ours), mend_by=entry.mend_by)
    if not 1 <= number <= upload.parts:
        raise refused("upload.no_such_part", measured=number, allowed=f"1–{upload.parts}")
    if upload.checked and not sha256:
        raise refused("upload.checksum_missing")
    return media.part_address(upload, number, sha256=sha256)


def give_up(
    store: Store, media: Media, contest: Contest, entry: Entry, *, version: int, ours: datetime
) -> Entry:
    """End the open upload; the entry stands where it stood before, with the video that it had then,
    and is no longer handed in. The parts are removed."""
    upload = open_upload(entry, version=version)
    given_up = move(
        store,
        entry,
        entry.back,
        actor=Actor.of("entrant", entry.owner),
        at=contest.now(ours),
        deed="upload.give_up",
        upload=entry.kept,
        kept=None,
        submitted_at=None,
    )
    media.abort(upload)
    return given_up


def complete(
    store: Store, media: Media, contest: Contest, entry: Entry, *, version: int, ours: datetime
) -> None:
    """Make the parts the file, if they are all there. Our clock, kept here, says if it was in time.

    Completed already, it changes nothing. The entry goes on when the bucket's event arrives."""
    upload = entry.upload
    if upload is None or upload.version != version:
        raise refused("upload.not_current")
    if entry.status is not EntryStatus.UPLOADING:
        return
    now = contest.now(ours)
    try:
        parts = media.parts(upload)
    except Refused:
        if upload.completed_at is None or now - upload.completed_at > ANSWER_LOST:
            raise
        return  # the answer was lost, not the file
    came = sum(part.size for part in parts)
    if came != upload.size:
        raise refused("upload.incomplete", measured=f"{came} B", allowed=f"{upload.size} B")
    which = _digest(parts)
    if upload.completed_parts != which:
        told = upload.model_copy(update={"completed_at": now, "completed_parts": which})
        key = keys.entry(entry.contest, entry.id)
        store.commit(update(key, entry.touched(upload=told), before=entry))
    media.complete(upload, parts)


def _digest(parts: list[Part]) -> str:
    return hashlib.sha256(repr([(p.number, p.size, p.etag) for p in parts]).encode()).hexdigest()


def arrived(
    store: Store,
    contest: Contest,
    entry: Entry,
    *,
    version: int,
    object_version: str,
    event_at: datetime,
    ours: datetime,
) -> Entry:
    """The bucket says that an upload is complete: bind the entry to exactly that object version.

    What came too late is kept and marked, and goes no further. Told twice, or of an upload that is
    not the present one, it changes nothing. `event_at` is when the bucket says that it was, by our
    calendar, not the contest's."""
    upload = entry.upload
    if upload is None or upload.version != version or entry.status is not EntryStatus.UPLOADING:
        return entry
    late = is_late(contest.rules, upload, mend_by=entry.mend_by, event_at=contest.now(event_at))
    return move(
        store,
        entry,
        EntryStatus.LATE if late else EntryStatus.VALIDATING,
        actor=BUCKET,
        at=contest.now(ours),
        deed="upload.late" if late else "upload.arrive",
        details={"upload": version},
        verdict=None,
        kept=None,
        upload=upload.model_copy(update={"object_version": object_version}),
    )


def let_in(
    store: Store, contest: Contest, entry: Entry, *, reason: str, actor: Actor, ours: datetime
) -> Entry:
    """The host takes a late work up after all, and says why. An entrant who had not yet handed it
    in has the rules' time for mending to do so."""
    if not reason.strip():
        raise refused("upload.reason_missing")
    if entry.status is not EntryStatus.LATE:
        raise not_now(entry)
    now = contest.now(ours)
    return move(
        store,
        entry,
        EntryStatus.VALIDATING,
        actor=actor,
        at=now,
        deed="upload.let_in",
        details={"reason": reason},
        mend_by=mend_by(contest.rules, returned_at=now, until=None),
    )
