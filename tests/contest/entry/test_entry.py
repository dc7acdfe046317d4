"""An entry moves along the table of transitions and no other way, and every move is on record."""

from itertools import product

import pytest
from pydantic import ValidationError

from contest.audit import RULES, first_broken
from contest.entry.entry import STAGES, STATUS_NAMES, TRANSITIONS, EntryStatus, move_entry
from contest.entry.form import Contact, Form
from contest.refusals import Refusal, Refused
from contest.refusals.formatting import stored_text
from tests.builders import any_entry, any_form, any_time

ALLOWED = [(here, there) for here in EntryStatus for there in sorted(TRANSITIONS[here])]
REFUSED = [pair for pair in product(EntryStatus, EntryStatus) if pair not in ALLOWED]
ENDS = {
    EntryStatus.REJECTED,
    EntryStatus.NOT_AWARDED,
    EntryStatus.WITHDRAWN,
    EntryStatus.DISQUALIFIED,
}


def moved(entry, to, **changes):
    return move_entry(
        entry,
        to,
        subject="ENTRY#c#e#ENTRY",
        actor=RULES,
        at=any_time(1),
        action="some.deed",
        **changes,
    )


@pytest.mark.parametrize(("here", "there"), ALLOWED)
def test_moves_along_the_table_with_a_record_of_from_and_to(here, there):
    entry = any_entry(here)
    after, record = moved(entry, there, awards=("gold",))
    assert after == entry.model_copy(
        update={
            "status": there,
            "changed_at": any_time(1),
            "version": entry.version + 1,
            "records": 1,
            "head": record.hash,
            "awards": ("gold",),
        }
    )
    assert record.model_dump(exclude={"hash"}) == {
        "subject": "ENTRY#c#e#ENTRY",
        "sequence": 1,
        "at": any_time(1),
        "actor": "rules",
        "action": "some.deed",
        "details": {"from": here, "to": there},
        "previous": "0" * 64,
    }


@pytest.mark.parametrize(("here", "there"), REFUSED)
def test_refuses_every_move_that_the_table_has_not(here, there):
    with pytest.raises(Refused) as problem:
        moved(any_entry(here), there)
    assert problem.value.refusals == (
        Refusal(code="entry.not_possible_now", measured=stored_text(STATUS_NAMES[here].organiser)),
    )


def test_a_second_move_is_chained_to_the_first():
    screened, first = moved(any_entry(EntryStatus.VALIDATING), EntryStatus.SCREENING)
    passed, second = moved(screened, EntryStatus.IN_REVIEW)
    assert (second.sequence, second.previous, passed.head) == (2, first.hash, second.hash)
    assert first_broken([first, second]) is None


def test_every_status_has_two_names_and_a_place_in_the_table():
    assert set(STATUS_NAMES) == set(TRANSITIONS) == set(EntryStatus)
    by_the_host = {EntryStatus.SCREENING, EntryStatus.AWARDED, EntryStatus.DISQUALIFIED}
    assert {status for status in EntryStatus if TRANSITIONS[status] <= by_the_host} == ENDS
    assert not ENDS & set(STAGES)


def test_an_entrant_may_withdraw_wherever_the_way_goes_on():
    assert {here for here in EntryStatus if EntryStatus.WITHDRAWN in TRANSITIONS[here]} == set(
        EntryStatus
    ) - ENDS


def test_every_status_can_be_reached_from_a_draft():
    reached, rest = {EntryStatus.DRAFT}, {EntryStatus.DRAFT}
    while rest:
        rest = {there for here in rest for there in TRANSITIONS[here]} - reached
        reached |= rest
    assert reached == set(EntryStatus)


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": "长" * 101},
        {"theme": "High End"},
        {"entrant": ["湘江", "重工"]},
        {"synopsis": "长" * 2001},
        {"credits": ("某人",) * 51},
        {"credits": ("长" * 100_000,)},
        {"further_themes": ("green",) * 10_000},
        {"email": "a@b.example"},
    ],
    ids=lambda wrong: next(iter(wrong)),
)
def test_a_form_is_refused_where_it_is_no_form(wrong):
    """Nor may one outgrow an item of the table, which takes 400 KB."""
    with pytest.raises(ValidationError):
        Form.model_validate({**dict(any_form()), **wrong})


def test_a_draft_may_leave_everything_open_and_nothing_is_kept_of_the_space_around_it():
    assert Form.model_validate({"theme": "", "title": " 钢铁脊梁\u3000"}) == Form(title="钢铁脊梁")
    assert Contact.model_validate({"email": " a@example.com "}) == Contact(email="a@example.com")
