"""All certificates of a contest in one zip file, made beside the request that asks for it."""

import zipfile
from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import IO, Protocol

from contest.certificates.archive import Archive, digest_of, file_name
from contest.certificates.certificate import Certificate, CertificateStatus, validity
from contest.entry.host_decisions import TakenOff
from contest.model import Id
from contest_aws.services.award.award_rounds import rounds_of
from contest_aws.services.award.certificates import all_of
from contest_aws.services.context import Context
from contest_aws.store import keys
from contest_aws.store.protocol import (
    Change,
    Conflict,
    Store,
    create,
    retry_on_conflict,
    update,
)

STEP = 25
"""After so many files the progress is stored."""
OLDEST = (1980, 1, 1, 0, 0, 0)
"""The oldest time a zip can hold."""


class ArchiveFiles(Protocol):
    """`contest_aws.media.certificate_files.CertificateFiles`, or a fake in its place."""

    def read(self, key: str) -> bytes: ...

    def keep_archive(self, key: str, body: IO[bytes]) -> str: ...

    def drop(self, key: str, version: str) -> None: ...


def ask(ctx: Context) -> Archive:
    """Ask for a new archive, of the certificates as they are now. The caller has it made."""
    key = keys.certificate_archive(ctx.contest.id)
    fresh = Archive(contest=ctx.contest.id, asked_at=ctx.now, total=len(valid_with_file(ctx)))

    def once() -> Archive:
        there = ctx.store.find(key, Archive)
        asked = fresh.model_copy(update={"version": there.version if there else 0}).next_version()
        ctx.store.commit(update(key, asked, before=there) if there else create(key, asked))
        return asked

    return retry_on_conflict(once)  # an earlier one may be in the making and store its progress


def valid(store: Store, contest_id: Id) -> list[Certificate]:
    """The certificates that count, also those whose file is still to be made."""
    rounds = {one.id: one for one in rounds_of(store, contest_id)}
    marks = store.query(keys.taken_off(contest_id, "").pk, TakenOff)
    off = {mark.entry: mark for mark in marks}

    def counts(one: Certificate) -> bool:
        now = validity(one, rounds[one.round], off.get(one.entry or ""))
        return now.status is CertificateStatus.VALID and not one.erased

    return [one for one in all_of(store, contest_id) if counts(one)]


def valid_with_file(ctx: Context) -> list[Certificate]:
    """The certificates that count and have a file."""
    return [one for one in valid(ctx.store, ctx.contest.id) if one.file]


def make(ctx: Context, files: ArchiveFiles) -> None:
    """Make the archive that was asked for last, if it is not there yet."""
    key = keys.certificate_archive(ctx.contest.id)
    asked = ctx.store.find(key, Archive)
    if asked is None or asked.file or asked.erased:
        return
    wanted = valid_with_file(ctx)
    with TemporaryFile() as body:
        with zipfile.ZipFile(body, "w") as packed:
            for done, (name, pdf) in enumerate(_read(files, wanted)):
                packed.writestr(zipfile.ZipInfo(name, OLDEST), pdf)
                if done % STEP == 0:
                    asked = _progress(ctx.store, asked, done=done, total=len(wanted))
        body.seek(0)
        name = f"certificates/archives/{ctx.contest.id}/{asked.asked_at:%Y%m%dT%H%M%S%f}.zip"
        version = files.keep_archive(name, body)
    try:
        count, digest = len(wanted), digest_of(wanted)
        _progress(ctx.store, asked, done=count, total=count, file=name, packed=digest)
    except Conflict:  # somebody in it may have been erased at this very moment
        files.drop(name, version)
        raise


def forget(store: Store, contest_id: Id) -> Iterator[Change]:
    """The change by which the archive names no file any more. Commit it before the file is
    deleted: one that is in the making is then not kept."""
    key = keys.certificate_archive(contest_id)
    there = store.find(key, Archive)
    if there is not None and not there.erased:
        yield update(key, there.without_file(), before=there)


def _read(files: ArchiveFiles, wanted: list[Certificate]) -> Iterator[tuple[str, bytes]]:
    for certificate in wanted:
        yield file_name(certificate), files.read(certificate.file)


def _progress(
    store: Store, asked: Archive, *, done: int, total: int, file: str = "", packed: str = ""
) -> Archive:
    """A conflict if a newer one was asked for meanwhile, or somebody was erased: then the next call
    makes that one."""
    after = asked.next_version(done=done, total=total, file=file, packed=packed)
    store.commit(Change(keys.certificate_archive(asked.contest), after, asked.version))
    return after
