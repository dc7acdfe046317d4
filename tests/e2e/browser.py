"""A real browser: this machine's Chromium, driven by `web/tests/browser.mjs`."""

import contextlib
import json
import os
import shutil
import signal
import subprocess
from pathlib import Path
from typing import Any, Self

WEB = Path(__file__).resolve().parents[2] / "web"
SHOTS = Path(__file__).resolve().parents[2] / "build" / "screenshots"


def chromium() -> str | None:
    """The path of Chromium: LAUREL_CHROMIUM, or the first of its names that is installed."""
    named = os.environ.get("LAUREL_CHROMIUM")
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return named or next(filter(None, map(shutil.which, names)), None)


class BrowserError(Exception):
    pass


class Browser:
    """One window with a profile of its own."""

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

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def kill(self) -> None:
        """Sends SIGKILL to Chromium, which leads its own process group, and to its driver. May be
        called twice."""
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

    def picture(self, name: str) -> None:
        SHOTS.mkdir(parents=True, exist_ok=True)
        self.do("picture", path=str(SHOTS / f"{name}.png"))
