"""Whoever changes, drops, swaps, inserts or cuts out records of a chain is found out."""

from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contest.audit import START, Actor, Audited, AuditRecord, first_broken
from tests.builders import any_time

VALUES = st.one_of(st.text(max_size=10), st.integers(), st.booleans(), st.none())
DETAILS = st.dictionaries(
    st.text(max_size=5), st.one_of(VALUES, st.lists(VALUES, max_size=3)), max_size=3
)
FIELDS = ("subject", "sequence", "at", "actor", "action", "details", "previous", "hash")


def chain_of(all_details, owner="ENTRY#c#e#ENTRY"):
    """Records of one owner, and the owner after the last of them."""
    owned, records = Audited(), []
    for number, details in enumerate(all_details):
        owned, record = owned.with_record(
            "entry.deed",
            subject=owner,
            actor=Actor.of("host", "somebody"),
            at=any_time(number),
            details=details,
        )
        records.append(record)
    return owned, records


CHAINS = st.lists(DETAILS, min_size=3, max_size=6).map(lambda details: chain_of(details)[1])
few = settings(deadline=None, max_examples=50)


def changed(record, field):
    value = getattr(record, field)
    match value:
        case int():
            return value + 1
        case datetime():
            return value + timedelta(microseconds=1)
        case Actor():
            return Actor.of(value.kind, f"{value.id}x")
        case dict():
            return {**value, "more": 1}
        case _:
            return value[:-1] + ("1" if value[-1:] == "0" else "0")


@few
@given(CHAINS)
def test_a_chain_that_nobody_touched_is_whole(records):
    assert first_broken(records) is None
    assert records[0].previous == START


@pytest.mark.parametrize("field", FIELDS)
@settings(deadline=None, max_examples=10)
@given(CHAINS, st.data())
def test_finds_the_record_that_was_changed(field, records, data):
    position = data.draw(st.integers(0, len(records) - 1))
    forged = records[position].model_copy(update={field: changed(records[position], field)})
    assert first_broken([*records[:position], forged, *records[position + 1 :]]) == forged


def test_a_chain_counts_from_one():
    """Made anew from the start, its hashes hold: the numbers tell."""
    _, (first,) = chain_of([{}])
    forged = first.model_copy(update={"sequence": 2})
    forged = forged.model_copy(update={"hash": forged.digest()})
    assert first_broken([forged]) == forged


@few
@given(CHAINS, st.data())
def test_finds_what_was_changed_though_its_own_hash_was_made_anew(records, data):
    position = data.draw(st.integers(0, len(records) - 2))
    forged = records[position].model_copy(update={"actor": Actor.of("judge", "other")})
    forged = forged.model_copy(update={"hash": forged.digest()})
    assert (
        first_broken([*records[:position], forged, *records[position + 1 :]])
        == (records[position + 1])
    )


@few
@given(CHAINS, st.data())
def test_finds_where_records_were_cut_out(records, data):
    start = data.draw(st.integers(0, len(records) - 2))
    end = data.draw(st.integers(start + 1, len(records) - 1))
    assert first_broken([*records[:start], *records[end:]]) == records[end]


@few
@given(CHAINS, st.data())
def test_finds_two_that_changed_places(records, data):
    one = data.draw(st.integers(0, len(records) - 2))
    other = data.draw(st.integers(one + 1, len(records) - 1))
    swapped = list(records)
    swapped[one], swapped[other] = records[other], records[one]
    assert first_broken(swapped) == records[other]


@few
@given(CHAINS, st.data())
def test_finds_what_was_put_in(records, data):
    position = data.draw(st.integers(0, len(records) - 1))
    before = records[position - 1].hash if position else START
    false = AuditRecord(
        subject=records[0].subject,
        sequence=position + 1,
        at=any_time(),
        actor=Actor.of("host", "nobody"),
        action="x",
        details={},
        previous=before,
        hash="",
    )
    false = false.model_copy(update={"hash": false.digest()})
    broken = first_broken([*records[:position], false, *records[position:]])
    assert broken == records[position]


@few
@given(DETAILS, st.sampled_from(["Asia/Shanghai", "UTC", "Europe/London", "America/New_York"]))
def test_a_record_verifies_after_it_was_written_and_read(details, zone):
    at = any_time().astimezone(ZoneInfo(zone))
    _, record = Audited().with_record(
        "x", subject="o", actor=Actor.of("host", "b"), at=at, details=details
    )
    read = AuditRecord.model_validate_json(record.model_dump_json())
    assert read == record
    assert read.digest() == record.hash


@pytest.mark.parametrize("minutes", [0, -570, 345])
def test_a_moment_of_any_zone_verifies(minutes):
    at = any_time().astimezone(timezone(timedelta(minutes=minutes)))
    _, record = Audited().with_record(
        "x", subject="o", actor=Actor.of("host", "b"), at=at, details={}
    )
    assert AuditRecord.model_validate_json(record.model_dump_json()).digest() == record.hash


def test_a_draft_makes_a_version_and_no_record():
    owned, records = chain_of([{}, {}])
    assert owned.next_version() == Audited(version=3, records=2, head=records[-1].hash)
