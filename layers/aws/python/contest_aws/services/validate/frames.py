"""Frames: what can be seen of an upload, and the evidence that a screener gets."""

from contest.entry.entry import Entry, EntryStatus
from contest.entry.submit import is_submitted
from contest.model import Fact, Id, Text
from contest.validate.duplicates import DuplicateMatch, Kind, Pair, Settlement
from contest.validate.frames import FLAGS, Frames
from contest_aws.media.posters import Posters
from contest_aws.services.validate import duplicates
from contest_aws.store import keys
from contest_aws.store.protocol import Change, Store


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
    storyboard: str | None
    """The other entry's storyboard, to compare with one's own."""
    times: tuple[int, ...]
    """Times of its frames, row by row, so that each pair can be shown side by side."""
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
    duplicates: tuple[DuplicateSummary, ...] = ()


def note(store: Store, frames: Frames) -> None:
    """Store the frames. Only the entry's own step writes them, so the last write wins."""
    key = keys.frames(frames.contest, frames.entry, frames.upload)
    store.commit(Change(key, frames, "any"))


def evidence(store: Store, posters: Posters, entry: Entry) -> Evidence:
    """The evidence for a screener. Missing frames count as not finished yet."""
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
        duplicates=_duplicates(store, posters, entry),
    )


def _duplicates(store: Store, posters: Posters, entry: Entry) -> tuple[DuplicateSummary, ...]:
    found = duplicates.matches_of(store, entry.contest, entry.id)
    own = f"{entry.contest}.{entry.id}"
    names = [match.seen_from(own)[0] for match in found]
    wanted = [keys.entry(work.contest, work.entry) for work in names]
    entries = {
        (other.contest, other.id): other
        for other in store.find_all(wanted, Entry)
        if is_submitted(other)
    }
    others = [work for work in names if (work.contest, work.entry) in entries]
    boards = {
        (frames.contest, frames.entry): frames
        for frames in store.find_all(
            [keys.frames(w.contest, w.entry, w.upload) for w in others], Frames
        )
    }
    return tuple(_suspected(match, own, posters, boards, entries) for match in found)


def _suspected(
    match: DuplicateMatch,
    own: str,
    posters: Posters,
    boards: dict[tuple[Id, Id], Frames],
    entries: dict[tuple[Id, Id], Entry],
) -> DuplicateSummary:
    other, pairs = match.seen_from(own)
    same_contest = own.startswith(f"{other.contest}.")
    known = entries.get((other.contest, other.entry)) if same_contest else None
    board = boards.get((other.contest, other.entry))
    return DuplicateSummary(
        other=other.entry if same_contest else other.name,
        version=match.version,
        kind=match.similarity.kind,
        similarity=match.similarity.percent,
        mirrored=match.similarity.mirrored,
        pairs=pairs,
        settled=match.settled,
        storyboard=posters.address(board.storyboard) if board else None,
        times=board.times if board else (),
        **(
            {
                "title": known.form.title,
                "theme": known.form.theme,
                "entrant": known.form.entrant,
                "status": known.status,
                "status_text": known.status_names.organiser,
            }
            if known
            else {}
        ),
    )
