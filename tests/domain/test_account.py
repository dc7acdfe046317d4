"""Addresses in one spelling, and grants from invitation to end."""

import pytest

from contest.account import Answer, Invited, Role, answered, hosts_of, invited, normalised, revoked
from contest.refusals import Refused
from tests.builders import any_grant, any_time

ASKED = Invited(role=Role.SCREENER)


@pytest.mark.parametrize(
    "typed",
    [
        "zhou@example.com",
        " Zhou@Example.COM\n",
        "ｚｈｏｕ＠ｅｘａｍｐｌｅ．ｃｏｍ",
        "周 <zhou@example.com>",
        "\u3000zhou@example.com\u3000",
    ],
)
def test_an_address_has_one_spelling(typed):
    assert normalised(typed) == "zhou@example.com"


def test_what_is_no_address_is_none():
    for typed in ("", "zhou", "zhou@", "@example.com", "a b@example.com", "a@b@example.com"):
        with pytest.raises(Refused, match="mail address"):
            normalised(typed)


def test_hosts_are_named_by_commas():
    assert hosts_of("") == hosts_of(" , ") == set()
    assert hosts_of("A@example.org, b@example.org,") == {"a@example.org", "b@example.org"}


@pytest.mark.parametrize("to", [Answer.ACCEPTED, Answer.DECLINED])
@pytest.mark.parametrize("status", [Answer.INVITED, Answer.ACCEPTED, Answer.DECLINED])
def test_an_invitation_is_answered_and_the_answer_may_change(status, to):
    before = any_grant(status=status)
    after, record = answered(before, to, owner="o", at=any_time(1))
    assert (after.status, after.changed_at, after.version) == (to, any_time(1), 2)
    assert (record.deed, record.by) == (f"grant.{to}", "account:a1")
    assert record.details == {"contest": before.contest, "role": "screener", "account": "a1"}


@pytest.mark.parametrize(
    "over", [{"status": Answer.REVOKED}, {"ends_at": any_time(1)}], ids=["revoked", "ended"]
)
def test_what_is_over_can_no_longer_be_answered(over):
    with pytest.raises(Refused, match="revoked or has ended"):
        answered(any_grant(**over), Answer.ACCEPTED, owner="o", at=any_time(1))


@pytest.mark.parametrize("status", Answer)
def test_invited_anew_one_is_asked_again_unless_one_has_accepted(status):
    before = any_grant(status=status)
    after, _ = invited(before, ASKED, owner="o", by="host:h", at=any_time(1))
    kept = status is Answer.ACCEPTED
    assert (after.status, after.invited_by) == (
        Answer.ACCEPTED if kept else Answer.INVITED, "host:h"
    )  # fmt: skip


@pytest.mark.parametrize("status", [Answer.INVITED, Answer.ACCEPTED, Answer.DECLINED])
def test_the_host_takes_back_whatever_was_said(status):
    after, record = revoked(any_grant(status=status), owner="o", by="host:h", at=any_time(1))
    assert (after.status, record.by) == (Answer.REVOKED, "host:h")
    assert not after.counts(any_time(1))
