"""What `laurel award show` prints: the list, as it is or as changes would make it, the works that
are not ranked, and the places that are free."""

from collections.abc import Iterable
from typing import NamedTuple

from contest.award.award import AwardChange, AwardRound, AwardStatus, Winner, not_now
from contest.award.explanations import why_unranked
from contest.refusals import Refusal, Refused
from contest_aws.services.award import award_rounds, beginning, proposals
from laurel.organiser import HOST, Organiser
from laurel.output import Coded, Listing, Value, line

Row = dict[str, Value | Coded]


class ShownList(NamedTuple):
    winners: tuple[Winner, ...]
    list_sha256: str
    """To be stated when the list is confirmed. Empty if it cannot be."""
    refusals: list[Refusal]


def shown(
    organiser: Organiser, round_: AwardRound, changes: tuple[AwardChange, ...] | None
) -> ShownList:
    """A proposal as it would be confirmed now. `changes`: None for those that the first of two
    people made."""
    if round_.status is not AwardStatus.PROPOSED and changes is not None:
        raise not_now(round_)
    if round_.status is not AwardStatus.PROPOSED:
        return ShownList(round_.proposal, "", [])
    agreed = round_.agreement.changes if round_.agreement else ()
    ctx = organiser.context(round_.contest, HOST)
    try:
        found = proposals.preview(
            ctx, organiser.snapshots, round_, agreed if changes is None else changes
        )
    except Refused as error:
        return ShownList(round_.proposal, "", list(error.refusals))
    return ShownList(found.winners, "" if found.refusals else found.sha256, found.refusals)


def beside(
    organiser: Organiser, round_: AwardRound, winners: Iterable[Winner], off: frozenset[str]
) -> tuple[list[Row], list[Row]]:
    """The works that are not ranked, and the places that are free."""
    return _unranked(organiser, round_), _free(organiser, round_, winners, off)


def _unranked(organiser: Organiser, round_: AwardRound) -> list[Row]:
    """The works with too few reviews. A special award may still go to one of them."""
    if not round_.results_hash:
        return []
    results = award_rounds.results_of(organiser.snapshots, round_)
    names = proposals.names_in(organiser.store, organiser.contest(round_.contest), results)
    return [
        {"entry": one.entry, "title": names.title(one.entry), "why": why_unranked(one, results)}
        for one in results.unranked
    ]


def _free(
    organiser: Organiser, round_: AwardRound, winners: Iterable[Winner], off: frozenset[str]
) -> list[Row]:
    """Places without a winner that stands. Nobody moves up into them by themselves."""
    listed = list(winners)
    if not (listed or round_.fills):
        return []
    contest = organiser.contest(round_.contest)
    stand = [w for w in listed if not (w.entry in off or round_.is_revoked(w))]
    themes = {theme.id: theme.name for theme in contest.rules.themes}
    counts = beginning.places_now(organiser.store, contest, round_, stand)
    return [
        {
            "place": Coded(one.place.id, one.place.name),
            "theme": one.theme and Coded(one.theme, themes[one.theme]),
            "free": one.free,
        }
        for one in counts
        if one.free
    ]


def say_free(listing: Listing) -> None:
    """In one line, so that in a pipe the list of winners stays a list."""
    named = [
        " ".join(
            one.name.zh if isinstance(one, Coded) else str(one)
            for one in (row["place"], row["theme"], row["free"])
            if one
        )
        for row in listing.rows
    ]
    if named:
        line(f"空缺名额 free places: {'；'.join(named)}")


def rows(round_: AwardRound, winners: Iterable[Winner], off: frozenset[str]) -> list[Row]:
    return [
        {
            "award": Coded(winner.place, winner.name),
            "title": winner.title,
            "recipient": winner.recipient,
            "score": winner.score,
            "tied": _marks(winner, round_, off),
            "why": winner.why,
        }
        for winner in winners
    ]


def _marks(winner: Winner, round_: AwardRound, off: frozenset[str]) -> str:
    marks = {
        "并列 tied": winner.tied,
        "疑似同一作品 alike": bool(winner.same_as),
        "破例 override": winner.override,
        "已不参评 off": winner.entry in off,
        "已撤销 revoked": round_.is_revoked(winner),
    }
    return "，".join(mark for mark, holds in marks.items() if holds)
