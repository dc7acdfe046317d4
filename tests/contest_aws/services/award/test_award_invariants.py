"""What `laurel check` holds awards against: nothing is found after all that may happen to a list,
and each violation is found by its name."""

import pytest

from contest.audit import Actor, AuditRecord
from contest.award.award import AwardStatus
from contest.award.objection import Objection, ObjectionCount, ObjectionStatus
from contest.certificates.certificate import Certificate
from contest.entry.entry import Entry, EntryStatus
from contest.entry.host_decisions import TakenOff
from contest.review.round import Round, RoundState
from contest.winners.award_snapshot import KeptSnapshot
from contest_aws.services.award import award_snapshots, objections, revocation
from contest_aws.services.award.certificates import LastCertificate
from contest_aws.services.award.objections import ObjectionRequest
from contest_aws.services.award.revocation import RevocationRequest
from contest_aws.services.context import Context
from contest_aws.services.entries import disqualify, entry_of
from contest_aws.services.upkeep.award_invariants import INVARIANTS, check
from contest_aws.store import keys
from contest_aws.store.protocol import Change, get
from tests.builders import any_time
from tests.contest_aws.services.award.steps import WEEK
from tests.contest_aws.services.award.test_certificates import Issuer
from tests.contest_aws.services.award.test_objections import ref
from tests.contest_aws.services.panel import ROUND

GOLD, SILVER = "e0", "e1"


@pytest.fixture
def lived(proposed, store, contest):
    """Objected to in vain, granted, certified, corrected; gold revoked, silver disqualified."""
    host = Context(store, contest, Actor.of("host", "h"), any_time(164))
    award_snapshots.keep(host, proposed.snapshots, "first")
    proposed.confirm()
    said = ObjectionRequest(winner=ref(proposed), name="李雷", email="li@example.org", text="相同")
    made = objections.make(host, said, source="192.0.2.7").objection
    objections.answer(
        host,
        proposed.snapshots,
        made.id,
        status=ObjectionStatus.DISMISSED,
        reason="经核实",
        expected_version=made.version,
    )
    proposed.end_objections(WEEK)
    proposed.grant()
    issuer = Issuer(proposed)
    first, *_ = issuer.issue()
    issuer.correct(first.code, recipient="湘江重工集团有限公司")
    issuer.make()
    late = Context(store, contest, Actor.of("host", "h"), any_time(220))
    asked = RevocationRequest(place="gold", entry=GOLD, reason="版权争议")
    revocation.revoke(late, proposed.now, asked)
    award_snapshots.keep(late, proposed.snapshots, "first")
    disqualify(late, entry_of(store, contest.id, SILVER), reason="版权不清")
    return proposed


def found(round_):
    return {finding.invariant for finding in check(round_.store, round_.contest)}


def test_nothing_is_found_after_all_that_may_happen(lived):
    assert check(lived.store, lived.contest) == []


def put(round_, key, kind, **changes):
    there = get(round_.store, key, kind)
    round_.store.commit(Change(key, there.model_copy(update=changes), "any"))


def change_round(round_, **changes):
    put(round_, keys.award_round(round_.contest.id, "first"), type(round_.now), **changes)


def change_entry(round_, entry, **changes):
    put(round_, keys.entry(round_.contest.id, entry), Entry, **changes)


def change_certificate(round_, position, **changes):
    code = Issuer(round_).all()[position].code
    put(round_, keys.certificate(round_.contest.id, code), Certificate, **changes)


def change_objection(round_, **changes):
    made = keys.objection(round_.contest.id, "")
    (one,) = round_.store.query(made.pk, Objection, begins=keys.SK_MADE)
    put(round_, keys.objection(round_.contest.id, one.id), Objection, **changes)


def publish(round_):
    winner = round_.now.proposal[0].model_copy(update={"entry": "e9"})
    round_.store.commit(Change(keys.winner(round_.contest.id, "first", 99), winner, "any"))


def take_off(round_, entry):
    mark = TakenOff(entry=entry, at=any_time(230))
    round_.store.commit(Change(keys.taken_off(round_.contest.id, entry), mark, "any"))


def count(round_, open_):
    key = keys.objection_count(round_.contest.id, "first")
    put(round_, key, ObjectionCount, open=open_)


def draw_back(round_):
    put(round_, keys.last_certificate(round_.contest.id), LastCertificate, number=1)


def open_again(round_):
    put(round_, keys.round_(round_.contest.id, ROUND), Round, state=RoundState.OPEN)


def drop_mark(round_):
    key = keys.taken_off(round_.contest.id, SILVER)
    round_.store.commit(Change(key, None, "any"))


def break_chain(round_):
    """Returns how it is mended: each store is verified when its test is over."""
    key = keys.audit(keys.award_round(round_.contest.id, "first"), 2)
    record = get(round_.store, key, AuditRecord)
    round_.store.commit(Change(key, None, "any"))
    return lambda: round_.store.commit(Change(key, record, "any"))


def grant_again(round_):
    """A second list over the same places. Returns how it is taken away."""
    key = keys.award_round(round_.contest.id, "second")
    again = round_.now.model_copy(update={"id": "second", "fills": ("first",), "revocations": ()})
    round_.store.commit(Change(key, again, "absent"))
    return lambda: round_.store.commit(Change(key, None, "any"))


PLANTED = {
    "award_round_is_over_a_closed_round": open_again,
    "what_is_proposed_rests_on_a_snapshot": lambda r: change_round(r, results_hash=""),
    "open_objections_are_counted": lambda r: count(r, 1),
    "list_that_is_final_has_no_open_objection": lambda r: change_objection(
        r, status=ObjectionStatus.OPEN
    ),
    "work_that_no_longer_stands_is_off_the_list": lambda r: change_entry(
        r, "e2", status=EntryStatus.DISQUALIFIED
    ),
    "what_is_off_the_list_does_not_stand": lambda r: take_off(r, "e2"),
    "winner_has_what_was_granted": lambda r: change_entry(r, "e2", awards=()),
    "what_an_entry_has_was_granted": lambda r: change_entry(r, "e2", awards=("platinum",)),
    "list_fills_what_was_granted_over_the_same_scores": lambda r: change_round(r, fills=("none",)),
    "no_award_is_given_twice_and_what_is_filled_was_free": grant_again,
    "what_is_published_was_proposed": publish,
    "certificate_is_of_a_granted_award": lambda r: change_round(r, status=AwardStatus.PROVISIONAL),
    "numbers_of_certificates_are_unique_and_drawn": draw_back,
    "winner_has_one_certificate_that_is_not_replaced": lambda r: change_certificate(
        r, 0, replaced_by=None
    ),
    "replaced_certificate_and_its_successor_name_each_other": lambda r: change_certificate(
        r, -1, replaces=None
    ),
    "chains_are_whole": break_chain,
    "snapshots_of_a_list_follow_each_other": lambda r: put(
        r, keys.award_snapshot(r.contest.id, "first", 2), KeptSnapshot, previous="0" * 64
    ),
}


@pytest.mark.parametrize("invariant", PLANTED)
def test_a_violation_is_found_by_its_name(lived, invariant):
    mend = PLANTED[invariant](lived)
    assert invariant in found(lived)
    if mend:
        mend()


def test_each_invariant_has_its_violation():
    assert PLANTED.keys() == INVARIANTS.keys()
