"""A sheet invites whom it names, each once, wherever it is broken off."""

import itertools

import pytest

from contest.audit import Actor
from contest.people.account import Grant, GrantStatus, Invited, InviteMode, Role
from contest.refusals import Refusal
from contest.review.judge import Judge
from contest_aws.services import mailing
from contest_aws.services.context import Context
from contest_aws.services.people import accounts, invitations
from contest_aws.services.pointers import Pointer
from contest_aws.services.upkeep import erasure
from contest_aws.store import keys
from contest_aws.store.protocol import Conflict, create
from tests.builders import any_time
from tests.contest.spreadsheets.test_invitation_sheet import HEAD
from tests.contest_aws.services.entrant import refusals
from tests.contest_aws.services.fakes import Breaking, Crash, FakeMedia, FakeObjects, Overtaken
from tests.contest_aws.workbook.sheets import file_of

GU = ("评审专家", "顾清源", "gu@example.com", "中国工业报社", None, None)
LI = ("初筛人员", "李四", "li@example.com", None, None, None)
LIU = ("推荐单位", "刘建设", "liu@example.com", "hunan", None, None)
LIS_OTHER_ROLE = ("评审专家", "李四", "li@example.com", None, None, None)
ALL = (GU, LI, LIU, LIS_OTHER_ROLE)


def sheet_of(contest, *rows, at=0):
    return invitations.read(contest, file_of(HEAD, *rows), now=any_time(at))


def commit_sheet(store, contest, *rows, at=0, **more):
    ids = (f"a-{at}-{number}" for number in itertools.count())
    return invitations.commit(
        Context(store, contest, Actor.of("host", "h"), any_time(at)),
        sheet_of(contest, *rows),
        new_id=lambda: next(ids),
        **more,
    )


def counts(done):
    return done.done, done.left_alone, done.left


def kinds(store, contest, *rows):
    seen = invitations.preview(
        Context(store, contest, Actor.of("host"), any_time(1)), file_of(HEAD, *rows)
    )
    return [planned.kind.value for planned in seen.plans]


def grants(store, contest):
    """By address and role."""
    found = accounts.invitations(store, contest.id)
    return {(account.address, grant.role.value): grant for grant, account in found}


def answer(store, contest, address, role, to):
    grant = grants(store, contest)[address, role]
    return accounts.answer(
        Context(store, contest, Actor.of("account", grant.account), any_time(2)),
        grant.account,
        Role(role),
        to,
    )


def judge_of(store, contest, address="gu@example.com"):
    grant = grants(store, contest)[address, "judge"]
    return store.find(keys.judge(contest.id, grant.person), Judge)


def written(store, before):
    """Mails, as the table's stream has them written of every grant that changed since."""
    how = mailing.MailPolicy(site="", sender=True, rehearsals=False, now=any_time())
    for key, text in list(store.items.items()):
        if key.sk.startswith("GRANT#") and before.get(key) != text:
            was = Grant.model_validate_json(before[key]) if key in before else None
            mailing.write_invitation(store, was, Grant.model_validate_json(text), how)
    return sorted(key.sk for key in store.items if key.pk.startswith("MAIL#"))


HOST = Actor.of("host", "h")


def test_everybody_whom_the_sheet_names_is_invited_by_the_host(store, contest):
    assert kinds(store, contest, *ALL) == ["new"] * 4

    assert counts(commit_sheet(store, contest, *ALL)) == (4, 0, 0)

    found = grants(store, contest)
    assert {key: (g.status, g.invited_by, g.asked_at, g.unit) for key, g in found.items()} == {
        ("gu@example.com", "judge"): (GrantStatus.INVITED, HOST, any_time(), "中国工业报社"),
        ("li@example.com", "screener"): (GrantStatus.INVITED, HOST, any_time(), ""),
        ("liu@example.com", "unit"): (GrantStatus.INVITED, HOST, any_time(), "hunan"),
        ("li@example.com", "judge"): (GrantStatus.INVITED, HOST, any_time(), ""),
    }
    assert found["li@example.com", "screener"].account == found["li@example.com", "judge"].account
    assert judge_of(store, contest) is None, "they have not accepted"
    assert len(written(store, {})) == 4


def test_the_same_sheet_again_changes_nothing(store, contest):
    commit_sheet(store, contest, *ALL)
    answer(store, contest, "gu@example.com", "judge", GrantStatus.ACCEPTED)
    before = dict(store.items)

    assert kinds(store, contest, *ALL) == ["same"] * 4
    assert counts(commit_sheet(store, contest, *ALL, at=3)) == (4, 0, 0)

    assert store.items == before


def test_who_said_no_or_lost_the_role_is_left_alone(store, contest):
    commit_sheet(store, contest, GU, LI)
    answer(store, contest, "gu@example.com", "judge", GrantStatus.DECLINED)
    li = grants(store, contest)["li@example.com", "screener"]
    accounts.revoke(
        Context(store, contest, Actor.of("host", "h"), any_time(1)), li.account, Role.SCREENER
    )
    before = dict(store.items)
    other = (*GU[:3], "另一单位", *GU[4:])

    assert kinds(store, contest, other, LI) == ["declined", "revoked"]
    assert counts(commit_sheet(store, contest, other, LI, at=3)) == (0, 2, 0)

    assert store.items == before


def test_what_is_mended_is_followed_and_mailed_no_second_time(store, contest):
    commit_sheet(store, contest, GU, LI)
    answer(store, contest, "gu@example.com", "judge", GrantStatus.ACCEPTED)
    mails, before = written(store, {}), dict(store.items)
    gu, li = (*GU[:3], "另一单位", *GU[4:]), (LI[0], "李四光", *LI[2:])

    assert kinds(store, contest, gu, li) == ["changed", "changed"]
    assert counts(commit_sheet(store, contest, gu, li, at=3)) == (2, 0, 0)

    assert judge_of(store, contest).unit == "另一单位"
    assert grants(store, contest)["li@example.com", "screener"].name == "李四光"
    assert written(store, before) == mails


def test_who_was_invited_one_by_one_is_invited_no_second_time(store, contest):
    asked = Invited(role=Role.SCREENER, name="李四")
    accounts.invite(
        Context(store, contest, Actor.of("host", "h"), any_time()),
        "li@example.com",
        asked,
        new_id="li",
        how=InviteMode.AGAIN,
    )
    assert kinds(store, contest, LI) == ["same"]


def test_nobody_is_invited_while_they_are_being_erased(store, contest):
    commit_sheet(store, contest, LI)
    (li,) = {grant.account for grant in grants(store, contest).values()}
    me, other_role = Actor.of("account", li), Invited(role=Role.UNIT, unit="hunan")
    erasure.ask(store, li, address="li@example.com", actor=me, now=any_time(3))
    host = Context(store, contest, HOST, any_time(4))
    before = dict(store.items)

    (refusal,) = refusals(accounts.invite, host, "li@example.com", other_role, new_id="x")

    assert refusal == Refusal(code="item.changed_meanwhile")
    assert store.items == before
    erasure.erase(store, FakeObjects(FakeMedia()), li, now=any_time(5), enough=lambda: True)
    assert grants(store, contest) == {}
    accounts.invite(host, "li@example.com", other_role, new_id="x")
    assert [grant.account for grant in grants(store, contest).values()] == ["x"]


def test_a_role_that_an_erasure_left_behind_does_not_spoil_the_list(store, contest):
    """One that was written by an earlier version while its person was erased."""
    commit_sheet(store, contest, GU)
    who = {"contest": contest.id, "account": "gone", "person": "gone", "role": Role.SCREENER}
    store.commit(
        create(
            keys.grant("gone", contest.id, Role.SCREENER),
            Grant(**who, invited_by=HOST, changed_at=any_time()),
        ),
        create(keys.invited(contest.id, Role.SCREENER, "gone"), Pointer(account="gone")),
    )
    assert list(grants(store, contest)) == [("gu@example.com", "judge")]


def test_nothing_of_a_sheet_with_a_mistake_is_done(store, contest):
    before = dict(store.items)
    for rows, code in (((GU, GU), "sheet.mistakes"), ((), "sheet.no_rows")):
        assert [r.code for r in refusals(commit_sheet, store, contest, *rows)] == [code]
    assert store.items == before


def whole(store, contest):
    """Everybody is there once, asked once, with one mail each."""
    assert len(grants(store, contest)) == 4
    assert len([key for key in store.items if key.pk.startswith("ACCOUNT#")]) == 3
    for grant in grants(store, contest).values():
        owner = keys.grant(grant.account, contest.id, grant.role)
        assert store.actions(owner) == ["grant.invited"]
    assert [sk.partition("#")[0] for sk in written(store, {})] == ["00000001"] * 4
    return True


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("at", range(4))
def test_broken_off_anywhere_it_goes_on_where_it_was(store, contest, at, after):
    with pytest.raises(Crash):
        commit_sheet(Breaking(store, at=at, after=after), contest, *ALL)
    written(store, {})

    assert counts(commit_sheet(store, contest, *ALL, at=1)) == (4, 0, 0)

    assert whole(store, contest)


@pytest.mark.parametrize("at", [1, 2])
def test_a_judge_whose_change_was_broken_off_is_known_to_the_panel_in_the_end(store, contest, at):
    """Commit 0 changes the grant, commit 1 the panel."""
    commit_sheet(store, contest, GU)
    answer(store, contest, "gu@example.com", "judge", GrantStatus.ACCEPTED)
    other = (*GU[:3], "另一单位", *GU[4:])
    with pytest.raises(Crash):
        commit_sheet(Breaking(store, at=at - 1, after=at == 1), contest, other, at=3)
    assert judge_of(store, contest).unit == "中国工业报社"

    assert kinds(store, contest, other) == ["changed"]
    commit_sheet(store, contest, other, at=4)

    assert judge_of(store, contest).unit == "另一单位"
    assert kinds(store, contest, other) == ["same"]


@pytest.mark.parametrize("at", range(0, 20, 2))
def test_handed_in_twice_at_the_same_time_everybody_is_there_once(store, contest, at):
    side_by_side = Overtaken(store, lambda: commit_sheet(store, contest, *ALL, at=1), at=at)

    assert counts(commit_sheet(side_by_side, contest, *ALL)) == (4, 0, 0)

    assert whole(store, contest)


def test_told_to_stop_in_time_it_says_what_is_left_and_goes_on(store, contest):
    turns = iter([True])

    done = commit_sheet(store, contest, *ALL, in_time=lambda: next(turns, False))

    assert counts(done) == (1, 0, 3)
    assert counts(commit_sheet(store, contest, *ALL, at=1)) == (4, 0, 0)
    assert whole(store, contest)


@pytest.mark.usefixtures("without_pauses")
def test_somebody_else_at_work_all_the_time_ends_in_a_conflict(store, contest):
    class Busy:
        def __getattr__(self, name):
            return getattr(store, name)

        def commit(self, *_):
            raise Conflict

    told = refusals(commit_sheet, Busy(), contest, GU)

    assert [refusal.code for refusal in told] == ["item.changed_meanwhile"]
