"""The state of viewing copies and renditions: begun, ready, failed or dropped. One execution at a
time makes those of an upload, and what nobody needs any more is dropped."""

from datetime import datetime
from typing import NamedTuple, Protocol

from contest.entry.entry import Entry
from contest.model import Id
from contest.refusals import Refusal
from contest.review.blind_copy import BlindCopy
from contest.rules.contest import Contest
from contest.rules.rules import Rules
from contest.upload import Upload
from contest.viewing.viewing_copy import (
    CopyKind,
    CopyState,
    Film,
    ViewingCopy,
    has_key_of,
    is_kept,
    is_wanted,
    piece_key,
)
from contest_aws.services import parallel
from contest_aws.services.entries import entry_of
from contest_aws.store import keys
from contest_aws.store.keys import Key
from contest_aws.store.protocol import Store, create, retry_on_conflict, unchanged, update


class CopyFiles(Protocol):
    """`contest_aws.media.viewing_files.ViewingFiles`, or a fake in its place."""

    def new_key(self) -> str: ...

    def drop(self, *places: str) -> int: ...


class MadeFile(Protocol):
    """`contest_aws.media.viewing_files.WrittenFile`."""

    @property
    def version(self) -> str: ...

    @property
    def size(self) -> int: ...

    @property
    def codecs(self) -> str: ...


class Player(Protocol):
    """`contest_aws.media.bucket.Media`, or a fake in its place."""

    def play_address(self, key: str, *, version: str) -> str: ...


def copies_of(store: Store, contest_id: Id, entry_id: Id) -> list[ViewingCopy]:
    """Of all uploads of an entry."""
    return list(store.query(keys.viewing(contest_id, entry_id, 0).pk, ViewingCopy))


def films(store: Store, player: Player, *, of: tuple[Id, Id, int]) -> tuple[Film, ...]:
    """Where a work can be watched: the rendition, the copy, a small film; none while nothing is
    ready. `of`: contest, entry and upload."""
    return tuple(_film(player, one) for one in _ready(store, of))


def films_in_round(
    store: Store, player: Player, work: BlindCopy, contest: Contest, round_id: Id
) -> tuple[Film, ...]:
    """Likewise, for judges: none with the key of another round if the rules ask for new ones."""
    found = _ready(store, (work.contest, work.entry, work.upload))
    return tuple(_film(player, one) for one in found if has_key_of(one, round_id, contest.rules))


def _ready(store: Store, of: tuple[Id, Id, int]) -> list[ViewingCopy]:
    wanted = [keys.viewing(*of, kind) for kind in (CopyKind.RENDITION, CopyKind.COPY)]
    there = store.find_each(wanted, ViewingCopy)
    found = [there[key] for key in wanted if key in there]
    ready = [one for one in found if one.state is CopyState.READY and one.object_version]
    return sorted(ready, key=lambda one: one.small)


def _film(player: Player, one: ViewingCopy) -> Film:
    return Film(
        kind="small" if one.small else one.kind.value,
        url=player.play_address(one.key, version=one.object_version or ""),
        codecs=one.codecs,
        size=one.size,
    )


def begin(
    store: Store,
    files: CopyFiles,
    entry: Entry,
    *,
    rules: Rules,
    maker: str,
    now: datetime,
    kind: CopyKind = CopyKind.COPY,
    small: bool = False,
) -> ViewingCopy | None:
    """Take on the copy of the entry's upload, under a new key. What an earlier try left is deleted,
    and so is what was ready under the key of an earlier round, if the rules ask for new ones. None
    if nothing is to be made: it is ready, another execution makes it, or the entry has moved on. Of
    a rendition, the caller knows that it is needed."""
    drop_superseded(store, files, entry, now=now)
    if entry.upload is None or not is_wanted(entry):
        return None
    key = keys.viewing(entry.contest, entry.id, entry.upload.version, kind)
    there = store.find(key, ViewingCopy)
    renewed = there is not None and is_outdated(there, entry, rules)
    if there is not None and not renewed and not there.may_be_made_by(maker, now=now):
        return None
    if there is not None and renewed:
        files.drop(*there.places)  # first: afterwards nobody knows the key
    fresh = ViewingCopy(
        contest=entry.contest,
        entry=entry.id,
        upload=entry.upload.version,
        kind=kind,
        small=small,
        key=files.new_key(),
        tries=there.tries + 1 if there and not renewed else 1,
        maker=maker,
        changed_at=now,
        round=entry.round,
        version=there.version + 1 if there else 1,
    )
    _take_on(store, files, fresh, before=there, entry=entry)
    return fresh


def _take_on(
    store: Store, files: CopyFiles, fresh: ViewingCopy, *, before: ViewingCopy | None, entry: Entry
) -> None:
    key = _key(fresh)
    write = create(key, fresh) if before is None else update(key, fresh, before=before)
    store.commit(write, unchanged(keys.entry(entry.contest, entry.id), entry))
    if before is not None:
        files.drop(*before.places)


def is_outdated(copy: ViewingCopy, entry: Entry, rules: Rules) -> bool:
    """Whether it is ready, under the key of an earlier round."""
    return copy.state is CopyState.READY and not has_key_of(copy, entry.round, rules)


class Making(NamedTuple):
    rendition: ViewingCopy
    upload: Upload


def being_made(store: Store, of: tuple[Id, Id, int], *, key: str) -> Making | None:
    """The rendition, if it is still this one, is being made, and is still wanted."""
    there = store.find(keys.viewing(*of, CopyKind.RENDITION), ViewingCopy)
    if there is None or there.key != key or there.state is not CopyState.MAKING:
        return None
    entry = entry_of(store, there.contest, there.entry)
    return Making(there, entry.upload) if entry.upload and is_kept(entry, there) else None


def drop_parts(store: Store, files: CopyFiles, of: tuple[Id, Id, int], *, key: str) -> None:
    """Delete the pieces of a rendition, and what was joined of them unless that is watched."""
    there = store.find(keys.viewing(*of, CopyKind.RENDITION), ViewingCopy)
    watched = there is not None and there.key == key and there.state is CopyState.READY
    files.drop(piece_key(key), *(() if watched else (key,)))


def _stored(store: Store, of: ViewingCopy) -> ViewingCopy | None:
    return store.find(_key(of), ViewingCopy)


def _key(of: ViewingCopy) -> Key:
    return keys.viewing(of.contest, of.entry, of.upload, of.kind)


def finish(
    store: Store, files: CopyFiles, copy: ViewingCopy, made: MadeFile, *, now: datetime
) -> bool:
    """The file is written. It counts if the copy is still this one and still wanted: otherwise it
    is deleted."""

    def once() -> bool:
        entry = entry_of(store, copy.contest, copy.entry)
        there = _stored(store, copy)
        if there is None or there.key != copy.key or not is_kept(entry, copy):
            return False
        done = there.next_version(
            state=CopyState.READY,
            object_version=made.version,
            size=made.size,
            codecs=made.codecs,
            changed_at=now,
            refusals=(),
        )
        still = unchanged(keys.entry(entry.contest, entry.id), entry)
        store.commit(update(_key(copy), done, before=there), still)
        return True

    counts = retry_on_conflict(once)
    if not counts:
        files.drop(*copy.places)
    return counts


def fail(
    store: Store,
    files: CopyFiles,
    *,
    of: tuple[Id, Id, int],
    maker: str,
    now: datetime,
    kind: CopyKind = CopyKind.COPY,
    refusals: tuple[Refusal, ...] = (),
) -> None:
    """Flag the copy, if this execution was to make it, and delete what it wrote. `of`: contest,
    entry and upload."""
    failed = flag(store, of=of, maker=maker, now=now, kind=kind, refusals=refusals)
    if failed is not None:
        files.drop(*failed.places)


def flag(
    store: Store,
    *,
    of: tuple[Id, Id, int],
    maker: str,
    now: datetime,
    kind: CopyKind,
    refusals: tuple[Refusal, ...],
) -> ViewingCopy | None:
    """Likewise, but what was written is left to a later step. A flag that is there keeps its
    reasons. Returns the copy if it has failed in this execution."""

    def once() -> ViewingCopy | None:
        key = keys.viewing(*of, kind)
        there = store.find(key, ViewingCopy)
        if there is None or there.maker != maker or there.state is CopyState.FAILED:
            return there if there and there.maker == maker else None
        if there.state is not CopyState.MAKING:
            return None
        failed = there.next_version(state=CopyState.FAILED, changed_at=now, refusals=refusals)
        store.commit(update(key, failed, before=there))
        return failed

    return retry_on_conflict(once)


def drop_superseded(store: Store, files: CopyFiles, entry: Entry, *, now: datetime) -> None:
    """Delete the files of copies that are of use to nobody. The file goes first: a copy whose file
    is gone while it still says that it is ready is dropped the next time."""
    for copy in copies_of(store, entry.contest, entry.id):
        if copy.state is not CopyState.DROPPED and not is_kept(entry, copy):
            files.drop(*copy.places)
            dropped = copy.next_version(
                state=CopyState.DROPPED, object_version=None, size=0, changed_at=now
            )
            store.commit(update(_key(copy), dropped, before=copy))


def states(store: Store, contest_id: Id) -> dict[CopyKind, dict[tuple[Id, int], ViewingCopy]]:
    """All of a contest but dropped ones, by kind, and by entry and upload."""
    kept = (CopyState.MAKING, CopyState.READY, CopyState.FAILED)
    found: dict[CopyKind, dict[tuple[Id, int], ViewingCopy]] = {kind: {} for kind in CopyKind}
    for copies in parallel.each(store, lambda at: list(store.copies_at(contest_id, at)), kept):
        for copy in copies:
            found[copy.kind][copy.entry, copy.upload] = copy
    return found
