"""Chains as they are stored: whatever is changed, cut, moved or lost is found, and named."""

import hashlib
import json

import pytest

from contest.audit import START, Actor, Audited
from contest.chains import Chain, Damage, Digest, Head, Tampering, next_digest, tampering, verify
from tests.builders import any_time

SUBJECT = "ENTRY#c#e#ENTRY"


def chain_of(*actions, subject=SUBJECT):
    item, records = Audited(), []
    for number, action in enumerate(actions):
        item, record = item.with_record(
            action, subject=subject, actor=Actor.of("host", "h"), at=any_time(number), details={}
        )
        records.append(record.model_dump(mode="json"))
    head = Head(records=item.records, hash=item.head) if item.records else None
    return Chain(subject=subject, head=head, records=tuple(records))


def rehashed(record):
    """By hand, after docs/data-model.md."""
    body = {name: value for name, value in record.items() if name != "hash"}
    text = json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return {**body, "hash": hashlib.sha256(text.encode()).hexdigest()}


def rechained(subject, records, *, head=True):
    """A consistent chain of these records' contents, as an expert would forge it."""
    made, previous = [], START
    for number, record in enumerate(records, start=1):
        renumbered = {**record, "subject": subject, "sequence": number, "previous": previous}
        made.append(rehashed(renumbered))
        previous = made[-1]["hash"]
    end = Head(records=len(made), hash=previous) if head and made else None
    return Chain(subject=subject, head=end, records=tuple(made))


def with_record(chain, number, **changes):
    records = list(chain.records)
    records[number - 1] = {**records[number - 1], **changes}
    return chain.model_copy(update={"records": tuple(records)})


def at(record, damage, subject=SUBJECT):
    return Tampering(subject=subject, record=record, damage=damage)


WHOLE = chain_of("a", "b", "c", "d")
ONE, TWO, THREE, FOUR = WHOLE.records
CASES = {
    "an action changed": (with_record(WHOLE, 2, action="x"), at(2, Damage.CHANGED)),
    "a detail added": (with_record(WHOLE, 3, details={"more": 1}), at(3, Damage.CHANGED)),
    "an attribute added": (with_record(WHOLE, 1, more=1), at(1, Damage.CHANGED)),
    "no hash": (with_record(WHOLE, 4, hash=None), at(4, Damage.CHANGED)),
    "a number of another kind": (with_record(WHOLE, 1, sequence="1"), at(1, Damage.CHANGED)),
    "no JSON at all": (with_record(WHOLE, 1, details={b"x"}), at(1, Damage.CHANGED)),
    "changed and hashed again": (
        WHOLE.model_copy(update={"records": (ONE, rehashed({**TWO, "action": "x"}), THREE, FOUR)}),
        at(3, Damage.UNLINKED),
    ),
    "the last one changed and hashed again": (
        WHOLE.model_copy(update={"records": (ONE, TWO, THREE, rehashed({**FOUR, "action": "x"}))}),
        at(4, Damage.OTHER_HEAD),
    ),
    "one cut out": (
        WHOLE.model_copy(update={"records": (ONE, THREE, FOUR)}),
        at(2, Damage.MISPLACED),
    ),
    "the last one cut off": (
        WHOLE.model_copy(update={"records": (ONE, TWO, THREE)}),
        at(3, Damage.MISCOUNTED),
    ),
    "emptied": (WHOLE.model_copy(update={"records": ()}), at(1, Damage.MISCOUNTED)),
    "reordered": (
        WHOLE.model_copy(update={"records": (ONE, THREE, TWO, FOUR)}),
        at(2, Damage.MISPLACED),
    ),
    "all of another subject": (
        WHOLE.model_copy(update={"records": chain_of("a", "b", "c", "d", subject="x").records}),
        at(1, Damage.FOREIGN),
    ),
    "another head": (
        WHOLE.model_copy(update={"head": Head(records=4, hash="0" * 64)}),
        at(4, Damage.OTHER_HEAD),
    ),
    "another count": (
        WHOLE.model_copy(update={"head": WHOLE.head.model_copy(update={"records": 5})}),
        at(4, Damage.MISCOUNTED),
    ),
    "no item": (WHOLE.model_copy(update={"head": None}), at(4, Damage.NO_ITEM)),
}


@pytest.mark.parametrize("case", CASES)
def test_names_the_first_record_and_what_is_wrong(case):
    chain, expected = CASES[case]

    assert tampering(chain) == expected
    assert expected.damage.text.zh
    assert expected.damage.text.en


def test_what_nobody_touched_is_intact():
    assert tampering(WHOLE) is None
    assert tampering(WHOLE, WHOLE.head) is None
    assert tampering(WHOLE, chain_of("a", "b").head) is None, "it has grown since"
    assert tampering(Chain(subject=SUBJECT, head=None, records=())) is None


@pytest.mark.parametrize("action", ["account.erase", "grant.erase", "mail.erase"])
def test_an_item_may_be_gone_if_its_last_record_says_so(action):
    closed = chain_of("a", action).model_copy(update={"head": None})

    assert tampering(closed) is None
    reopened = chain_of("a", action, "b").model_copy(update={"head": None})
    assert tampering(reopened).damage is Damage.NO_ITEM


@pytest.mark.parametrize("action", ["entry.erase", "judge.erase", "entry.drop_media"])
def test_an_item_whose_content_was_removed_has_to_stay(action):
    emptied = chain_of("a", action).model_copy(update={"head": None})

    assert tampering(emptied) == at(2, Damage.NO_ITEM)


def test_a_forgery_without_a_seam_is_found_by_the_digest_alone():
    forged = rechained(SUBJECT, [ONE, {**TWO, "action": "x"}, THREE, FOUR])

    assert tampering(forged) is None
    assert tampering(forged, WHOLE.head) == at(4, Damage.UNLIKE_DIGEST)
    shorter = rechained(SUBJECT, [ONE, TWO])
    assert tampering(shorter, WHOLE.head) == at(3, Damage.UNLIKE_DIGEST)
    lost = Chain(subject=SUBJECT, head=None, records=())
    assert tampering(lost, WHOLE.head) == at(1, Damage.UNLIKE_DIGEST)


def test_what_the_digest_has_and_nobody_brings_is_missed():
    digest = Digest(at=any_time(), previous=START, heads={"x": WHOLE.head})

    report = verify([WHOLE], digest)

    assert report.tampered == (at(1, Damage.UNLIKE_DIGEST, subject="x"),)
    assert (report.chains, report.records, report.heads) == (2, 4, {SUBJECT: WHOLE.head})


def test_a_broken_chain_is_not_sealed_as_it_is_and_stays_found():
    first = next_digest(verify([WHOLE], None), None, previous=START, at=any_time())
    broken = rechained(SUBJECT, [ONE, TWO])
    other = chain_of("a", subject="x")

    report = verify([broken, other], first)
    second = next_digest(report, first, previous="1" * 64, at=any_time(1))

    assert second.heads == {SUBJECT: WHOLE.head, "x": other.head}
    assert verify([broken, other], second).tampered == report.tampered


def test_the_hash_is_that_of_the_page_on_the_data_model():
    assert rehashed(TWO) == TWO
