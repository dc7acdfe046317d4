"""Which modules are changed, and which tests have to notice."""

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOMAIN = ROOT / "layers" / "domain" / "python"
MP4 = (
    "tests/contest/validate",
    "tests/corpus/test_good.py",
    "tests/corpus/test_bad.py",
    "tests/truth",
)
"""The quick ones first: the first that fails ends the run."""
UNITS = ("tests/contest/test_unit_names.py", "tests/contest/spreadsheets")


def modules() -> Iterator[tuple[str, Path, tuple[str, ...]]]:
    for path in sorted((DOMAIN / "contest" / "validate" / "mp4").glob("*.py")):
        if path.stem != "__init__":
            yield f"contest.validate.mp4.{path.stem}", path, MP4
    yield "contest.unit_names", DOMAIN / "contest" / "unit_names.py", UNITS
