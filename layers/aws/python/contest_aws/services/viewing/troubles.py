"""What the host learns of works that cannot be watched as they should: copies and renditions that
could not be made, and files that did not play in somebody's browser."""

from collections import Counter, defaultdict

from pydantic import AwareDatetime

from contest.entry.entry import Entry
from contest.model import Fact, Id, Text
from contest.people.account import Role
from contest.people.play_report import PlayFailure, PlayReport
from contest.viewing.viewing_copy import (
    CopyKind,
    CopyState,
    ViewingCopy,
    is_kept,
    is_wanted,
)
from contest_aws.services import parallel
from contest_aws.services.context import Context
from contest_aws.services.entries import entry_of
from contest_aws.services.viewing.copies import copies_of
from contest_aws.services.viewing.play_reports import reports_of
from contest_aws.store import keys
from contest_aws.workflow.executions import Journeys, position, start_copy


class FailedFilm(Fact):
    """A copy or rendition that could not be made."""

    kind: CopyKind
    reasons: tuple[Text, ...]
    """Empty if the reason is not known: it took too long, or broke off."""
    tries: int
    given_up: bool
    """Nobody tries again by themselves."""
    changed_at: AwareDatetime


class UnplayableFilm(PlayFailure):
    """A file that did not play, and for how many people of a role."""

    codecs: str
    browser_name: str
    role: Role
    people: int


class FilmTrouble(Fact):
    """A work that is not watched as it should be."""

    entry: Id
    number: str
    title: str
    failed: tuple[FailedFilm, ...]
    unplayable: tuple[UnplayableFilm, ...]


class FilmsBegun(Fact):
    begun: bool
    """False if nothing is to be made again, or it was begun within this minute."""


def make_again(ctx: Context, journeys: Journeys, machine: str, entry_id: Id) -> FilmsBegun:
    """Begin once more what failed of an entry's present upload, also if it was given up."""
    entry = entry_of(ctx.store, ctx.contest.id, entry_id)
    found = copies_of(ctx.store, ctx.contest.id, entry_id)
    failed = [copy for copy in found if copy.state is CopyState.FAILED and is_kept(entry, copy)]
    if not failed or not is_wanted(entry):
        return FilmsBegun(begun=False)
    again = f"-host{ctx.now:%Y%m%d%H%M}"
    return FilmsBegun(begun=start_copy(journeys, machine, position(entry), again=again))


def film_troubles(ctx: Context) -> tuple[FilmTrouble, ...]:
    """Of the present uploads, by number."""
    failed: dict[Id, list[ViewingCopy]] = defaultdict(list)
    for copy in ctx.store.copies_at(ctx.contest.id, CopyState.FAILED):
        failed[copy.entry].append(copy)
    reports: dict[Id, list[PlayReport]] = defaultdict(list)
    for report in _unanswered(ctx, reports_of(ctx.store, ctx.contest.id)):
        reports[report.entry].append(report)
    wanted = [keys.entry(ctx.contest.id, entry) for entry in failed.keys() | reports.keys()]
    found = [
        _trouble(entry, failed[entry.id], reports[entry.id])
        for entry in parallel.find_all(ctx.store, wanted, Entry)
    ]
    troubled = [one for one in found if one.failed or one.unplayable]
    return tuple(sorted(troubled, key=lambda one: one.number))


def _unanswered(ctx: Context, reports: list[PlayReport]) -> list[PlayReport]:
    """Those that no later rendition has answered: a copy that few browsers play is watched by some
    before its rendition is ready."""
    contest, kind = ctx.contest.id, CopyKind.RENDITION
    wanted = {keys.viewing(contest, one.entry, one.upload, kind) for one in reports}
    ready = {
        (copy.entry, copy.upload)
        for copy in parallel.find_all(ctx.store, list(wanted), ViewingCopy)
        if copy.state is CopyState.READY and not copy.small
    }
    of_it = ("rendition", "small")
    return [one for one in reports if one.kind in of_it or (one.entry, one.upload) not in ready]


def _trouble(entry: Entry, failed: list[ViewingCopy], reports: list[PlayReport]) -> FilmTrouble:
    upload = entry.upload.version if entry.upload else 0
    return FilmTrouble(
        entry=entry.id,
        number=entry.number,
        title=entry.form.title,
        failed=tuple(_failed(copy) for copy in failed if is_kept(entry, copy)),
        unplayable=_counted([one for one in reports if one.upload == upload]),
    )


def _failed(copy: ViewingCopy) -> FailedFilm:
    return FailedFilm(
        kind=copy.kind,
        reasons=tuple(refusal.text for refusal in copy.refusals),
        tries=copy.tries,
        given_up=copy.is_given_up,
        changed_at=copy.changed_at,
    )


def _counted(reports: list[PlayReport]) -> tuple[UnplayableFilm, ...]:
    """The most people first."""
    alike = Counter(one.model_copy(update={"entry": "", "upload": 0}) for one in reports)
    return tuple(
        UnplayableFilm(**one.model_dump(exclude={"entry", "upload"}), people=people)
        for one, people in sorted(alike.items(), key=lambda item: (-item[1], str(item[0])))
    )
