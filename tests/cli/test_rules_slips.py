"""Whatever a slip makes of the rules file, it is told as problems, never as a stack trace."""

from pathlib import Path
from typing import Any

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from laurel.rules_file import RulesFileError, load_rules

SHIPPED = Path(__file__).parents[2] / "contests" / "new-industrialization-2024.yaml"
WRITTEN = SHIPPED.read_text(encoding="utf-8")
MANY = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def lines_of_problems(folder: Path, content: str) -> list[int]:
    file = folder / "rules.yaml"
    file.write_text(content, encoding="utf-8")
    try:
        load_rules(file)
    except RulesFileError as error:
        return [problem.line for problem in error.problems]
    return []


LINES = WRITTEN.splitlines()
PIECES = st.text(alphabet="ab0159:-+ \t\n\"'[]{}#,&*!|>%@?~.\\é中", max_size=8)


@MANY
@given(st.integers(0, len(WRITTEN)), st.integers(0, 40), PIECES)
def test_no_slip_of_a_key_brings_anything_but_problems(tmp_path, at, length, piece):
    for line in lines_of_problems(tmp_path, WRITTEN[:at] + piece + WRITTEN[at + length :]):
        assert 0 <= line <= len(LINES) + len(piece)


@MANY
@given(st.lists(st.integers(0, len(LINES) - 1), min_size=1, max_size=3), st.booleans())
def test_no_lost_or_doubled_lines_bring_anything_but_problems(tmp_path, at, doubled):
    kept = [line for n, line in enumerate(LINES) for _ in range(1 + doubled if n in at else 1)]
    lost = [line for n, line in enumerate(LINES) if n not in at]
    lines_of_problems(tmp_path, "\n".join(kept if doubled else lost))


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3)
    ),
    max_leaves=6,
)


def places(value: Any, place: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = enumerate(value) if isinstance(value, list) else ()
    inner = value.items() if isinstance(value, dict) else inner
    return [one for key, item in inner for one in ((*place, key), *places(item, (*place, key)))]


PLACES = places(yaml.safe_load(WRITTEN))


@MANY
@given(st.data())
def test_no_other_value_anywhere_brings_anything_but_problems(tmp_path, data):
    written = yaml.safe_load(WRITTEN)
    place = data.draw(st.sampled_from(PLACES))
    at = written
    for part in place[:-1]:
        at = at[part]
    at[place[-1]] = data.draw(VALUES)
    lines_of_problems(tmp_path, yaml.safe_dump(written, allow_unicode=False))
