"""Which modules are changed, and which tests have to notice."""

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOMAIN = ROOT / "layers" / "domain" / "python"
MP4 = (
    "tests/contest/validate/mp4",
    "tests/contest/validate/codecs",
    "tests/corpus/test_good.py",
    "tests/corpus/test_bad.py",
    "tests/truth",
)
"""The quick ones first: the first that fails ends the run."""
UNITS = ("tests/contest/unit_names", "tests/contest/spreadsheets")


def modules() -> Iterator[tuple[str, Path, tuple[str, ...]]]:
    validate = DOMAIN / "contest" / "validate"
    for path in sorted([*(validate / "mp4").rglob("*.py"), *(validate / "codecs").rglob("*.py")]):
        if path.stem != "__init__":
            yield _name(path), path, MP4
    for path in sorted((DOMAIN / "contest" / "unit_names").glob("*.py")):
        if path.stem != "__init__":
            yield _name(path), path, UNITS


def _name(path: Path) -> str:
    return ".".join(path.relative_to(DOMAIN).with_suffix("").parts)
