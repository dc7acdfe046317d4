"""Frames: what can be seen of an upload, and the evidence that a screener gets."""

from collections.abc import Callable
from typing import NamedTuple

from contest.entry.entry import Entry, EntryStatus
from contest.entry.submit import is_submitted
from contest.model import Fact, Id, Text
from contest.upload import Upload
from contest.validate.duplicates import DuplicateMatch, Kind, Pair, Settlement, Work
from contest.validate.frames import FLAGS, Frames
from contest_aws.media.posters import Posters
from contest_aws.services.validate import duplicates
from contest_aws.store import keys
from contest_aws.store.protocol import Change, Store

Known = Callable[[Entry], Entry]
VALID = (EntryStatus.READY, EntryStatus.SCREENING)
"""Where an entry goes once its video was found valid."""


class ComparedUpload(Fact):
    """The side of the entry that is being viewed, in a match."""

    storyboard: str | None
    times: tuple[int, ...]
    replaced: bool
    """Whether the entry has another video since."""


class DuplicateSummary(Fact):
    """One match, from the side of the entry that is being viewed."""

    other: str
    """As the address of its settlement names it."""
    version: int
    kind: Kind
    similarity: int
    """Percent of the shorter work's frames."""
    mirrored: bool
    pairs: tuple[Pair, ...]
    own: ComparedUpload
    """The upload of this entry that was compared, which may be an earlier one."""
    storyboard: str | None
    """The storyboard of the other entry's upload that was compared."""
    times: tuple[int, ...]
    """Times of its frames, row by row, so that each pair can be shown side by side."""
    replaced: bool
    """Whether the other entry has another video since."""
    number: str = ""
    title: str = ""
    theme: Id | None = None
    entrant: str = ""
    status: EntryStatus | None = None
    """Only for an entry of the same contest that was submitted. Of another contest only the
    storyboard is shown, of a draft nothing."""
    status_text: Text | None = None
    settled: Settlement | None


class Evidence(Fact):
    """What a screener sees of an upload. Its addresses are short-lived."""

    poster: str | None = None
    storyboard: str | None = None
    times: tuple[int, ...] = ()
    flag: Text | None = None
    """Why there is less to see than there should be."""
    warnings: tuple[Text, ...] = ()
    """About the file and its pictures, in plain words."""
    marks: tuple[Text, ...] = ()
    """What earlier uploads were returned for that a screener should know, in plain words."""
    duplicates: tuple[DuplicateSummary, ...] = ()


def valid_upload(entry: Entry, version: int | None) -> Upload | None:
    """The valid upload of this version, also while another is being uploaded in its place: that one
    may be given up."""
    replaced = entry.status is EntryStatus.UPLOADING
    upload = entry.previous_upload if replaced else entry.upload
    status = entry.previous_status if replaced else entry.status
    return upload if upload and upload.version == version and status in VALID else None


def note(store: Store, frames: Frames) -> None:
    """Store the frames. Only the entry's own step writes them, so the last write wins."""
    key = keys.frames(frames.contest, frames.entry, frames.upload)
    store.commit(Change(key, frames, "any"))


def evidence(
    store: Store, posters: Posters, entry: Entry, *, known: Known = lambda other: other
) -> Evidence:
    """The evidence for a screener. Missing frames count as not finished yet. `known`: what the
    screener may know of the other entry of a match."""
    upload = entry.upload.version if entry.upload else 0
    key = keys.frames(entry.contest, entry.id, upload)
    frames = store.find(key, Frames) or Frames(contest=entry.contest, entry=entry.id, upload=upload)
    warned = (*(entry.verdict.warnings if entry.verdict else ()), *frames.warnings)
    return Evidence(
        poster=posters.address(frames.poster),
        storyboard=posters.address(frames.storyboard),
        times=frames.times,
        flag=FLAGS[frames.flag] if frames.flag else None,
        warnings=tuple(w.text for w in warned),
        marks=tuple(mark.text for mark in entry.marks),
        duplicates=_duplicates(store, posters, entry, known),
    )


def _duplicates(
    store: Store, posters: Posters, entry: Entry, known: Known
) -> tuple[DuplicateSummary, ...]:
    found = duplicates.matches_of(store, entry.contest, entry.id)
    own = f"{entry.contest}.{entry.id}"
    names = [match.seen_from(own)[0] for match in found]
    wanted = [keys.entry(work.contest, work.entry) for work in names]
    entries = {
        f"{told.contest}.{told.id}": told
        for told in map(known, store.find_all(wanted, Entry))
        if is_submitted(told)
    }
    compared = [work for match in found for work in (match.here, match.there)]
    boards = store.find_each(
        [
            keys.frames(work.contest, work.entry, work.upload)
            for work in compared
            if work.name == own or work.name in entries
        ],
        Frames,
    )
    sides = _Sides(posters, boards, entries | {own: entry})
    return tuple(_summary(match, own, sides) for match in found)


class _Sides(NamedTuple):
    """What may be shown of the uploads that were compared."""

    posters: Posters
    boards: dict[keys.Key, Frames]
    entries: dict[str, Entry]

    def of(self, work: Work) -> ComparedUpload:
        board = self.boards.get(keys.frames(work.contest, work.entry, work.upload))
        entry = self.entries.get(work.name)
        upload = entry.upload if entry else None
        return ComparedUpload(
            storyboard=self.posters.address(board.storyboard) if board else None,
            times=board.times if board else (),
            replaced=upload is not None and upload.version != work.upload,
        )


def _summary(match: DuplicateMatch, own: str, sides: _Sides) -> DuplicateSummary:
    other, pairs = match.seen_from(own)
    mine = match.here if match.here.name == own else match.there
    same_contest = own.startswith(f"{other.contest}.")
    known = sides.entries.get(other.name) if same_contest else None
    shown = (
        {
            "number": known.number,
            "title": known.form.title,
            "theme": known.form.theme,
            "entrant": known.form.entrant,
            "status": known.status,
            "status_text": known.status_names.organiser,
        }
        if known
        else {}
    )
    return DuplicateSummary(
        other=other.entry if same_contest else other.name,
        version=match.version,
        kind=match.similarity.kind,
        similarity=match.similarity.percent,
        mirrored=match.similarity.mirrored,
        pairs=pairs,
        settled=match.settled,
        own=sides.of(mine),
        **dict(sides.of(other)),
        **shown,
    )
