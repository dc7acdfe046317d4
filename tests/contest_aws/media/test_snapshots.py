"""Snapshots as the results bucket keeps them."""

import hashlib
import io
import json

import pytest

from contest.award.results import Results
from contest.award.scoring import RoundWeight
from contest_aws.media.snapshots import Snapshots
from tests.builders import any_rules

RESULTS = Results(
    contest="c",
    edition=1,
    round="r",
    scoring=any_rules().scoring,
    criteria=any_rules().criteria,
    rounds=(RoundWeight(id="r"),),
    scores={},
    lines=(),
    unranked=(),
)


class Bucket:
    """Has one object under any key."""

    def __init__(self, body):
        self._body = body

    def get_object(self, **_):
        return {"Body": io.BytesIO(self._body)}


def test_what_a_later_version_stored_is_read_after_a_rollback():
    later = json.loads(RESULTS.model_dump_json()) | {"of_the_next_version": 1}
    later["scoring"] |= {"of_the_next_version": {"deep": [1]}}
    body = json.dumps(later).encode()

    found = Snapshots("b", Bucket(body)).read("k", digest=hashlib.sha256(body).hexdigest())

    assert found == RESULTS


def test_another_hash_than_its_name_says_is_an_error():
    with pytest.raises(ValueError, match="its hash differs"):
        Snapshots("b", Bucket(b"{}")).read("k", digest="0" * 64)
