"""What always holds of what is watched of a contest's works, by name. `laurel check` runs it on a
deployed contest, beside `review_invariants`.

A copy is begun a moment after its work is submitted, and deleted within an hour after the work has
left the contest: check again."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from contest.entry.entry import Entry, EntryStatus
from contest.model import Id
from contest.rules.contest import Contest
from contest.viewing.rendition import is_rendition_wanted
from contest.viewing.viewing_copy import (
    MOST_TRIES,
    CopyKind,
    CopyState,
    ViewingCopy,
    is_kept,
    is_wanted,
)
from contest_aws.services.upkeep.review_invariants import Finding
from contest_aws.services.viewing.copies import is_outdated, states
from contest_aws.store.protocol import Store

Copies = dict[tuple[Id, int], ViewingCopy]


@dataclass(frozen=True)
class Watched:
    """All copies and renditions of a contest."""

    contest: Contest
    entries: dict[Id, Entry]
    copies: dict[CopyKind, Copies]

    def has(self, entry: Entry, kind: CopyKind) -> bool:
        """Whether it is ready, flagged, or about to be."""
        upload = entry.upload.version if entry.upload else 0
        found = self.copies[kind].get((entry.id, upload))
        given_up = found is not None and found.tries >= MOST_TRIES[kind]
        return found is not None and not (found.state is CopyState.MAKING and given_up)


Invariant = Callable[[Watched], Iterator[str]]


def check(store: Store, contest: Contest) -> list[Finding]:
    """Everything that does not hold now; empty if all is well."""
    watched = Watched(
        contest=contest,
        entries={e.id: e for status in EntryStatus for e in store.entries_at(contest.id, status)},
        copies=states(store, contest.id),
    )
    return [Finding(name, about) for name, holds in INVARIANTS.items() for about in holds(watched)]


def submitted_work_has_its_copy(watched: Watched) -> Iterator[str]:
    for entry in watched.entries.values():
        if is_wanted(entry) and not watched.has(entry, CopyKind.COPY):
            yield entry.id


def work_that_few_browsers_play_has_its_rendition(watched: Watched) -> Iterator[str]:
    limits = watched.contest.rules.viewing
    for entry in watched.entries.values():
        wanted = is_rendition_wanted(entry, limits)
        if wanted and not watched.has(entry, CopyKind.RENDITION):
            yield entry.id


def copy_is_of_the_present_upload_of_a_work(watched: Watched) -> Iterator[str]:
    for kind, copies in watched.copies.items():
        for copy in copies.values():
            entry = watched.entries.get(copy.entry)
            if entry is None or not is_kept(entry, copy):
                yield f"{copy.entry}/{copy.upload}/{kind}"


def work_has_its_own_key_in_each_round(watched: Watched) -> Iterator[str]:
    for kind, copies in watched.copies.items():
        for copy in copies.values():
            entry = watched.entries.get(copy.entry)
            if entry and is_wanted(entry) and is_outdated(copy, entry, watched.contest.rules):
                yield f"{copy.entry}/{copy.upload}/{kind}"


INVARIANTS: dict[str, Invariant] = {
    holds.__name__: holds
    for holds in (
        submitted_work_has_its_copy,
        work_that_few_browsers_play_has_its_rendition,
        copy_is_of_the_present_upload_of_a_work,
        work_has_its_own_key_in_each_round,
    )
}
