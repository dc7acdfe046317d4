"""What `laurel award show` prints: the list, as it is or as changes would make it, the works that
are not ranked, the places that are free, and the revocations that wait for a second person."""

from collections.abc import Iterable
from typing import NamedTuple

from contest.award.award import (
    AWARD_STATUS_NAMES,
    AwardChange,
    AwardRound,
    AwardStatus,
    Winner,
    not_now,
)
from contest.award.explanations import why_unranked
from contest.refusals import Refusal, Refused
from contest_aws.services.award import award_rounds, beginning, objections, proposals
from contest_aws.services.award.revocation import waiting_in
from laurel.entry_numbers import numbers_of
from laurel.organiser import Organiser
from laurel.output import Coded, Listing, Value, line, records

Row = dict[str, Value | Coded]
COLUMNS = {
    "award": "奖项 award",
    "number": "编号 number",
    "title": "作品 work",
    "recipient": "获奖者 recipient",
    "score": "得分 score",
    "tied": "备注 note",
    "why": "理由 why",
}
FREE = {"place": "空缺 free", "theme": "主题 theme", "free": "名额 places"}
ENTRY = {"entry": "内部编号 id"}
"""The id of a work is for programs: people have its number."""
UNRANKED = {"number": "编号 number", "title": "作品 work", "why": "原因 why"}
WAITING = {
    "award": "奖项 award",
    "number": "编号 number",
    "title": "作品 work",
    "recipient": "获奖者 recipient",
    "asked_by": "提出人 asked by",
    "reason": "理由 reason",
}


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
    ctx = organiser.context(round_.contest)
    try:
        found = proposals.preview(
            ctx, organiser.snapshots, round_, agreed if changes is None else changes
        )
    except Refused as error:
        return ShownList(round_.proposal, "", list(error.refusals))
    return ShownList(found.winners, "" if found.refusals else found.sha256, found.refusals)


def lists(organiser: Organiser, round_: AwardRound, shown_list: ShownList) -> dict[str, Listing]:
    """By what JSON calls them."""
    rules, status = organiser.contest(round_.contest).rules, AWARD_STATUS_NAMES[round_.status]
    off = award_rounds.taken_off(organiser.store, round_.contest)
    winners = rows(organiser, round_, shown_list.winners, off)
    few, places = beside(organiser, round_, shown_list.winners, off)
    waits = waiting(organiser, round_)
    return {
        "winners": Listing(f"{round_.id}: {status.zh} {status.en}", COLUMNS, winners, rules),
        "unranked": Listing("未排名 Not ranked", UNRANKED, few, rules),
        "waiting": Listing("待另一位确认的撤销 Revocations that wait", WAITING, waits, rules),
        "free": Listing("空缺名额 Free places", FREE, places, rules),
    }


def to_json(listing: Listing) -> list[dict[str, object]]:
    """With the ids of works, where people see their numbers."""
    ids = ENTRY if "number" in listing.columns else {}
    return records(listing._replace(columns={**listing.columns, **ids}))


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
    known = numbers_of(organiser.store, round_.contest, (one.entry for one in results.unranked))
    return [
        {
            "number": known.get(one.entry),
            "entry": one.entry,
            "title": names.title(one.entry),
            "why": why_unranked(one, results),
        }
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


def rows(
    organiser: Organiser, round_: AwardRound, winners: Iterable[Winner], off: frozenset[str]
) -> list[Row]:
    listed, upheld = list(winners), objections.upheld_in(organiser.store, round_)
    known = numbers_of(organiser.store, round_.contest, (winner.entry for winner in listed))
    return [
        {
            "award": Coded(winner.place, winner.name),
            "number": known.get(winner.entry),
            "entry": winner.entry,
            "title": winner.title,
            "recipient": winner.recipient,
            "score": winner.score,
            "tied": _marks(winner, round_, off, upheld),
            "why": winner.why,
        }
        for winner in listed
    ]


def waiting(organiser: Organiser, round_: AwardRound) -> list[Row]:
    """The revocations that one person asked for, and that a second has to agree to."""
    asked = waiting_in(round_, award_rounds.taken_off(organiser.store, round_.contest))
    known = numbers_of(organiser.store, round_.contest, (one.entry for one in asked))
    return [
        {
            "award": Coded(winner.place, winner.name),
            "number": known.get(one.entry),
            "entry": one.entry,
            "title": winner.title,
            "recipient": winner.recipient,
            "asked_by": str(one.asked_by),
            "reason": one.reason,
        }
        for one in asked
        for winner in round_.proposal
        if one.concerns(winner)
    ]


def _marks(winner: Winner, round_: AwardRound, off: frozenset[str], upheld: frozenset[str]) -> str:
    marks = {
        "并列 tied": winner.tied,
        "疑似同一作品 alike": bool(winner.same_as),
        "破例 override": winner.override,
        "异议成立 objection upheld": (winner.entry or winner.unit) in upheld,
        "已不参评 off": winner.entry in off,
        "已撤销 revoked": round_.is_revoked(winner),
        "撤销待确认 revocation waits": any(one.concerns(winner) for one in waiting_in(round_, off)),
    }
    return "，".join(mark for mark, holds in marks.items() if holds)
