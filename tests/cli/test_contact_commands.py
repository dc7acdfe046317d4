"""`laurel entry contact` shows the contact of an entry, and corrects it, each on record."""

import pytest

from contest.audit import AuditRecord
from contest.entry.form import Contact
from contest_aws.store import keys
from contest_aws.store.protocol import Change
from tests.builders import any_contact
from tests.cli.conftest import AWARD_ROUND

CONTEST = AWARD_ROUND.contest
KEY = keys.contact(CONTEST, "e1")


@pytest.fixture
def store(organiser):
    organiser.store.commit(Change(KEY, any_contact(), "any"))
    return organiser.store


def records(store):
    return list(store.query(keys.audit(keys.entry(CONTEST, "e1"), 0).pk, AuditRecord))


def test_without_options_it_is_shown(run, store):
    ended = run("entry", "contact", CONTEST, "e1")
    assert ended.out.strip() == "周立群  13800000000  zhou@example.com"
    assert [one.action for one in records(store)] == ["entry.show_contact"]


def test_what_is_named_is_corrected_and_the_rest_stays(run, store):
    words = ["--phone", "13900000001", "--person", "李四", "--reason", "来电更正"]
    ended = run("entry", "contact", CONTEST, "e1", *words)
    assert ended.code == 0, ended.err
    assert "联系方式已更正" in ended.out + ended.err
    assert store.find(KEY, Contact) == Contact(
        person="李四", phone="13900000001", email="zhou@example.com"
    )
    (record,) = records(store)
    assert (record.action, record.details) == (
        "entry.correct_contact",
        {"fields": ["person", "phone"], "reason": "来电更正"},
    )
    assert record.actor.kind == "host"
    assert run("entry", "contact", CONTEST, "e1", *words).code == 0
    assert len(records(store)) == 1, "the same again changes nothing"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--phone", "13900000001"], "请用 --reason 写明更正的理由"),
        (["--phone", "13900000001", "--reason", " "], "Give the reason by --reason"),
        (["--phone", "12", "--reason", "来电"], "电话"),
        (["--person", "李" * 51, "--reason", "来电"], "50"),
    ],
)
def test_a_correction_without_a_reason_or_with_a_mistake_is_refused(run, store, words, said):
    before = dict(store.items)
    ended = run("entry", "contact", CONTEST, "e1", *words)
    assert ended.code == 1
    assert said in ended.err
    assert store.items == before
