"""How far a round is: which works have how many of the reviews that the rules ask for, and how far
each judge is."""

from typing import Any

from pydantic import AwareDatetime

from contest.audit import AuditRecord
from contest.entry.entry import Entry, EntryStatus
from contest.model import Fact, Id
from contest.review.review import Scores
from contest.review.round import ListState, RoundState, end_of
from contest.rules.contest import Contest
from contest.viewing.rendition import is_rendition_wanted
from contest.viewing.viewing_copy import CopyKind, CopyState, ViewingCopy
from contest_aws.services.context import Context
from contest_aws.services.review.judges import judges_of
from contest_aws.services.review.panel import Panel, lists_of, panel_of
from contest_aws.services.review.planning import of_round
from contest_aws.services.review.reviews import ever_of, review_key
from contest_aws.services.review.round_state import round_of
from contest_aws.services.viewing.copies import is_outdated, states
from contest_aws.store import keys
from contest_aws.store.protocol import Store


class EntryCoverage(Fact):
    entry: Id
    title: str
    status: EntryStatus
    asked: int
    """How many reviews the rules ask for."""
    judges: int
    submitted: int
    viewing_copy: CopyState
    """Whether judges can watch the work. A copy that failed is tried again every hour."""
    rendition: CopyState | None
    """The same of its rendition; None if the work needs none."""
    undecided: bool
    """The round is closed and the work has too few reviews: the host has to decide."""


class JudgeCoverage(Fact):
    judge: Id
    name: str
    works: int
    submitted: int
    state: ListState | None
    """None: the judge has no list in the round."""
    left: bool
    replaced: bool
    """Their open works went to others: they get no new ones, until they submit a review or are
    appointed again."""
    finished_at: AwareDatetime | None
    reminded_at: AwareDatetime | None


class RoundCoverage(Fact):
    round: Id
    state: RoundState | None
    """None: the round was never opened."""
    opens: AwareDatetime
    closes: AwareDatetime
    plan: str
    """The hash of the plan that is being carried out; empty if none is."""
    total: int
    done: int
    """How far the plan, or the closing, is."""
    entries: tuple[EntryCoverage, ...]
    """Those with the fewest reviews first."""
    judges: tuple[JudgeCoverage, ...]


class GivenVersion(Fact):
    """A review after a record of its audit chain: submitted, sealed or taken away."""

    at: AwareDatetime
    action: str
    scores: Scores


def given_to(store: Store, contest: Contest, entry_id: Id) -> list[dict[str, Any]]:
    """All reviews that an entry ever had, of all rounds and also those that were taken away, with
    the judge's name and each version of their scores."""
    names = {judge.id: judge.name for judge in judges_of(store, contest.id)}
    found = []
    for review in ever_of(store, contest, entry_id):
        records = store.query(keys.audit(review_key(review), 0).pk, AuditRecord)
        versions = [
            GivenVersion(at=r.at, action=r.action, scores=r.details["scores"]) for r in records
        ]
        cause = review.removed.cause if review.removed else None
        seen = {"removed": cause, "versions": versions, "comment": review.said}
        found.append(dict(review) | seen | {"name": names[review.judge]})
    return found


def coverage(ctx: Context, round_id: Id) -> RoundCoverage:
    rules = ctx.contest.round(round_id)
    round_ = round_of(ctx.store, ctx.contest.id, round_id)
    panel = panel_of(ctx.store, ctx.contest.id, round_id)
    closed = round_ is not None and round_.state is RoundState.CLOSED
    return RoundCoverage(
        round=round_id,
        state=round_.state if round_ else None,
        opens=rules.opens,
        closes=end_of(round_, rules.closes),
        plan=round_.plan if round_ else "",
        total=round_.total if round_ else 0,
        done=round_.done if round_ else 0,
        entries=_entries(ctx, round_id, panel, closed=closed),
        judges=_judges(ctx, round_id, panel),
    )


def _entries(
    ctx: Context, round_id: Id, panel: Panel, *, closed: bool
) -> tuple[EntryCoverage, ...]:
    asked = ctx.contest.round(round_id).reviews_per_entry
    submitted: dict[Id, int] = {}
    for reviews in panel.given.values():
        for review in reviews:
            submitted[review.entry] = submitted.get(review.entry, 0) + review.counts
    copies = states(ctx.store, ctx.contest.id)
    rules = ctx.contest.rules
    rows = [
        EntryCoverage(
            entry=entry.id,
            title=entry.form.title,
            status=entry.status,
            asked=asked,
            judges=len(entry.judges),
            submitted=submitted.get(entry.id, 0),
            viewing_copy=_copy_state(ctx, copies[CopyKind.COPY], entry),
            rendition=_copy_state(ctx, copies[CopyKind.RENDITION], entry)
            if is_rendition_wanted(entry, rules.viewing)
            else None,
            undecided=closed and entry.status is EntryStatus.IN_REVIEW,
        )
        for entry in of_round(ctx, round_id)
    ]
    return tuple(sorted(rows, key=lambda row: (row.submitted, row.judges, row.entry)))


def _copy_state(ctx: Context, copies: dict[tuple[Id, int], ViewingCopy], entry: Entry) -> CopyState:
    """One that was never begun, or not under the key of this round, is begun by the upkeep."""
    copy = copies.get((entry.id, entry.upload.version if entry.upload else 0))
    there = copy is not None and not is_outdated(copy, entry, ctx.contest.rules)
    return copy.state if copy and there else CopyState.MAKING


def _judges(ctx: Context, round_id: Id, panel: Panel) -> tuple[JudgeCoverage, ...]:
    lists = {list_.judge: list_ for list_ in lists_of(ctx.store, ctx.contest.id, round_id)}
    loads, replaced = panel.loads, panel.replaced
    return tuple(
        JudgeCoverage(
            judge=judge.id,
            name=judge.name,
            works=loads[judge.id],
            submitted=sum(review.counts for review in panel.given[judge.id]),
            state=list_.state if list_ else None,
            left=judge.left,
            replaced=judge.id in replaced,
            finished_at=list_.finished_at if list_ else None,
            reminded_at=list_.reminded_at if list_ else None,
        )
        for judge in panel.judges
        for list_ in [lists.get(judge.id)]
    )
