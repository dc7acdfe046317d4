"""The list of works that enter a later round, once the host has confirmed it: it is shown as it
was, whatever the scores would lead to by now."""

from contest.audit import CALENDAR
from contest.review.round import PlanPart
from contest_aws.services.award import next_round
from contest_aws.services.review import rounds
from contest_aws.store import keys
from contest_aws.store.protocol import Change
from tests.contest_aws.services.two_rounds import at, code, judged, two_rounds


def test_a_confirmed_list_is_shown_as_it_was_confirmed_before_and_after_its_round_opens(store):
    contest = two_rounds()
    judged(store, contest, (60, 90, 70, 80, 50))
    seen = next_round.preview(at(store, contest, 162), "final")
    assert (seen.entries, seen.confirmed) == (("e1", "e3"), False)
    next_round.confirm(at(store, contest, 163), "final", sha256=seen.sha256)

    confirmed = seen.model_copy(update={"confirmed": True})
    assert next_round.preview(at(store, contest, 164), "final") == confirmed
    assert next_round.confirm(at(store, contest, 164), "final", sha256=seen.sha256).done == 2
    other = code(next_round.confirm, at(store, contest, 164), "final", sha256="0" * 64)
    assert other == "review.list_confirmed"
    rounds.open_round(at(store, contest, 166, CALENDAR), "final")
    assert next_round.preview(at(store, contest, 167), "final") == confirmed


def test_a_list_that_was_stored_without_its_order_names_the_same_works(store):
    contest = two_rounds()
    judged(store, contest, (60, 90, 70, 80, 50))
    seen = next_round.preview(at(store, contest, 162), "final")
    next_round.confirm(at(store, contest, 163), "final", sha256=seen.sha256)
    key = keys.plan_part(contest.id, "final", seen.sha256, 0)
    old = PlanPart(entries={"e3": {}, "e1": {}})
    store.commit(Change(key, old, "any"))
    assert next_round.preview(at(store, contest, 164), "final").entries == ("e3", "e1")
