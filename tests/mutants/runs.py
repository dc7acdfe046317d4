"""Runs the tests with one module changed, in a process of its own that no file is written for."""

import importlib.abc
import importlib.machinery
import importlib.util
import os
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from types import ModuleType
from typing import NoReturn

import pytest

PRELOADED = ("av", "hypothesis", "pydantic", "numpy", "boto3", "typer", "yaml")
"""What the tests import beside Laurel: loaded once, before the processes part."""
OPTIONS = (
    *("-x", "-q", "--no-header", "--tb=no", "-W", "ignore"),
    *("-p", "no:randomly", "-p", "no:cacheprovider", "-p", "no:xdist"),
)


class Changed(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds one module in a string."""

    def __init__(self, module: str, source: str) -> None:
        self._module, self._source = module, source

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        del path, target
        return importlib.util.spec_from_loader(name, self) if name == self._module else None

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self._source, self._module, "exec"), module.__dict__)  # noqa: S102 - our own


def preload() -> None:
    for name in PRELOADED:
        if importlib.util.find_spec(name):
            importlib.import_module(name)
    ours = [name for name in sys.modules if name.split(".")[0] in ("contest", "contest_aws")]
    assert not ours, f"would not be imported anew: {ours}"


class Run:
    """The tests, with the module's source in the place of its file."""

    def __init__(self, module: str, source: str, tests: Sequence[str], *, seconds: float) -> None:
        self._last = time.monotonic() + seconds
        self._child = os.fork()
        if not self._child:
            _test(module, source, tests)

    def passed(self) -> bool | None:
        """None while it runs. Tests that do not end in time have failed."""
        done, status = os.waitpid(self._child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status) == 0
        if time.monotonic() < self._last:
            return None
        os.killpg(self._child, signal.SIGKILL)
        os.waitpid(self._child, 0)
        return False


def _test(module: str, source: str, tests: Sequence[str]) -> NoReturn:
    os.setsid()
    null = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(null, stream)
    sys.meta_path.insert(0, Changed(module, source))
    try:
        code = int(pytest.main([*OPTIONS, *tests]))
    except BaseException:
        code = 1
    os._exit(code)


def side_by_side(runs: Iterable[Callable[[], Run]], *, many: int) -> Iterator[tuple[int, bool]]:
    """The number of each run, and whether it passed, as they end."""
    waiting = enumerate(runs)
    going: dict[int, Run] = {}
    while True:
        for number, start in islice(waiting, many - len(going)):
            going[number] = start()
        if not going:
            return
        for number, run in list(going.items()):
            if (passed := run.passed()) is not None:
                del going[number]
                yield number, passed
        time.sleep(0.05)
