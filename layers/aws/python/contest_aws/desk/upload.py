"""Upload: enter a work, fill in its form, bring its video, withdraw it."""

from datetime import datetime

from contest import entry as entries
from contest import upload as uploads
from contest.calendar import Contest
from contest.entry import Contact, Entry, Form, Status
from contest.model import Fact, Id
from contest.refusals import Refused, refused
from contest.upload import Upload
from contest_aws import keys
from contest_aws.desk.entry import entry_of, move, save
from contest_aws.media import Media
from contest_aws.store import Store, create, recorded, update


class OwnEntry(Fact):
    """Says that an entry is an entrant's own."""

    entry: Id


def own(store: Store, contest_id: Id, *, entrant: Id, entry_id: Id) -> Entry:
    """The entrant's own entry. Another's is as missing as one that never was."""
    entry = entry_of(store, contest_id, entry_id)
    if entry.owner != entrant:
        raise refused("item.missing")
    return entry


def all_own(store: Store, contest_id: Id, *, entrant: Id) -> list[Entry]:
    """The entrant's entries, the newest first."""
    partition = keys.own_entry(contest_id, entrant, "").pk
    wanted = [keys.entry(contest_id, o.entry) for o in store.query(partition, OwnEntry)]
    return sorted(store.find_all(wanted, Entry), key=lambda e: e.created_at, reverse=True)


def enter(
    store: Store, contest: Contest, *, entrant: Id, entry_id: Id, form: Form, contact: Contact,
    ours: datetime,
) -> Entry:  # fmt: skip
    """A new draft. `ours` is our clock; the contest's dates are held against its own."""
    now = contest.now(ours)
    uploads.may_upload(contest.rules, now=now, mend_by=None)
    _check_form(form, contest)
    limit = contest.rules.limits.entries_per_entrant
    if limit and len(all_own(store, contest.id, entrant=entrant)) >= limit:
        raise refused("entry.too_many", allowed=limit)
    key = keys.entry(contest.id, entry_id)
    draft = Entry(
        contest=contest.id, id=entry_id, owner=entrant, form=form, created_at=now, changed_at=now
    )
    entry, record = draft.after(
        "entry.enter", owner=key, by=f"entrant:{entrant}", at=now, details={"title": form.title}
    )
    store.commit(
        create(key, entry),
        create(keys.own_entry(contest.id, entrant, entry_id), OwnEntry(entry=entry_id)),
        create(keys.contact(contest.id, entry_id), contact),
        recorded(key, record),
    )
    return entry


def fill_in(store: Store, contest: Contest, entry: Entry, *, form: Form, ours: datetime) -> Entry:
    """Another form, while the entry is a draft or to be mended."""
    now = contest.now(ours)
    if entry.status not in (Status.DRAFT, Status.UPLOADING, Status.RETURNED):
        raise _not_now(entry)
    uploads.may_upload(contest.rules, now=now, mend_by=entry.mend_by)
    _check_form(form, contest)
    key = keys.entry(entry.contest, entry.id)
    filled, record = entry.after(
        "entry.fill_in", owner=key, by=f"entrant:{entry.owner}", at=now,
        details={"title": form.title}, form=form, changed_at=now,
    )  # fmt: skip
    save(store, filled, record, before=entry)
    return filled


def offer(
    store: Store, media: Media, contest: Contest, entry: Entry, *, size: int, nonce: str,
    ours: datetime,
) -> Entry:  # fmt: skip
    """Open an upload of `size` bytes; one that was open before is given up."""
    now = contest.now(ours)
    uploads.may_upload(contest.rules, now=now, mend_by=entry.mend_by, size=size)
    version = entry.upload.version + 1 if entry.upload else 1
    if Status.UPLOADING not in entries.TRANSITIONS[entry.status]:
        raise _not_now(entry)
    key = uploads.key(entry.contest, entry.id, version, nonce=nonce)
    upload = Upload(
        version=version, key=key, upload_id=media.begin(key), size=size,
        part_size=uploads.part_size(size), offered_at=now,
    )  # fmt: skip
    offered = move(
        store, entry, Status.UPLOADING, by=f"entrant:{entry.owner}", at=now, deed="upload.offer",
        upload=upload,
    )  # fmt: skip
    if entry.upload and entry.status is Status.UPLOADING:
        media.abort(entry.upload)
    return offered


def complete(
    store: Store, media: Media, contest: Contest, entry: Entry, *, version: int, ours: datetime
) -> None:
    """Make the parts the file, if they are all there and it is not too late.

    Completed already, it changes nothing. The entry goes on when the bucket's event arrives."""
    upload = entry.upload
    if upload is None or upload.version != version:
        raise refused("upload.not_current")
    if entry.status is not Status.UPLOADING:
        return
    now = contest.now(ours)
    if upload.completed_at is None:
        uploads.may_upload(contest.rules, now=now, mend_by=entry.mend_by)
    try:
        parts = media.parts(upload)
    except Refused:
        if upload.completed_at is None:
            raise
        return  # the answer was lost, not the file
    arrived = sum(part.size for part in parts)
    if arrived != upload.size:
        raise refused("upload.incomplete", measured=f"{arrived} B", allowed=f"{upload.size} B")
    if upload.completed_at is None:
        told = upload.model_copy(update={"completed_at": now})
        key = keys.entry(entry.contest, entry.id)
        store.commit(update(key, entry.touched(upload=told), before=entry))
    media.complete(upload, parts)


def arrived(
    store: Store, contest: Contest, entry: Entry, *, version: int, object_version: str,
    ours: datetime,
) -> Entry:  # fmt: skip
    """The bucket says that an upload is complete: bind the entry to exactly that object version.

    Told twice, or of an upload that is not the present one, it changes nothing."""
    upload = entry.upload
    if upload is None or upload.version != version or entry.status is not Status.UPLOADING:
        return entry
    bound = upload.model_copy(update={"object_version": object_version})
    return move(
        store, entry, Status.VALIDATING, by="bucket", at=contest.now(ours), deed="upload.arrive",
        upload=bound, verdict=None, mend_by=None, details={"upload": version},
    )  # fmt: skip


def withdraw(store: Store, contest: Contest, entry: Entry, *, ours: datetime) -> Entry:
    return move(
        store, entry, Status.WITHDRAWN, by=f"entrant:{entry.owner}", at=contest.now(ours),
        deed="entry.withdraw",
    )  # fmt: skip


def _check_form(form: Form, contest: Contest) -> None:
    themes = [theme.id for theme in contest.rules.themes]
    for theme in (form.theme, *form.further_themes):
        if theme not in themes:
            raise refused("form.unknown_theme", measured=theme, allowed=", ".join(themes))


def _not_now(entry: Entry) -> Exception:
    return refused("entry.not_possible_now", measured=entries.NAMES[entry.status].organiser.zh)
