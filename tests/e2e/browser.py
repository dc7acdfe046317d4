"""A real browser: this machine's Chromium, driven by `web/tests/browser.mjs`."""

import contextlib
import json
import os
import shutil
import signal
import subprocess
from collections import Counter
from pathlib import Path
from typing import Any, ClassVar, Self

WEB = Path(__file__).resolve().parents[2] / "web"
SHOTS = Path(__file__).resolve().parents[2] / "build" / "screenshots"
TAKES_PICTURES = bool(os.environ.get("LAUREL_PICTURES"))


def chromium() -> str | None:
    """The path of Chromium: LAUREL_CHROMIUM, or the first of its names that is installed. Its shell
    is the same browser without a window, and takes a third less processor time."""
    named = os.environ.get("LAUREL_CHROMIUM")
    shell, windowed = "chromium-headless-shell", ("chromium", "chromium-browser")
    names = (shell, *windowed, "google-chrome", "google-chrome-stable")
    return named or next(filter(None, map(shutil.which, names)), None)


BY_HAND = {
    **dict.fromkeys(("press", "follow", "click", "tick", "tap_at"), "clicks"),
    **dict.fromkeys(("fill", "select", "check"), "fields"),
    **dict.fromkeys(("key", "type"), "keys"),
}
"""Of the commands, what people would do by hand. To choose a value is to fill in a field."""


class BrowserError(Exception):
    pass


class Browser:
    """One window that knows nothing of an earlier one.

    Chromium is kept for the next window, because it takes a second to start."""

    _idle: ClassVar[list["_Driver"]] = []

    def __init__(self) -> None:
        self._driver = self._idle.pop() if self._idle else _Driver()
        self.by_hand: Counter[str] = Counter()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """The window is closed, with all that it knew."""
        if not self._driver.alive:
            return
        try:
            self.do("renew")
        except (BrowserError, OSError):
            self.kill()
            raise
        self._idle.append(self._driver)

    @classmethod
    def end(cls) -> None:
        """Of all that are kept."""
        while cls._idle:
            cls._idle.pop().kill()

    def kill(self) -> None:
        """As if the machine had failed. May be done twice."""
        self._driver.kill()

    def do(self, command: str, **parameters: Any) -> Any:
        if command in BY_HAND:
            self.by_hand[BY_HAND[command]] += 1
        return self._driver.do(command, **parameters)

    def picture(self, name: str) -> None:
        """Of the whole page, to be looked at. The page must have no barrier that axe finds."""
        if TAKES_PICTURES:
            SHOTS.mkdir(parents=True, exist_ok=True)
            self.do("picture", path=str(SHOTS / f"{name}.png"))
        found = self.do("barriers")
        assert not found, f"{name}: {found}"


class _Driver:
    """Chromium, and the program that drives it."""

    def __init__(self) -> None:
        program = chromium()
        assert program, "Chromium is not installed: apt-get install chromium"
        self._process = subprocess.Popen(  # noqa: S603 - our own program
            [shutil.which("node") or "node", str(WEB / "tests" / "browser.mjs"), program],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._pid: int = self.do("pid")
        self.alive = True

    def kill(self) -> None:
        """Sends SIGKILL to Chromium, which leads its own process group, and to its driver. May be
        called twice."""
        self.alive = False
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._pid, signal.SIGKILL)
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(BrokenPipeError):
                pipe.close()
        self._process.wait()

    def do(self, command: str, **parameters: Any) -> Any:
        self._process.stdin.write(f"{json.dumps({'command': command, **parameters})}\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        answer = json.loads(line) if line else {"error": "the browser has ended"}
        if "error" in answer:
            raise BrowserError(f"{command} {parameters}: {answer['error']}")
        return answer["answer"]
