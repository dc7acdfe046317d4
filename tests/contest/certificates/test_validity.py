"""Whether a certificate counts follows from its award, at every moment."""

import pytest

from contest.audit import Actor
from contest.award.award import AwardRound, Revocation
from contest.certificates.certificate import (
    Certificate,
    CertificateStatus,
    Validity,
    nameless,
    validity,
)
from contest.certificates.wording import wording
from contest.entry.host_decisions import TakenOff
from tests.builders import any_time, shipped_rules
from tests.contest.certificates.test_wording import winner

S = CertificateStatus
REPLACED = {"replaced_by": "ZZZZZZZZZZZZ", "replaced_at": any_time(3)}


def any_certificate(**changes):
    return Certificate(
        contest=shipped_rules().id,
        code="7K3M9QX0AB1C",
        number="GYZS-2024-0001",
        round="first",
        place="gold",
        entry="e0",
        wording=wording(shipped_rules(), winner(), at=any_time()),
        link="https://example.org/check/c/7K3M9QX0AB1C",
        issued_at=any_time(),
    ).model_copy(update=changes)


def revoked(at=None, **changes):
    of = {"place": "gold", "entry": "e0", "reason": "侵权", "asked_by": Actor.of("host"), "at": at}
    return Revocation(**of | changes)


def round_(*revocations):
    return AwardRound(contest=shipped_rules().id, id="first", round="r", revocations=revocations)


@pytest.mark.parametrize(
    ("changes", "revocations", "off", "status", "days"),
    [
        ({}, [], None, S.VALID, None),
        (REPLACED, [], None, S.REPLACED, 3),
        ({}, [revoked()], None, S.VALID, None),  # a second person has not agreed yet
        ({}, [revoked(any_time(5))], None, S.REVOKED, 5),
        (REPLACED, [revoked(any_time(5))], None, S.REVOKED, 5),
        ({}, [], 4, S.REVOKED, 4),
        ({}, [revoked(any_time(5))], 4, S.REVOKED, 4),
        ({}, [revoked(any_time(5), place="best-story")], None, S.VALID, None),
        ({}, [revoked(any_time(5), entry="e1")], None, S.VALID, None),
        ({"theme": "green"}, [revoked(any_time(5))], None, S.VALID, None),
        ({"theme": "green"}, [revoked(any_time(5), theme="green")], None, S.REVOKED, 5),
        (
            {"entry": None, "unit": "u1"},
            [revoked(any_time(5), entry=None, unit="u1")],
            None,
            S.REVOKED,
            5,
        ),
    ],
)
def test_a_certificate_stands_as_its_award_does(changes, revocations, off, status, days):
    mark = TakenOff(entry="e0", at=any_time(off)) if off else None
    since = None if days is None else any_time(days)
    found = validity(any_certificate(**changes), round_(*revocations), mark)
    assert found == Validity(status=status, since=since)


def test_without_names_nothing_of_the_person_is_left():
    before = any_certificate(file="certificates/c/e0/x.pdf", sha256="0" * 64)
    after = nameless(before, hidden="—")
    text = after.model_dump_json()
    assert "北辰特钢" not in text
    assert "一炉钢" not in text
    assert (after.file, after.erased, after.number) == ("", True, before.number)
