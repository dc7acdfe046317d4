"""Addresses in one spelling, and grants from invitation to end."""

import pytest

from contest.audit import Actor
from contest.people.account import (
    GrantStatus,
    Invited,
    InviteMode,
    Role,
    answered,
    hosts_of,
    normalised,
    revoked,
)
from contest.people.inviting import invited, is_asked, mailed_again
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
        "\u200b zhou@example.com\u202c",
        "\ufeffzhou@exa\u200dmple.com",
        "z\u200chou@example.com\u180e",
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


@pytest.mark.parametrize("to", [GrantStatus.ACCEPTED, GrantStatus.DECLINED])
@pytest.mark.parametrize(
    "status", [GrantStatus.INVITED, GrantStatus.ACCEPTED, GrantStatus.DECLINED]
)
def test_an_invitation_is_answered_and_the_answer_may_change(status, to):
    before = any_grant(status=status)
    after, record = answered(before, to, subject="o", at=any_time(1))
    assert (after.status, after.changed_at, after.version) == (to, any_time(1), 2)
    assert (record.action, str(record.actor)) == (f"grant.{to}", "account:a1")
    assert record.details == {"contest": before.contest, "role": "screener", "account": "a1"}


@pytest.mark.parametrize(
    "over", [{"status": GrantStatus.REVOKED}, {"ends_at": any_time(1)}], ids=["revoked", "ended"]
)
def test_what_is_over_can_no_longer_be_answered(over):
    with pytest.raises(Refused, match="revoked or has expired"):
        answered(any_grant(**over), GrantStatus.ACCEPTED, subject="o", at=any_time(1))


@pytest.mark.parametrize("status", GrantStatus)
def test_invited_anew_one_is_asked_again_unless_one_has_accepted(status):
    before = any_grant(status=status, unit="某单位")
    after, _ = invited(
        before, ASKED, InviteMode.AGAIN, subject="o", actor=Actor.of("host", "h"), at=any_time(1)
    )
    kept = status is GrantStatus.ACCEPTED
    assert (after.status, after.invited_by) == (
        GrantStatus.ACCEPTED if kept else GrantStatus.INVITED,
        Actor.of("host", "h"),
    )


def ask(before, how, **changes):
    asked = ASKED.model_copy(update=changes)
    moved = invited(before, asked, how, subject="o", actor=Actor.of("host", "h"), at=any_time(1))
    return moved and moved[0]


def test_asked_again_who_has_not_answered_is_mailed_again():
    before = any_grant(asked_at=any_time())
    after = ask(before, InviteMode.AGAIN)
    assert (after.asked_at, is_asked(before, after)) == (any_time(1), True)


def test_asked_once_who_was_asked_is_mailed_no_second_time_whatever_changes():
    before = any_grant(asked_at=any_time())
    assert ask(before, InviteMode.ONCE) is None
    after = ask(before, InviteMode.ONCE, unit="另一单位")
    assert (after.unit, after.asked_at, is_asked(before, after)) == (
        "另一单位",
        any_time(),
        False,
    )


def test_asked_once_who_never_was_mailed_is():
    before = any_grant()
    assert is_asked(before, ask(before, InviteMode.ONCE)) is True


@pytest.mark.parametrize("status", [GrantStatus.DECLINED, GrantStatus.REVOKED])
def test_asked_once_who_said_no_or_lost_the_role_is_left_alone(status):
    assert ask(any_grant(status=status), InviteMode.ONCE, unit="另一单位") is None


def mail_again(before, *, at=1):
    return mailed_again(before, subject="o", actor=Actor.of("host", "h"), at=any_time(at))[0]


def test_an_invitation_is_mailed_five_times_at_most_until_it_is_answered():
    grant = ask(any_grant(version=0), InviteMode.AGAIN)
    for number in range(2, 6):
        before, grant = grant, mail_again(grant, at=number)
        assert (grant.mails, grant.asked_at, is_asked(before, grant)) == (
            number,
            any_time(number),
            True,
        )
    for sixth in (mail_again, lambda grant: ask(grant, InviteMode.AGAIN)):
        with pytest.raises(Refused) as problem:
            sixth(grant)
        (why,) = problem.value.refusals
        assert (why.code, why.measured, why.allowed) == ("invitation.mailed_enough", "5", "5")
    declined = answered(grant, GrantStatus.DECLINED, subject="o", at=any_time(9))[0]
    assert ask(declined, InviteMode.AGAIN).mails == 1


def test_of_an_older_invitation_one_mail_is_known():
    assert mail_again(any_grant(asked_at=any_time())).mails == 2


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"status": GrantStatus.ACCEPTED}, "invitation.answered"),
        ({"status": GrantStatus.DECLINED}, "invitation.answered"),
        ({"status": GrantStatus.REVOKED}, "invitation.over"),
        ({"ends_at": any_time(1)}, "invitation.over"),
    ],
)
def test_what_is_answered_or_over_is_not_mailed_again(changes, code):
    with pytest.raises(Refused) as problem:
        mail_again(any_grant(**changes))
    assert [why.code for why in problem.value.refusals] == [code]


def test_asked_quietly_nobody_is_mailed():
    before = any_grant(status=GrantStatus.DECLINED)
    after = ask(before, InviteMode.QUIETLY)
    assert (after.status, after.asked_at) == (GrantStatus.INVITED, None)
    assert is_asked(before, after) is False


@pytest.mark.parametrize("how", InviteMode)
def test_who_has_accepted_is_not_mailed_and_follows_the_later_word(how):
    before = any_grant(status=GrantStatus.ACCEPTED)
    assert ask(before, how) is None
    after = ask(before, how, unit="另一单位")
    assert (after.status, after.unit, is_asked(before, after)) == (
        GrantStatus.ACCEPTED,
        "另一单位",
        False,
    )


@pytest.mark.parametrize(
    "status", [GrantStatus.INVITED, GrantStatus.ACCEPTED, GrantStatus.DECLINED]
)
def test_the_host_takes_back_whatever_was_said(status):
    after, record = revoked(
        any_grant(status=status), subject="o", actor=Actor.of("host", "h"), at=any_time(1)
    )
    assert (after.status, str(record.actor)) == (GrantStatus.REVOKED, "host:h")
    assert not after.counts(any_time(1))
