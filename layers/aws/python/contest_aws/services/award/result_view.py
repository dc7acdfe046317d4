"""What the host sees of a list, by how things stand now, and beside the official results: other
methods, the judges' tendencies, the most disputed works, and what would change. All that is beside
them is computed from the snapshot."""

from collections.abc import Iterable, Sequence

from contest.award.award import AwardRound, Winner
from contest.award.calibration import Calibration, calibrate, totals_of
from contest.award.comparison import METHODS, Comparison, Method, by_method, compared
from contest.award.explanations import why_unranked
from contest.award.names import Names
from contest.award.results import ResultLine, Results
from contest.award.tendencies import JudgeTendency, disagreements, tendencies
from contest.model import Fact, Id, Text, apart, shown
from contest.refusals import refused
from contest.rules.contest import Contest
from contest_aws.media.snapshots import Snapshots
from contest_aws.services.award.award_rounds import results_of, taken_off
from contest_aws.services.award.objections import upheld_in
from contest_aws.services.award.proposals import names_in
from contest_aws.services.context import Context
from contest_aws.store.protocol import Store

MOST_DISAGREEMENTS = 10


class ListedWinner(Winner):
    """A line of the list, by how things stand now."""

    off: bool
    """Whether the work was withdrawn or disqualified."""
    revoked: bool
    objection_upheld: bool
    """Whether an objection in this round to the work, or the unit, was upheld."""


class WorkScores(Fact):
    """One work under every method. Numbers are shown with two decimals, in percent; the official
    score with more where its neighbour's would look the same."""

    rank: int
    entry: Id
    title: str
    score: str
    """By the official method."""
    methods: dict[Method, str]
    ranks: dict[Method, int]
    """By the rules for the last round that a work reached, and for ties, as the official one."""
    uncertainty: str
    """One standard deviation of the calibrated score, or of the mean if nothing is calibrated."""
    criteria: dict[Id, str]
    reviews: int
    spread: str


class DisputedWork(Fact):
    entry: Id
    title: str
    lowest: str
    highest: str


class UnrankedWork(Fact):
    entry: Id
    title: str
    why: Text


class ResultView(Fact):
    sha256: str
    """Of the snapshot."""
    edition: int
    """Of the rules that the results were computed by."""
    method: Method
    comparable: bool
    """Whether judges share enough works to be compared. If not, nothing is calibrated."""
    scores: tuple[WorkScores, ...]
    unranked: tuple[UnrankedWork, ...]
    judges: tuple[JudgeTendency, ...]
    disagreements: tuple[DisputedWork, ...]
    changes: tuple[Comparison, ...]
    """Which awards would differ under each method."""
    names: dict[Id, str]
    """Of the works and units in `changes`."""


def listed(store: Store, round_: AwardRound, winners: Iterable[Winner]) -> tuple[ListedWinner, ...]:
    off, upheld = taken_off(store, round_.contest), upheld_in(store, round_)
    return tuple(
        ListedWinner(
            **dict(winner),
            off=winner.entry in off,
            revoked=round_.is_revoked(winner),
            objection_upheld=(winner.entry or winner.unit) in upheld,
        )
        for winner in winners
    )


def tallied(snapshots: Snapshots, round_: AwardRound) -> Results:
    """Refused before the scores were tallied."""
    if not round_.results_hash:
        raise refused("award.not_tallied")
    return results_of(snapshots, round_)


def view(ctx: Context, snapshots: Snapshots, round_: AwardRound) -> ResultView:
    results = tallied(snapshots, round_)
    names = names_in(ctx.store, ctx.contest, results)
    reviews = totals_of(results)
    calibration = calibrate(reviews)
    changes = compared(ctx.contest.rules.awards, results, names, calibration)
    concerned = {one for c in changes for place in c.changes for one in place.gains + place.loses}
    return ResultView(
        sha256=round_.results_hash,
        edition=results.edition,
        method=results.scoring.method,
        comparable=calibration.comparable,
        scores=_scores(results, names, calibration),
        unranked=unranked(results, names),
        judges=tendencies(reviews, calibration),
        disagreements=tuple(
            DisputedWork(
                entry=one.entry,
                title=names.title(one.entry),
                lowest=shown(one.lowest),
                highest=shown(one.highest),
            )
            for one in disagreements(results, MOST_DISAGREEMENTS)
        ),
        changes=changes,
        names={one: names.titles.get(one) or names.unit(one) for one in sorted(concerned)},
    )


def unranked(results: Results, names: Names) -> tuple[UnrankedWork, ...]:
    """The works that were left out, or have too few reviews. A special award may still go to one
    of them."""
    return tuple(
        UnrankedWork(entry=one.entry, title=names.title(one.entry), why=why_unranked(one, results))
        for one in results.unranked
    )


def unranked_in(
    store: Store, contest: Contest, snapshots: Snapshots, round_: AwardRound
) -> tuple[UnrankedWork, ...]:
    """Those of the award round; none before its tally."""
    if not round_.results_hash:
        return ()
    few = results_of(snapshots, round_).model_copy(update={"lines": ()})
    return unranked(few, names_in(store, contest, few))


def _scores(results: Results, names: Names, calibration: Calibration) -> tuple[WorkScores, ...]:
    by_methods = _lines(results, calibration)
    uncertainty = {one.entry: shown(one.uncertainty) for one in calibration.scores}
    official = scores_of(results.lines)
    return tuple(
        WorkScores(
            rank=line.rank,
            entry=line.entry,
            title=names.title(line.entry),
            score=official[line.entry],
            methods={method: shown(of[line.entry].overall) for method, of in by_methods.items()},
            ranks={method: of[line.entry].rank for method, of in by_methods.items()},
            uncertainty=uncertainty[line.entry],
            criteria={name: shown(value) for name, value in line.criteria.items()},
            reviews=line.reviews,
            spread=shown(line.spread),
        )
        for line in results.lines
    )


def scores_of(lines: Sequence[ResultLine]) -> dict[Id, str]:
    """The overall score of each work, with as many decimals as part it from those of its
    neighbours."""
    near = {line.entry: lines[max(0, at - 1) : at + 2] for at, line in enumerate(lines)}
    return {
        line.entry: max((apart(line.overall, one.overall)[0] for one in near[line.entry]), key=len)
        for line in lines
    }


def _lines(results: Results, calibration: Calibration) -> dict[Method, dict[Id, ResultLine]]:
    """Under each method, by entry. What is official is not computed again."""
    official = results.scoring.method
    found = {
        method: results if method == official else by_method(results, method, calibration)
        for method in METHODS
        if method != "calibrated" or calibration.comparable
    }
    return {method: {line.entry: line for line in of.lines} for method, of in found.items()}
