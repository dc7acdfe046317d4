"""What stands in for AWS at the desk: a bucket, the snapshots, and stores that break off, or let
somebody else go first, at a chosen moment."""

import hashlib
from collections.abc import Callable
from typing import Any, Self

from contest import chains
from contest.audit import AuditRecord
from contest.award.results import Results
from contest.model import Fact, canonical
from contest.refusals import refused
from contest.upload import Upload
from contest.winners.award_snapshot import AwardSnapshot
from contest_aws.media.bucket import Part
from contest_aws.store.keys import AUDIT, Key
from contest_aws.store.memory import MemoryStore
from contest_aws.store.protocol import Change

TRANSACTION = 100
"""Changes that DynamoDB takes in one commit."""
ITEM = 400 * 1024
"""Bytes that it takes in one item."""


class TableStore(MemoryStore):
    """In memory, with the limits of the true table, and proof of its audit chains."""

    def commit(self, *changes: Change) -> None:
        assert 0 < len(changes) <= TRANSACTION
        written = [change.item for change in changes if change.item]
        assert all(len(item.model_dump_json().encode()) < ITEM for item in written)
        super().commit(*changes)

    def copy(self) -> Self:
        other = type(self)()
        other.items, other._versions = dict(self.items), dict(self._versions)  # noqa: SLF001
        return other

    def chain(self, subject: Key) -> list[AuditRecord]:
        return list(self.query(f"{AUDIT}{subject}", AuditRecord))

    def actions(self, subject: Key) -> list[str]:
        return [record.action for record in self.chain(subject)]

    def verify(self) -> None:
        """Every chain is intact and ends where its item says, or with the item's deletion."""
        subjects = self.chain_heads()
        report = chains.verify(map(self.stored_chain, subjects), None)
        assert report.tampered == ()


class Crash(Exception):  # noqa: N818 - it is what happened
    """The function was stopped here, in the middle of its work."""


class Breaking:
    """Stops at the n-th commit, counted from 0: before it is written, or right after."""

    def __init__(self, store: TableStore, *, at: int, after: bool) -> None:
        self._store, self._left, self._after = store, at, after

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def commit(self, *changes: Change) -> None:
        self._left -= 1
        if self._left >= 0:
            self._store.commit(*changes)
            return
        if self._after:
            self._store.commit(*changes)
        raise Crash


class Overtaken:
    """Right before the n-th call, counted from 0, somebody else does their deed."""

    CALLS = ("find", "find_all", "find_each", "query", "keys", "entries_at", "commit")

    def __init__(self, store: TableStore, action: Callable[[], object], *, at: int) -> None:
        self._store, self._action, self._at, self.calls = store, action, at, 0

    def __getattr__(self, name: str) -> Any:
        if name in self.CALLS:
            if self.calls == self._at:
                self._action()
            self.calls += 1
        return getattr(self._store, name)


class Lagging:
    """The index still shows how entries stood a moment ago."""

    def __init__(self, store: TableStore, *, index: TableStore) -> None:
        self._store, self.entries_at = store, index.entries_at

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)


class FakeMedia:
    """A bucket as `contest_aws.media.bucket.Media` sees it: an upload is open, or it is not."""

    def __init__(self) -> None:
        self.open: dict[str, dict[int, Part]] = {}
        self.objects: dict[str, int] = {}
        self.aborted: list[str] = []

    def begin(self, key: str, *, checked: bool = False) -> str:  # noqa: ARG002 - as Media has it
        upload_id = f"upload-of-{key}"
        while upload_id in self.open:
            upload_id += "-again"
        self.open[upload_id] = {}
        return upload_id

    def put(self, upload: Upload, number: int, size: int | None = None) -> None:
        """As the entrant's browser does, without us."""
        length = upload.length(number) if size is None else size
        self.open[upload.upload_id][number] = Part(number, length, f"etag-{number}")

    def put_all(self, upload: Upload) -> None:
        for number in range(1, upload.parts + 1):
            self.put(upload, number)

    def parts(self, upload: Upload) -> list[Part]:
        if upload.upload_id not in self.open:
            raise refused("upload.not_current")
        return [part for _, part in sorted(self.open[upload.upload_id].items())]

    def complete(self, upload: Upload, parts: list[Part]) -> None:
        if upload.upload_id not in self.open or upload.key in self.objects:
            raise refused("upload.not_current")
        del self.open[upload.upload_id]
        self.objects[upload.key] = sum(part.size for part in parts)

    def abort(self, upload: Upload) -> None:
        self.aborted.append(upload.key)
        self.open.pop(upload.upload_id, None)

    def copy(self) -> Self:
        other = type(self)()
        other.open, other.objects = {**self.open}, {**self.objects}
        return other


class FakeObjects:
    """The same bucket, as `contest_aws.media.purge.Removal` sees it."""

    def __init__(self, media: FakeMedia) -> None:
        self._media = media

    def of_entry(self, contest: str, entry: str) -> int:
        doomed = self._of(contest, entry)
        for key in doomed:
            del self._media.objects[key]
        return len(doomed)

    def of_keys(self, keys) -> int:
        return sum(self._media.objects.pop(key, None) is not None for key in keys)

    def count_keys(self, keys) -> int:
        return sum(key in self._media.objects for key in keys)

    def certificates_of(self, contest: str, entry: str) -> int:
        doomed = [
            k for k in self._media.objects if k.startswith(f"certificates/{contest}/{entry}/")
        ]
        for key in doomed:
            del self._media.objects[key]
        return len(doomed)

    def count(self, contest: str, entry: str) -> int:
        return len(self._of(contest, entry))

    def _of(self, contest: str, entry: str) -> list[str]:
        return [key for key in self._media.objects if self._is_of(key, contest, entry)]

    def _is_of(self, key: str, contest: str, entry: str) -> bool:
        return f"/{contest}/{entry}/" in key and not key.startswith("certificates/")


class FakeSnapshots:
    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def keep(self, contest_id: str, snapshot: Fact) -> tuple[str, str]:
        body = canonical(snapshot)
        digest = hashlib.sha256(body).hexdigest()
        key = f"results/{contest_id}/{digest}.json"
        self.kept[key] = body
        return key, digest

    def read(self, key: str, *, digest: str) -> Results:
        return Results.model_validate_json(self._body(key, digest))

    def read_award(self, contest_id: str, sha256: str) -> AwardSnapshot:
        body = self._body(f"results/{contest_id}/{sha256}.json", sha256)
        return AwardSnapshot.model_validate_json(body)

    def _body(self, key: str, digest: str) -> bytes:
        body = self.kept[key]
        assert hashlib.sha256(body).hexdigest() == digest
        return body
