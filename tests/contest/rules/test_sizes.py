"""The text of certificates where there are none, and sizes as people write them."""

import pytest
from pydantic import ValidationError

from contest.rules.rules import Rules
from tests.builders import shipped_rules


@pytest.fixture
def rules():
    return shipped_rules()


def without_certificates(rules, text):
    plan = [{**award.model_dump(), "certificate": False} for award in rules.awards]
    return rules.model_dump() | {"awards": plan, "certificate": text}


def test_where_no_certificate_is_issued_none_has_to_be_worded(rules):
    assert Rules.model_validate(without_certificates(rules, None)).certificate is None


def test_where_certificates_are_issued_their_text_is_needed(rules):
    with pytest.raises(ValidationError, match="the text of the certificates is missing"):
        Rules.model_validate(rules.model_dump() | {"certificate": None})


@pytest.mark.parametrize(
    ("written", "size"),
    [
        ("2 GB", 2 * 1024**3),
        ("2GiB", 2 * 1024**3),
        ("1.5 gb", 1_610_612_736),
        ("500 MB", 524_288_000),
        ("750M", 786_432_000),
        ("1024", 1024),
        (1024, 1024),
    ],
)
def test_a_size_may_be_written_as_people_write_it(rules, written, size):
    media = rules.media.model_dump() | {"max_bytes": written}
    assert Rules.model_validate(rules.model_dump() | {"media": media}).media.max_bytes == size


@pytest.mark.parametrize("written", ["2 PB", "GB", "-1 GB", "1.0001 KB", "0", 0, "6 TB", True, 1.5])
def test_what_is_no_size_is_refused(rules, written):
    media = rules.media.model_dump() | {"max_bytes": written}
    with pytest.raises(ValidationError):
        Rules.model_validate(rules.model_dump() | {"media": media})
