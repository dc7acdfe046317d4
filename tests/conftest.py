"""Property tests try the same cases in every run, and take their time; `make soak` tries others."""

import gc
import os

import pytest
from hypothesis import settings

settings.register_profile("same", deadline=None, derandomize=True)
settings.register_profile("others", deadline=None)
settings.load_profile("others" if os.environ.get("LAUREL_SOAK") else "same")

# A width that is there before the first table is printed holds for all of them, whatever a test
# asks for; pytest-xdist tells its workers the terminal's.
os.environ.pop("COLUMNS", None)


@pytest.fixture
def without_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nobody else is at work, another try need not wait."""
    monkeypatch.setattr("contest_aws.clients.time.sleep", lambda _: None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest begins first: no process is to wait for another in the end."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


def pytest_collection_finish() -> None:
    """Thousands of tests and all that they import are no garbage: not searched for any, the unit
    tests take a tenth less."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)
