"""`make bench-duplicates` in small: what it promises holds for two works."""

import pytest

from bench.duplicates import BUDGETS, run
from bench.works import COPIES


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_copies_of_two_works_are_found_and_nothing_else():
    rows = {row.name: row for row in run(2)}

    assert set(BUDGETS) < set(COPIES)
    assert len(COPIES) == 10
    assert {kind: rows[f"found: {kind}"].value for kind in BUDGETS} == dict.fromkeys(BUDGETS, 1.0)
    assert rows["found: fragmented"].value == 1
    assert rows["false alarms among 22 pairs"].value == 0
    failed = {row.name for row in rows.values() if row.holds is False}
    assert failed <= {"one work among 10000"}, "how long it takes is for `make bench-duplicates`"
