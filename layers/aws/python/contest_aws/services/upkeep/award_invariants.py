"""What always holds of a contest's awards, objections and certificates, by name.

`laurel check` runs it on a deployed contest, beside `review_invariants`."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from contest.audit import AuditRecord, first_broken
from contest.award.award import PUBLIC, AwardRound, AwardStatus, Winner, award_key
from contest.award.objection import Objection, ObjectionCount, ObjectionStatus
from contest.award.places import places
from contest.certificates.certificate import Certificate
from contest.entry.entry import Entry, EntryStatus
from contest.model import Id
from contest.review.round import Round, RoundState
from contest.rules.contest import Contest
from contest_aws.services import parallel
from contest_aws.services.award import award_rounds, award_snapshots, certificates
from contest_aws.services.award.award_rounds import rounds_of, taken_off
from contest_aws.services.award.candidates import has_lost_for_good
from contest_aws.services.upkeep.review_invariants import Finding
from contest_aws.store import keys
from contest_aws.store.protocol import Store

STANDS = frozenset({EntryStatus.REVIEWED, EntryStatus.NOT_JUDGED, EntryStatus.AWARDED})
DONE = (AwardStatus.FINAL, AwardStatus.GRANTED)


@dataclass(frozen=True)
class AwardsKept:
    """All that a contest has stored of its awards."""

    store: Store
    contest: Contest
    rounds: dict[Id, AwardRound]
    review_rounds: dict[Id, Round]
    published: tuple[Winner, ...]
    off: frozenset[Id]
    entries: dict[Id, Entry]
    """Those that are proposed anywhere."""
    objections: tuple[Objection, ...]
    certificates: dict[str, Certificate]

    @property
    def granted(self) -> Iterator[tuple[AwardRound, Winner, Entry]]:
        """The works of granted rounds."""
        for round_ in self.rounds.values():
            for winner in round_.proposal if round_.status is AwardStatus.GRANTED else ():
                if winner.entry:
                    yield round_, winner, self.entries[winner.entry]

    @property
    def standing(self) -> Iterator[tuple[AwardRound, Winner]]:
        """Winners of granted rounds whose award was not revoked."""
        for round_ in self.rounds.values():
            for winner in round_.proposal if round_.status is AwardStatus.GRANTED else ():
                if not round_.is_revoked(winner):
                    yield round_, winner


Invariant = Callable[[AwardsKept], Iterator[str]]


def gather(store: Store, contest: Contest) -> AwardsKept:
    rounds = {round_.id: round_ for round_ in rounds_of(store, contest.id)}
    proposed = {w.entry for round_ in rounds.values() for w in round_.proposal if w.entry}
    wanted = [keys.entry(contest.id, entry) for entry in sorted(proposed)]
    reviewed = [keys.round_(contest.id, round_.round) for round_ in rounds.values()]
    made = keys.objection(contest.id, "")
    return AwardsKept(
        store=store,
        contest=contest,
        rounds=rounds,
        review_rounds={one.id: one for one in store.find_all(reviewed, Round)},
        published=tuple(award_rounds.winners(store, contest.id)),
        off=taken_off(store, contest.id),
        entries={entry.id: entry for entry in parallel.find_all(store, wanted, Entry)},
        objections=tuple(store.query(made.pk, Objection, begins=keys.SK_MADE)),
        certificates={one.code: one for one in certificates.all_of(store, contest.id)},
    )


def check(store: Store, contest: Contest) -> list[Finding]:
    """Everything that does not hold now; empty if all is well."""
    world = gather(store, contest)
    return [Finding(name, about) for name, holds in INVARIANTS.items() for about in holds(world)]


def award_round_is_over_a_closed_round(world: AwardsKept) -> Iterator[str]:
    for round_ in world.rounds.values():
        of = world.review_rounds.get(round_.round)
        if round_.status is not AwardStatus.DISCARDED and (
            of is None or of.state is not RoundState.CLOSED
        ):
            yield round_.id


def what_is_proposed_rests_on_a_snapshot(world: AwardsKept) -> Iterator[str]:
    yield from (r.id for r in world.rounds.values() if r.proposal and not r.results_hash)


def open_objections_are_counted(world: AwardsKept) -> Iterator[str]:
    open_ = Counter(o.award_round for o in world.objections if o.status is ObjectionStatus.OPEN)
    for round_ in world.rounds:
        key = keys.objection_count(world.contest.id, round_)
        counted = world.store.find(key, ObjectionCount)
        if (counted.open if counted else 0) != open_[round_]:
            yield round_


def list_that_is_final_has_no_open_objection(world: AwardsKept) -> Iterator[str]:
    for one in world.objections:
        if one.status is ObjectionStatus.OPEN and world.rounds[one.award_round].status in DONE:
            yield one.id


def work_that_no_longer_stands_is_off_the_list(world: AwardsKept) -> Iterator[str]:
    for round_ in world.rounds.values():
        for winner in round_.proposal if round_.status in PUBLIC else ():
            entry = world.entries.get(winner.entry or "")
            if entry and not round_.is_revoked(winner) and not _may_be_on(round_, entry):
                yield from {entry.id} - world.off


def _may_be_on(round_: AwardRound, entry: Entry) -> bool:
    """A list that fills places may name a work that had won nothing, until it is granted."""
    has_none_yet = round_.fills and round_.status is not AwardStatus.GRANTED
    lost = entry.status is EntryStatus.NOT_AWARDED and not has_lost_for_good(entry)
    return entry.status in STANDS or bool(has_none_yet and lost)


def what_is_off_the_list_does_not_stand(world: AwardsKept) -> Iterator[str]:
    yield from (e.id for e in world.entries.values() if e.id in world.off and e.status in STANDS)


def winner_has_what_was_granted(world: AwardsKept) -> Iterator[str]:
    """A work that has lost an award may have got it again, by a later list."""
    stands = {(one.entry, one.place) for _, one in world.standing if one.entry not in world.off}
    for round_, winner, entry in world.granted:
        if ((entry.id, winner.place) in stands) != (winner.place in entry.awards):
            yield f"{round_.id}/{winner.place}/{entry.id}"


def what_an_entry_has_was_granted(world: AwardsKept) -> Iterator[str]:
    given = {(entry.id, winner.place) for _, winner, entry in world.granted}
    for entry in world.entries.values():
        yield from (f"{entry.id}/{p}" for p in entry.awards if (entry.id, p) not in given)


def list_fills_what_was_granted_over_the_same_scores(world: AwardsKept) -> Iterator[str]:
    present = [one for one in world.rounds.values() if one.status is not AwardStatus.DISCARDED]
    first = Counter(one.round for one in present if not one.fills)
    for round_ in present:
        of = [world.rounds.get(id_) for id_ in round_.fills]
        granted = all(
            one and (one.round, one.status) == (round_.round, AwardStatus.GRANTED) for one in of
        )
        if not granted or first[round_.round] > 1:
            yield round_.id


def no_award_is_given_twice_and_what_is_filled_was_free(world: AwardsKept) -> Iterator[str]:
    """All works that are tied may have been given one place, but only by the first list."""
    stands = [(round_, one) for round_, one in world.standing if one.entry not in world.off]
    number = {place.id: place.number for place in places(world.contest.rules.awards).values()}
    held = Counter((one.place, one.theme) for _, one in stands)
    for round_, one in stands:
        if round_.fills and held[one.place, one.theme] > number.get(one.place, 0):
            yield f"{round_.id}/{one.place}"
    given = Counter(award_key(one) for _, one in stands)
    yield from ("/".join(map(str, of)) for of, times in given.items() if times > 1)


def what_is_published_was_proposed(world: AwardsKept) -> Iterator[str]:
    proposed = {
        (winner.place, winner.theme, winner.entry, winner.unit)
        for round_ in world.rounds.values()
        for winner in round_.proposal
    }
    for one in world.published:
        if (one.place, one.theme, one.entry, one.unit) not in proposed:
            yield f"{one.place}/{one.entry or one.unit}"


def certificate_is_of_a_granted_award(world: AwardsKept) -> Iterator[str]:
    for one in world.certificates.values():
        round_ = world.rounds.get(one.round)
        granted = round_ is not None and round_.status is AwardStatus.GRANTED
        if not granted or not any(map(one.is_for, round_.proposal if round_ else ())):
            yield one.number


def numbers_of_certificates_are_unique_and_drawn(world: AwardsKept) -> Iterator[str]:
    numbers = Counter(one.number for one in world.certificates.values())
    yield from (number for number, times in numbers.items() if times > 1)
    key = keys.last_certificate(world.contest.id)
    last = world.store.find(key, certificates.LastCertificate)
    if len(world.certificates) > (last.number if last else 0):
        yield str(key)


def winner_has_one_certificate_that_is_not_replaced(world: AwardsKept) -> Iterator[str]:
    present = Counter(
        (one.round, one.place, one.theme, one.who)
        for one in world.certificates.values()
        if one.replaced_by is None
    )
    yield from ("/".join(map(str, of)) for of, times in present.items() if times > 1)


def replaced_certificate_and_its_successor_name_each_other(world: AwardsKept) -> Iterator[str]:
    for one in world.certificates.values():
        after = world.certificates.get(one.replaced_by or "")
        before = world.certificates.get(one.replaces or "")
        if one.replaced_by and (after is None or after.replaces != one.code):
            yield one.number
        if one.replaces and (before is None or before.replaced_by != one.code):
            yield one.number


def chains_are_whole(world: AwardsKept) -> Iterator[str]:
    contest = world.contest.id
    subjects = [keys.award_round(contest, id_) for id_ in world.rounds]
    subjects += [keys.certificate(contest, code) for code in world.certificates]
    subjects += [keys.objection(contest, one.id) for one in world.objections]
    for subject in subjects:
        records = list(world.store.query(keys.audit(subject, 0).pk, AuditRecord))
        if not records or first_broken(records) is not None:
            yield str(subject)


def snapshots_of_a_list_follow_each_other(world: AwardsKept) -> Iterator[str]:
    for round_ in world.rounds:
        kept = award_snapshots.kept(world.store, world.contest.id, round_)
        hashes = ["", *(one.sha256 for one in kept)]
        for number, one in enumerate(kept, start=1):
            if (one.number, one.previous) != (number, hashes[number - 1]):
                yield f"{round_}/{one.number}"


INVARIANTS: dict[str, Invariant] = {
    holds.__name__: holds
    for holds in (
        award_round_is_over_a_closed_round,
        what_is_proposed_rests_on_a_snapshot,
        open_objections_are_counted,
        list_that_is_final_has_no_open_objection,
        work_that_no_longer_stands_is_off_the_list,
        what_is_off_the_list_does_not_stand,
        winner_has_what_was_granted,
        what_an_entry_has_was_granted,
        list_fills_what_was_granted_over_the_same_scores,
        no_award_is_given_twice_and_what_is_filled_was_free,
        what_is_published_was_proposed,
        certificate_is_of_a_granted_award,
        numbers_of_certificates_are_unique_and_drawn,
        winner_has_one_certificate_that_is_not_replaced,
        replaced_certificate_and_its_successor_name_each_other,
        chains_are_whole,
        snapshots_of_a_list_follow_each_other,
    )
}
