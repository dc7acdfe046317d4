"""What people do by hand, as the window counts it while a test does it in their place, and what it
may be at most. `make bench-web` runs these tests and prints the counts."""

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.e2e.browser import Browser

KEPT = Path(__file__).resolve().parents[2] / "build" / "effort"


@dataclass(frozen=True)
class Task:
    what: str
    most: dict[str, int]
    """By the kinds of `browser.BY_HAND`. A kind that is not named is free."""
    test: str


TASKS = {
    "screener": Task(
        "passes a work that they have watched",
        {"keys": 2, "clicks": 0, "fields": 0},
        "test_screens_in_a_browser.py::test_a_work_is_passed_by_two_keys",
    ),
    "judge": Task(
        "scores a work on a phone, submits it and sees the next",
        {"clicks": 8, "keys": 0, "fields": 0},
        "test_judge_in_a_browser.py::test_an_invited_judge_scores_by_taps_and_by_keys",
    ),
    "entrant": Task(
        "types the mailed code, and has a work submitted in the end, beside the upload",
        {"fields": 12, "clicks": 6},
        "test_enters_in_a_browser.py::test_from_the_mailed_code_to_a_submitted_work",
    ),
    "host who decides": Task(
        "has the list made from a closed round, decides a tie and confirms",
        {"clicks": 6},
        "test_host_in_a_browser.py::test_the_host_deals_closes_and_two_of_them_publish_the_winners",
    ),
    "host who publishes": Task(
        "checks what the first has confirmed, and publishes it",
        {"clicks": 6},
        "test_host_in_a_browser.py::test_the_host_deals_closes_and_two_of_them_publish_the_winners",
    ),
}


def begin(window: Browser) -> None:
    window.by_hand.clear()


@contextmanager
def not_counted(window: Browser) -> Iterator[None]:
    """What is done meanwhile, the limits leave out."""
    before = window.by_hand.copy()
    yield
    window.by_hand = before


def end(window: Browser, who: str) -> None:
    """Notes the count, which must not be over the task's."""
    counted, most = dict(window.by_hand), TASKS[who].most
    KEPT.mkdir(parents=True, exist_ok=True)
    (KEPT / f"{who}.json").write_text(json.dumps(counted))
    over = Counter(counted) - Counter(most)
    assert not {kind: more for kind, more in over.items() if kind in most}, f"{who}: {counted}"


def lines() -> list[str]:
    """What the tests have counted last, a line each."""
    return [
        f"{who:20} {kind:7} {json.loads((KEPT / f'{who}.json').read_text()).get(kind, 0):3} "
        f"of {most:2}  {task.what}"
        for who, task in TASKS.items()
        for kind, most in task.most.items()
        if most
    ]
