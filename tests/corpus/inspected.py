"""A file's verdict, and what it took: requests, bytes, processor time of ours and of the child."""

import re
import resource
import time
from dataclasses import dataclass
from string import Formatter

from contest.refusals import CATALOGUE, Refusal
from contest.validate.verdict import Verdict
from contest_aws.media.inspection import inspect
from contest_aws.media.ranged_reader import PlannedReader
from tests.builders import any_rules

MEDIA = any_rules().media
BELOW_ZERO = re.compile(r"^-\d|[<>×] ?-\d")


@dataclass(frozen=True)
class Inspected:
    verdict: Verdict
    reads: tuple[int, ...]
    parent: float
    child: float

    @property
    def seconds(self) -> float:
        return self.parent + self.child

    @property
    def codes(self) -> list[str]:
        return [reason.code for reason in self.verdict.refusals]

    @property
    def warnings(self) -> list[str]:
        return [reason.code for reason in self.verdict.warnings]


def inspected(file: bytes) -> Inspected:
    reads: list[int] = []

    def fetch(start: int, length: int) -> bytes:
        reads.append(length)
        return file[start : start + length]

    began, children = time.thread_time(), _children()
    verdict = inspect(PlannedReader(fetch, size=len(file)), rules=MEDIA)
    took = time.thread_time() - began
    for reason in (*verdict.refusals, *verdict.warnings):
        _reads_well(reason)
    return Inspected(verdict, tuple(reads), took, _children() - children)


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _reads_well(reason: Refusal) -> None:
    """Every value that a sentence has room for is there."""
    _, text = CATALOGUE[reason.code]
    for template in (text.zh, text.en):
        for _, name, _, _ in Formatter().parse(template):
            assert name is None or getattr(reason, name)
    for language in ("zh", "en"):
        assert reason.sentence(language).isprintable()
    assert not any(map(BELOW_ZERO.search, (reason.measured, reason.allowed)))
