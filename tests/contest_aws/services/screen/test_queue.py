"""The screeners' list: of thousands that wait, a page is read in one Query or two, and no entry."""

from datetime import timedelta

import boto3
import pytest
from moto import mock_aws

from contest.entry.entry import EntryStatus
from contest.entry.queue_card import QueueCard, QueueFilter, unit_key
from contest.people.sign_in import sha256
from contest.refusals import Refusal, Refused
from contest.screen.decision import ScreeningOutcome
from contest_aws.services.pointers import Pointer
from contest_aws.services.screen import claims, queue
from contest_aws.services.screen.access import names_of
from contest_aws.services.screen.overdue import overdue
from contest_aws.store import keys
from contest_aws.store.attributes import attributes
from contest_aws.store.dynamodb import DynamoStore
from contest_aws.store.protocol import create
from tests.builders import any_entry, any_form, any_time
from tests.contest_aws.services.screen.conftest import C, Team
from tests.table import TABLE, make_table

WAITING = EntryStatus.SCREENING
MOST_CHANGES = 100
THEMES = ("high-end", "green", "digital")


@pytest.fixture(scope="module")
def aws():
    with mock_aws(), pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_DEFAULT_REGION", "cn-north-1")
        yield boto3.client("dynamodb")


class Counted:
    """Counts the calls of the table by name."""

    def __init__(self, client):
        self._client, self.calls = client, []

    def __getattr__(self, name):
        self.calls.append(name)
        return getattr(self._client, name)


@pytest.fixture
def table(aws):
    make_table(aws)
    counted = Counted(aws)
    team = Team(DynamoStore(TABLE, counted))
    team.table = counted
    yield team
    aws.delete_table(TableName=TABLE)


def entry(number, **changes):
    """The `number`th, which has waited the `number`th longest."""
    form = any_form(
        title=f"作品 {number}",
        theme=THEMES[number % 3],
        entrant=f"单位 {number % 40}",
        region="湖南" if number % 10 == 0 else "广东",
        synopsis="字" * 600,
    )
    return any_entry(
        WAITING,
        id=f"e{number:04}",
        form=form,
        recommended_by="hunan" if number % 10 == 0 else None,
        number=f"GY-{number:04}",
        submitted_at=any_time(-1),
        changed_at=any_time(-30) + timedelta(minutes=number),
        **changes,
    )


def fill(team, count):
    """In a few commits: moto copies the whole table for each."""
    waiting = [create(keys.entry(C, one.id), one) for one in map(entry, range(count))]
    for start in range(0, count, MOST_CHANGES):
        team.store.commit(*waiting[start : start + MOST_CHANGES])


def ids(page):
    return [card.id for card in page.cards]


def names(*numbers):
    return [f"e{number:04}" for number in numbers]


def test_a_page_is_one_query_and_no_form_is_read(table):
    fill(table, 120)
    table.table.calls.clear()
    first = queue.page(table.ctx(), WAITING, QueueFilter(), limit=50)
    assert table.table.calls == ["query"]
    second = queue.page(table.ctx(), WAITING, QueueFilter(), limit=50, cursor=first.cursor)
    third = queue.page(table.ctx(), WAITING, QueueFilter(), limit=50, cursor=second.cursor)
    assert table.table.calls == ["query"] * 3
    assert ids(first) + ids(second) + ids(third) == names(*range(120))
    assert third.cursor is None


@pytest.mark.slow
@pytest.mark.parametrize(
    ("where", "wanted"),
    [
        ({"theme": "green"}, range(1, 120, 3)),
        ({"unit": "hunan"}, range(0, 120, 10)),
        ({"region": "湖南", "theme": "high-end"}, range(0, 120, 30)),
        ({"like": unit_key("单位7")}, (7, 47, 87)),
        ({"before": any_time(-30) + timedelta(minutes=4)}, range(5)),
        ({"flag": "duplicates"}, ()),
    ],
)
def test_a_filtered_page_is_two_queries_at_most(table, where, wanted):
    fill(table, 120)
    table.table.calls.clear()
    assert ids(queue.page(table.ctx(), WAITING, QueueFilter(**where))) == names(*wanted)
    assert set(table.table.calls) == {"query"}
    assert len(table.table.calls) <= 2


@pytest.mark.slow
def test_pages_of_a_filter_follow_each_other_without_gap_or_repetition(table):
    fill(table, 120)
    seen, cursor = [], ""
    while cursor is not None:
        page = queue.page(table.ctx(), WAITING, QueueFilter(theme="green"), limit=7, cursor=cursor)
        seen += ids(page)
        cursor = page.cursor
    assert seen == names(*range(1, 120, 3))


def _size(values):
    """Bytes of an item as DynamoDB counts them: names and texts in UTF-8, 3 for a map or list and 1
    for each of its elements.
    https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html"""
    return sum(len(name.encode()) + _of(value) for name, value in values.items())


def _of(value):
    ((kind, inside),) = value.items()
    if kind == "M":
        return 3 + len(inside) + _size(inside)
    if kind == "L":
        return 3 + len(inside) + sum(map(_of, inside))
    return len(str(inside).encode()) if kind in ("S", "N") else 1


@pytest.mark.slow
def test_of_5000_that_wait_two_answers_hold_all():
    """A Query reads 1 MB. The index has the table's key, its own key and the card."""
    bytes_ = 0
    for number in range(5000):
        drawn = {"owner": f"{number:020x}", "id": f"{number:020x}", "contact_hash": sha256("x")}
        one = entry(number).model_copy(update=drawn)
        written = attributes(keys.entry(C, one.id), one, attempt="")
        projected = ("pk", "sk", "status_key", "changed_at", "card")
        bytes_ += _size({name: written[name] for name in projected})
    assert bytes_ <= 2 * 1024 * 1024
    assert "synopsis" not in written["card"]["M"]


@pytest.mark.parametrize(
    "cursor", ["x", "W10", "bm9uZQ", "WyJlMSIsICIyMDI0LTA1LTAxVDAwOjAwOjAwIl0"]
)
def test_a_cursor_that_we_did_not_give_is_refused(team, cursor):
    with pytest.raises(Refused) as problem:
        queue.page(team.ctx(), WAITING, QueueFilter(), cursor=cursor)
    assert problem.value.refusals == (Refusal(code="screening.bad_cursor"),)


def test_what_was_decided_is_found_again_by_outcome_and_by_whom(team):
    for name in ("a", "b", "c"):
        team.put(name)
    team.decide(ScreeningOutcome.REJECT, "a", who="s1")
    team.decide(ScreeningOutcome.REJECT, "b", who="s2")
    team.decide(ScreeningOutcome.PASS, "c", who="s1")
    ctx = team.ctx("s1")
    assert ids(queue.page(ctx, EntryStatus.REJECTED, QueueFilter())) == ["a", "b"]
    assert ids(queue.page(ctx, EntryStatus.REJECTED, QueueFilter(decided_by="s1"))) == ["a"]
    assert ids(queue.page(ctx, EntryStatus.IN_REVIEW, QueueFilter())) == ["c"]


def test_of_what_its_entrant_changes_again_no_word_is_listed(team):
    team.put("a")
    after = team.decide(ScreeningOutcome.RETURN, "a")
    assert QueueCard.of(after).title == "钢铁脊梁"
    changed = QueueCard.of(after.next_version(form=any_form(title="新题")))
    assert (changed.title, changed.entrant, changed.like) == ("", "", "")


def test_the_check_returned_it_and_no_screener_so_it_is_not_listed(team):
    team.put("a", EntryStatus.RETURNED)
    assert ids(queue.page(team.ctx(), EntryStatus.RETURNED, QueueFilter())) == []


def test_nor_one_whose_contact_has_their_address(team):
    hash_ = sha256("li@example.com")
    team.store.commit(create(keys.address(hash_), Pointer(account="account-s1")))
    form = any_form(entrant="湘江重工集团")
    mine = team.put("a", form=form, contact_hash=hash_)
    other = team.put("b", form=form, contact_hash=sha256("somebody@example.com"))
    for name in ("a", "b"):
        team.decide(ScreeningOutcome.REJECT, name, who="s2")
    page = queue.page(team.ctx("s1"), EntryStatus.REJECTED, QueueFilter())
    assert ids(page) == ["b"]
    assert queue.of_same_unit(team.ctx("s1"), other) == []
    assert [card.id for card in queue.of_same_unit(team.ctx("s2"), mine)] == ["b"]


def test_a_page_takes_one_read_for_the_addresses_of_contacts(table):
    hashes = [sha256(f"{number}@example.com") for number in range(5)]
    each = [entry(number, contact_hash=hash_) for number, hash_ in enumerate(hashes)]
    table.store.commit(*(create(keys.entry(C, one.id), one) for one in each))
    table.store.commit(create(keys.address(hashes[2]), Pointer(account="account-s1")))
    table.table.calls.clear()
    assert ids(queue.page(table.ctx("s1"), WAITING, QueueFilter())) == names(0, 1, 3, 4)
    assert table.table.calls == ["query", "batch_get_item"]


def test_nobody_finds_a_work_of_their_own_in_the_list(team):
    team.put("a", owner="account-s1")
    team.put("b")
    assert ids(queue.page(team.ctx("s1"), WAITING, QueueFilter())) == ["b"]
    assert ids(queue.page(team.ctx("s2"), WAITING, QueueFilter())) == ["a", "b"]


def test_entries_of_the_same_unit_are_found_however_its_name_is_written(team):
    mine = team.put("a", form=any_form(entrant="湘江重工集团"))
    team.put("b", form=any_form(entrant=" 湘江 重工集团"))
    team.put("c", form=any_form(entrant="洞庭机械厂"))
    team.put("d", EntryStatus.IN_REVIEW, form=any_form(entrant="湘江重工集团"))
    team.decide(ScreeningOutcome.REJECT, "b")
    found = [card.id for card in queue.of_same_unit(team.ctx(), mine)]
    assert found == ["b"], "d was not screened by anybody"


def test_the_list_shows_who_works_on_an_entry(team):
    team.invite("s1")
    team.put("a")
    team.put("b")
    claims.claim(team.ctx("s1"), "a")
    claims.claim(team.ctx("s3"), "b")
    shown = [card.claim for card in queue.page(team.ctx("s2"), WAITING, QueueFilter()).cards]
    assert names_of(team.ctx("s2"), shown) == {"s1": "初筛员 s1", "s3": "s3"}
    assert names_of(team.ctx("s2", minutes=30), shown) == {}, "the claims have expired"


def test_overdue_is_what_has_waited_for_longer_than_the_rules_allow(team):
    team.put("old", changed_at=any_time(-20))
    team.put("just", changed_at=any_time(-14))
    team.put("new", changed_at=any_time(-13.9))
    assert [card.id for card in overdue(team.ctx(role="host"))] == ["old", "just"]
