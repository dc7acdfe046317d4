"""Sign-in at the desk when two do the same at the same moment: nothing is tried, used or opened
once too often."""

from datetime import timedelta

import pytest

from contest.audit import Actor
from contest.people.account import Account
from contest.people.limits import CODES_TO_ADDRESS_FROM_SOURCE, Window
from contest.people.sign_in import TRIES, Asker, Secrets, SignIn, name_of
from contest.refusals import Refused
from contest_aws.services.people import accounts, sign_in
from contest_aws.store import keys
from tests.builders import any_time
from tests.contest_aws.services.fakes import Overtaken

ADDRESS = "zhou@example.com"
DRAWN = Secrets(request="r" * 22, code="123456", link="l" * 43)


def new(name="a"):
    return sign_in.NewSession(f"account-{name}", f"session-{name}", "a browser", any_time(14))


def ask(store, drawn=DRAWN, *, at=0.0):
    sign_in.ask(store, ADDRESS, drawn, Asker("192.0.2.7"), now=any_time(at))


def enter(store, code=DRAWN.code, name="a"):
    return sign_in.by_code(store, request=DRAWN.request, code=code, new=new(name), now=any_time())


def refusal(action, *arguments, **more):
    with pytest.raises(Refused) as problem:
        action(*arguments, **more)
    return problem.value.refusals[0].code


def request_of(store):
    return store.find(keys.sign_in(name_of(DRAWN.request)), SignIn)


@pytest.mark.parametrize("at", range(8))
def test_a_try_in_between_is_counted_too(store, at):
    ask(store)
    between = Overtaken(store, lambda: refusal(enter, store, "000000"), at=at)
    assert refusal(enter, between, "000000") == "signin.wrong_code"
    assert request_of(store).tries == (2 if at < between.calls else 1)


def test_of_many_at_once_no_more_are_looked_at_than_may_be(store):
    ask(store)
    codes = [refusal(enter, store, "000000") for _ in range(TRIES + 3)]
    assert codes == ["signin.wrong_code"] * (TRIES - 1) + ["signin.over"] * 4
    assert request_of(store).tries == TRIES


@pytest.mark.parametrize("at", range(8))
def test_used_in_between_it_opens_one_session(store, at):
    ask(store)
    between = Overtaken(store, lambda: enter(store, name="b"), at=at)
    try:
        enter(between)
    except Refused as problem:
        assert problem.refusals[0].code == "signin.over"  # noqa: PT017
    account = accounts.find(store, ADDRESS)
    assert len(accounts.sessions(store, account.id, now=any_time())) == 1


@pytest.mark.parametrize("at", range(4))
def test_two_sign_ins_of_one_new_address_make_one_account(store, at):
    ask(store)
    other = Secrets(request="s" * 22, code="654321", link="m" * 43)
    ask(store, other)
    between = Overtaken(
        store,
        lambda: sign_in.by_code(
            store, request=other.request, code=other.code, new=new("b"), now=any_time()
        ),
        at=at,
    )
    enter(between)
    assert at < between.calls
    made = [key for key in store.items if key.sk == "ACCOUNT"]
    assert len(made) == 1
    account = store.find(made[0], Account)
    assert len(accounts.sessions(store, account.id, now=any_time())) == 2


@pytest.mark.parametrize("at", range(6))
def test_codes_asked_for_at_once_are_all_counted(store, at):
    others = iter(range(10))
    between = Overtaken(
        store, lambda: ask(store, DRAWN._replace(request=f"other-{next(others)}")), at=at
    )
    ask(between)
    asked = 2 if at < between.calls else 1
    left = CODES_TO_ADDRESS_FROM_SOURCE.windows[0].most - asked
    for n in range(left):
        ask(store, DRAWN._replace(request=f"later-{n}"))
    assert refusal(ask, store, DRAWN._replace(request="last")) == "signin.too_often"


def test_a_window_begins_on_the_clock():
    window = Window("quarter", 5, timedelta(minutes=15))
    at = any_time().replace(minute=16)
    assert window.ends(at) == any_time().replace(minute=30, second=0)
    assert window.start(at) == window.start(any_time().replace(minute=29, second=59))


def test_invited_first_one_signs_in_to_the_account_that_is_there(store):
    account, changes = accounts.opened("invited", ADDRESS, actor=Actor.of("host"), now=any_time(-1))
    store.commit(*changes)
    assert account.verified_at is None
    ask(store)
    assert enter(store).account == "invited"
    assert accounts.find(store, ADDRESS).verified_at == any_time()
    assert store.actions(keys.account("invited")) == ["account.open", "account.verify"]
