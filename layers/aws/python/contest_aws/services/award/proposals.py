"""The proposal of an award round: made from the results and the entries as they stand, confirmed by
the host with changes."""

from collections.abc import Iterable
from typing import NamedTuple, TypedDict

from contest.award.award import (
    Agreement,
    AwardChange,
    AwardRound,
    AwardStatus,
    Winner,
    not_now,
)
from contest.award.changes import WinnerList, tried
from contest.award.names import Names, names_of, under_one_id, unit_id
from contest.award.places import Granted
from contest.award.plan_checks import Confirmable
from contest.award.proposal import proposal_from
from contest.award.results import Results
from contest.entry.entry import Entry
from contest.model import Id, Text
from contest.refusals import Refusal, Refused, refused
from contest.rules.contest import Contest
from contest_aws.media.snapshots import Snapshots
from contest_aws.services import parallel
from contest_aws.services.award.award_rounds import move_on, results_of
from contest_aws.services.award.beginning import revoked_now, standing_now
from contest_aws.services.award.candidates import counted_in, takes_part
from contest_aws.services.award.next_round import scored_anew
from contest_aws.services.context import Context
from contest_aws.services.unit_register import register_of
from contest_aws.services.validate.duplicates import matches_of
from contest_aws.store import keys
from contest_aws.store.protocol import Store, recorded, update


class Proposed(TypedDict):
    """What a proposal changes in its round."""

    proposal: tuple[Winner, ...]
    left_out: tuple[Id, ...]
    standing: tuple[Winner, ...]
    barred: tuple[Id, ...]


class ListPreview(NamedTuple):
    """The list that would be confirmed with some changes, and what it would be refused for."""

    winners: tuple[Winner, ...]
    """With the entries that are, or may be, the same work."""
    sha256: str
    """Of the list as it would be published."""
    refusals: list[Refusal]


def propose(ctx: Context, snapshots: Snapshots, round_: AwardRound) -> AwardRound:
    if round_.status is not AwardStatus.TALLIED:
        return round_
    made = proposed_now(ctx, snapshots, round_)
    return move_on(ctx, round_, AwardStatus.PROPOSED, **made)


def proposed_now(ctx: Context, snapshots: Snapshots, round_: AwardRound) -> Proposed:
    """The proposal from the results and the entries as they are now, without changes of the host,
    the entries that do not stand any more, and who keeps what was granted before."""
    found = _results(ctx, snapshots, round_)
    entries = _entries_in(ctx.store, ctx.contest, found)
    gone = tuple(sorted(_gone(round_, entries, found)))
    standing = standing_now(ctx.store, round_)
    barred = tuple(sorted(_revoked(ctx, round_, entries)))
    proposal = proposal_from(
        ctx.contest.rules.awards,
        found.without(gone),
        _names_of(ctx.store, ctx.contest, entries),
        granted=Granted(standing, barred),
    )
    named = _with_doubles(ctx.store, ctx.contest, proposal)
    return Proposed(proposal=named, left_out=gone, standing=standing, barred=barred)


def _with_doubles(store: Store, contest: Contest, winners: Iterable[Winner]) -> tuple[Winner, ...]:
    """Names the entries that are, or may be, the same work, before anybody confirms."""
    listed = tuple(winners)
    works = list(dict.fromkeys(winner.entry for winner in listed if winner.entry))
    found = parallel.each(store, lambda work: _doubles(store, contest, work), works)
    doubles = dict(zip(works, found, strict=True))
    return tuple(_naming(contest, one, doubles.get(one.entry or "", [])) for one in listed)


def _doubles(store: Store, contest: Contest, entry: Id) -> list[Entry]:
    own = f"{contest.id}.{entry}"
    doubles = {
        match.seen_from(own)[0]
        for match in matches_of(store, contest.id, entry)
        if match.settled is None or match.settled.verdict == "same"
    }
    known = [keys.entry(work.contest, work.entry) for work in sorted(doubles, key=lambda w: w.name)]
    return store.find_all(known, Entry)


def _naming(contest: Contest, winner: Winner, found: list[Entry]) -> Winner:
    if not found:
        return winner
    # Another contest's titles are erased with that contest's entries: they do not stand here.
    here = [entry.form.title for entry in found if entry.contest == contest.id]
    elsewhere = len(here) < len(found)
    zh = "、".join([*(f"《{t}》" for t in here), *(["另一征选的作品"] if elsewhere else [])])
    en = ", ".join([*(f"“{t}”" for t in here), *(["a work of another call"] if elsewhere else [])])
    why = Text(
        zh=f"{winner.why.zh}；可能与{zh}是同一作品，请先核对",
        en=f"{winner.why.en}; it may be the same work as {en}: look at both first",
    )
    same_as = tuple(entry.id for entry in found)
    return winner.model_copy(update={"same_as": same_as, "why": why})


def _results(ctx: Context, snapshots: Snapshots, round_: AwardRound) -> Results:
    """The results of the snapshot, by the units as the register has them now."""
    return under_one_id(results_of(snapshots, round_), register_of(ctx.store, ctx.contest.id))


def _entries_in(store: Store, contest: Contest, found: Results) -> list[Entry]:
    """The entries of the results as they are now, the best first."""
    place = {one.entry: number for number, one in enumerate((*found.lines, *found.unranked))}
    wanted = [keys.entry(contest.id, entry) for entry in place]
    return sorted(parallel.find_all(store, wanted, Entry), key=lambda entry: place[entry.id])


def _gone(round_: AwardRound, entries: Iterable[Entry], found: Results) -> set[Id]:
    """Who among the results was withdrawn or disqualified since the tally."""
    counted = counted_in(round_)
    stand = {entry.id for entry in entries if takes_part(entry, counted)}
    return {one.entry for one in (*found.lines, *found.unranked)} - stand


def _revoked(ctx: Context, round_: AwardRound, entries: Iterable[Entry]) -> frozenset[Id]:
    counted = counted_in(round_)
    stand = (entry for entry in entries if takes_part(entry, counted))
    return revoked_now(ctx.store, round_, stand)


def _confirmable(
    ctx: Context, round_: AwardRound, found: Results, entries: list[Entry]
) -> Confirmable:
    return Confirmable(
        plan=ctx.contest.rules.awards,
        results=found,
        names=_names_of(ctx.store, ctx.contest, entries),
        ended=_gone(round_, entries, found) | {*round_.left_out},
        granted=Granted(round_.standing, round_.barred),
        revoked=_revoked(ctx, round_, entries),
    )


def confirm(
    ctx: Context,
    snapshots: Snapshots,
    round_: AwardRound,
    *,
    changes: tuple[AwardChange, ...] | None,
    expected_version: int,
    list_sha256: str | None = None,
) -> AwardRound:
    """Record the host's confirmation of the proposal. From now on the result is published
    provisionally. Confirmed again with the same changes and list, nothing changes.

    If the rules ask for two people, the first confirmation is kept and nothing is published; the
    second has to be another person's, with the same changes and of the same list. `changes`: None
    for those that the first one made. `expected_version`: of the award round that the host saw.
    `list_sha256`: of the list that the host saw; None: not compared. The rules, names and units may
    have changed since, and the list with them."""
    if changes is None:
        changes = round_.agreement.changes if round_.agreement else ()
    if round_.version == expected_version + 1 and _is_done(ctx, round_, changes, list_sha256):
        return round_
    if round_.status is not AwardStatus.PROPOSED:
        raise not_now(round_)
    if round_.version != expected_version:
        raise refused("item.changed_meanwhile")
    winners, found = _tried(ctx, snapshots, round_, changes)
    if found:
        raise Refused(*found)
    sha256 = WinnerList(winners=winners).sha256
    if list_sha256 not in (None, sha256):
        raise refused("award.list_changed")
    said = Agreement(changes=changes, list_sha256=sha256, actor=ctx.actor, at=ctx.contest_time)
    if ctx.contest.rules.confirmation.people > 1 and not _is_second(round_, said):
        return _agree(ctx, round_, said)
    return _announce(ctx, round_, said, winners)


def preview(
    ctx: Context, snapshots: Snapshots, round_: AwardRound, changes: tuple[AwardChange, ...]
) -> ListPreview:
    """Nothing is written. Refused at once for an invalid change."""
    if round_.status is not AwardStatus.PROPOSED:
        raise not_now(round_)
    winners, found = _tried(ctx, snapshots, round_, changes)
    shown = _with_doubles(ctx.store, ctx.contest, winners)
    return ListPreview(shown, WinnerList(winners=winners).sha256, found)


def _tried(
    ctx: Context, snapshots: Snapshots, round_: AwardRound, changes: tuple[AwardChange, ...]
) -> tuple[tuple[Winner, ...], list[Refusal]]:
    """By the results without the entries that did not stand any more when they were proposed."""
    results = _results(ctx, snapshots, round_).without(round_.left_out)
    entries = _entries_in(ctx.store, ctx.contest, results)
    of = _confirmable(ctx, round_, results, entries)
    winners, found = tried(of, changes)
    standing = (entry for entry in entries if entry.id not in of.ended)
    if works := scored_anew(ctx, results, standing):
        found = [Refusal(code="award.scores_changed", measured=str(len(works))), *found]
    return winners, found


def _is_done(
    ctx: Context, round_: AwardRound, changes: tuple[AwardChange, ...], list_sha256: str | None
) -> bool:
    """Whether the next version is this very confirmation, whose answer was lost."""
    if round_.status is AwardStatus.PROVISIONAL:
        same_list = list_sha256 in (None, WinnerList(winners=round_.proposal).sha256)
        return round_.changes == changes and same_list
    first = round_.agreement
    if first is None or list_sha256 not in (None, first.list_sha256):
        return False
    return (first.actor, first.changes) == (ctx.actor, changes)


def _is_second(round_: AwardRound, said: Agreement) -> bool:
    """Whether another person has said the same before. Refused if it was the same person."""
    first = round_.agreement
    if first is None or (first.changes, first.list_sha256) != (said.changes, said.list_sha256):
        return False
    if first.actor == said.actor:
        raise refused("award.second_person")
    return True


def _agree(ctx: Context, round_: AwardRound, said: Agreement) -> AwardRound:
    key = keys.award_round(round_.contest, round_.id)
    after, record = round_.with_record(
        "award.agree",
        subject=key,
        actor=ctx.actor,
        at=ctx.contest_time,
        details=_details(said),
        agreement=said,
    )
    ctx.store.commit(update(key, after, before=round_), recorded(key, record))
    return after


def _announce(
    ctx: Context, round_: AwardRound, said: Agreement, winners: tuple[Winner, ...]
) -> AwardRound:
    public_from = ctx.contest_time + ctx.contest.rules.objections.entrants_first
    return move_on(
        ctx,
        round_,
        AwardStatus.PROVISIONAL,
        proposal=winners,
        changes=said.changes,
        confirmations=round_.confirmations + 1,
        public_from=public_from,
        objections_end=public_from + ctx.contest.rules.objections.period,
        details=_details(said),
    )


def _details(said: Agreement) -> dict[str, object]:
    return {
        "changes": [change.model_dump(mode="json") for change in said.changes],
        "list": said.list_sha256,
    }


def names_in(store: Store, contest: Contest, found: Results) -> Names:
    """Names as the forms have them now. Of several spellings the best work's comes first."""
    return _names_of(store, contest, _entries_in(store, contest, found))


def _names_of(store: Store, contest: Contest, entries: Iterable[Entry]) -> Names:
    register = register_of(store, contest.id)
    known = names_of(entries, register)
    shown = [register.shown(unit.name.zh) for unit in contest.rules.units]
    units = {unit_id(name): name for name in shown}
    return known.model_copy(update={"units": units | known.units})
