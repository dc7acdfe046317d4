"""Two contests in one deployment, with other rules, and nothing of one in the other."""

from decimal import Decimal

import pytest

from contest.people.account import Role
from local.visitors import Entrant, ProblemError, Screener
from tests.builders import any_rules
from tests.e2e.contest_client import CONTACT, FORM, ContestClient, good_video


def test_each_contest_keeps_its_own_rules_people_and_entries(organiser):
    strict = any_rules().media.model_copy(update={"min_seconds": Decimal(61)})
    open_, narrow = ContestClient(organiser), ContestClient(organiser, media=strict)
    here, there = open_.entrant("same-person"), narrow.entrant("same-person")
    mine, other = here.enter(FORM, CONTACT), there.enter(FORM, CONTACT)
    here.bring(mine, good_video())
    there.bring(other, good_video())

    assert here.wait_for(mine, "screening", "returned")["status"] == "screening"
    refused = there.wait_for(other, "screening", "returned")
    assert [reason["en"] for reason in refused["reasons"]] == [
        "The video is 1:00 long. It must be 1:01–8:00 long."
    ]
    assert [entry["id"] for entry in here.ask("GET", "/entries")] == [mine]
    assert [entry["id"] for entry in open_.screener().ask("GET", "/entries")["entries"]] == [mine]
    assert narrow.screener().ask("GET", "/entries")["entries"] == []
    screener = open_.token(Role.SCREENER, "of-one-alone")
    in_the_other = Entrant(open_.api_url, narrow.id, here.token)
    assert in_the_other.entry(other)["id"] == other, "one account enters in both"
    with pytest.raises(ProblemError) as refusal:
        in_the_other.entry(mine)
    assert (refusal.value.status, refusal.value.code) == (404, "item.missing")
    with pytest.raises(ProblemError) as refusal:
        Screener(open_.api_url, narrow.id, screener).ask("GET", "/entries")
    assert (refusal.value.status, refusal.value.code) == (403, "access.forbidden")
