"""Each change of a list of winners is another snapshot, numbered, with its reasons, and chained to
the one before. It names nobody."""

import hashlib
import json
from dataclasses import replace

import pytest

from contest.audit import RULES, Actor
from contest.award.award import AwardChange, AwardStatus
from contest.award.objection import ObjectionStatus
from contest_aws.services.award import award_rounds, award_snapshots, objections, revocation
from contest_aws.services.award.objections import ObjectionRequest
from contest_aws.services.award.revocation import RevocationRequest
from contest_aws.services.context import Context
from contest_aws.services.entries import disqualify, entry_of
from contest_aws.services.upload import submission
from contest_aws.store import keys
from contest_aws.store.protocol import get, update
from tests.builders import any_time
from tests.contest_aws.services.award.steps import WEEK
from tests.contest_aws.services.award.test_objections import ref
from tests.contest_aws.services.fakes import Overtaken


def context(round_, actor=RULES, at=200):
    return Context(round_.store, round_.contest, actor, any_time(at))


def host(round_, at=200):
    return context(round_, Actor.of("host", "h"), at)


def keep(round_):
    return award_snapshots.keep(context(round_), round_.snapshots, "first")


def kept(round_):
    return award_snapshots.kept(round_.store, round_.contest.id, "first")


def lost(snapshot):
    return {(one.place, one.entry): one.lost for one in snapshot.awards if one.lost}


def revoke(round_, place, entry):
    asked = RevocationRequest(place=place, entry=entry, reason="版权争议")
    revocation.revoke(host(round_), round_.now, asked)


def entry(round_, name):
    return entry_of(round_.store, round_.contest.id, name)


def test_every_step_of_an_award_round_is_a_snapshot_of_its_own(round_):
    round_.begin()
    assert keep(round_) is None, "nothing is tallied yet"
    for step in (
        round_.tally,
        round_.propose,
        round_.confirm,
        lambda: round_.end_objections(WEEK),
        round_.grant,
    ):
        step()
        keep(round_)
    steps = ["tallied", "proposed", "provisional", "final", "granted"]
    assert [(one.number, [r.cause for r in one.reasons]) for one in kept(round_)] == [
        (number, [status]) for number, status in enumerate(steps, start=1)
    ]
    last = round_.snapshots.read_award(round_.contest.id, kept(round_)[-1].sha256)
    assert (last.edition, last.results) == (round_.contest.rules.edition, round_.now.results_hash)
    assert [(one.place, one.theme, one.entry, one.unit) for one in last.awards] == [
        (w.place, w.theme, w.entry, w.unit) for w in round_.now.proposal
    ]


def test_a_revocation_is_a_new_snapshot_and_the_one_before_stays(final):
    final.grant()
    before = keep(final)
    objects = dict(final.snapshots.kept)
    revoke(final, "gold", "e0")
    after = keep(final)
    assert after.number == before.number + 1
    assert [(r.cause, r.award.place, r.award.entry) for r in after.reasons] == [
        ("revoked", "gold", "e0")
    ]
    assert lost(after) == {("gold", "e0"): "revoked"}
    plain = [one.model_copy(update={"lost": None}) for one in after.awards]
    assert plain == list(before.awards), "no other award moves"
    assert objects.items() <= final.snapshots.kept.items()


@pytest.mark.parametrize("how", ["withdrawn", "disqualified"])
def test_a_work_that_ends_after_the_awards_is_a_new_snapshot(final, how):
    final.grant()
    keep(final)
    has = {(w.place, w.entry) for w in final.now.proposal if w.entry == "e0"}
    its = entry(final, "e0")
    if how == "withdrawn":
        submission.withdraw(context(final, Actor.of("entrant", its.owner)), its)
    else:
        disqualify(host(final), its, reason="版权争议")
    after = keep(final)
    assert lost(after) == dict.fromkeys(has, how)
    assert [r.cause for r in after.reasons] == [how] * len(has)


def test_an_objection_that_is_upheld_is_a_new_snapshot(proposed):
    keep(proposed)
    proposed.confirm()
    keep(proposed)
    said = ObjectionRequest(winner=ref(proposed), name="李雷", email="li@example.org", text="相同")
    made = objections.make(host(proposed, 164), said, source="192.0.2.7").objection
    objections.answer(
        host(proposed, 164),
        proposed.snapshots,
        made.id,
        status=ObjectionStatus.UPHELD,
        reason="属实",
        expected_version=made.version,
    )
    assert keep(proposed).status is AwardStatus.PROPOSED
    assert [r.cause for one in kept(proposed) for r in one.reasons] == [
        "proposed",
        "provisional",
        "proposed",
    ]


def test_kept_again_nothing_changes(final):
    keep(final)
    items, objects = dict(final.store.items), dict(final.snapshots.kept)
    assert keep(final) is None
    assert (final.store.items, final.snapshots.kept) == (items, objects)


def test_each_names_the_hash_of_the_one_before_as_anybody_computes_it(final):
    keep(final)
    final.grant()
    keep(final)
    revoke(final, "silver", "e1")
    keep(final)
    previous = ""
    for one in kept(final):
        body = final.snapshots.kept[f"results/{final.contest.id}/{one.sha256}.json"]
        assert hashlib.sha256(body).hexdigest() == one.sha256
        assert json.loads(body)["previous"] == one.previous == previous
        previous = one.sha256


def test_no_snapshot_holds_a_name_or_a_word_of_the_host(proposed):
    changes = [AwardChange(action="add", place="special", entry="e1", reason="内部理由")]
    proposed.confirm(*changes)
    proposed.end_objections(WEEK)
    proposed.grant()
    revoke(proposed, "gold", "e0")
    keep(proposed)
    body = b"".join(proposed.snapshots.kept.values()).decode()
    rows = [one.model_dump_json() for one in kept(proposed)]
    told = {w.recipient for w in proposed.now.proposal} | {w.title for w in proposed.now.proposal}
    for word in {*told, "内部理由", "版权争议"} - {""}:
        assert word not in body
        assert word not in str(rows)


def test_of_two_at_once_one_keeps_it(final):
    final.grant()
    moment = 0
    while True:
        world = final.store.copy()
        ctx = replace(context(final), store=world)

        def rival(ctx=ctx):
            award_snapshots.keep(ctx, final.snapshots, "first")

        wrapped = Overtaken(world, rival, at=moment)
        award_snapshots.keep(replace(ctx, store=wrapped), final.snapshots, "first")
        numbers = [one.number for one in award_snapshots.kept(world, final.contest.id, "first")]
        assert numbers == [1]
        moment += 1
        if moment >= wrapped.calls:
            return


def test_what_is_erased_changes_no_snapshot(final):
    final.grant()
    keep(final)
    key = keys.award_round(final.contest.id, "first")
    there = get(final.store, key, type(final.now))
    nameless = tuple(w.model_copy(update={"recipient": "—", "title": "—"}) for w in there.proposal)
    final.store.commit(update(key, there.next_version(proposal=nameless), before=there))
    assert keep(final) is None
    assert award_rounds.round_of(final.store, final.contest.id, "first").proposal == nameless
