"""Every bad file is refused with the right code, fast."""

import pytest

from tests.corpus.bad import BAD
from tests.corpus.inspected import inspected


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_with_its_code(name):
    make, code = BAD[name]
    found = inspected(make())
    assert found.codes[:1] == [code]
    assert found.seconds < 2


def test_there_are_enough_of_them():
    assert len(BAD) >= 60
