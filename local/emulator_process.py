"""The process that runs ministack. It saves the state while it runs, and ends when its parent ends.

Ministack by itself saves its state only at a clean stop, and continues when its parent is killed.
Here `local.emulator` writes orders to standard input, one a line. `save` means to save now and from
now on; `hold` means to save now, then nothing until the next `save`. The answer to each on standard
output is `done` or `failed`. When the input ends, this process saves its state and ends at once.
"""

import asyncio
import logging
import os
import sys
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import ministack.app as ministack  # type: ignore[import-untyped]

from local.emulator_repairs import repair
from local.emulator_rights import enforce_rights
from local.emulator_speed import speed_up
from local.state_folder import StateFolder

# ruff: noqa: SLF001 - ministack has no public way to save

SECONDS_BETWEEN_SAVES = 15
FOLDER = StateFolder(Path(os.environ["STATE_DIR"]).parent)

Services = Mapping[str, Callable[[], object]]
Scope = Mapping[str, object]
Channel = Callable[..., Any]


class Keeper:
    """Decides when the state is written. It is on hold at first, because half a deployment is
    worthless."""

    def __init__(self) -> None:
        self._held = True
        self._touched = False
        self._write = ministack.save_all
        self._serve = ministack.app

    def hold(self) -> None:
        self.save_on_loop()
        self._held = True

    def save_now(self) -> None:
        self._held = False
        self.save_on_loop()

    def save_now_and_then(self) -> None:
        while True:
            time.sleep(SECONDS_BETWEEN_SAVES)
            if self._touched:
                self.save_on_loop()

    def save_all(self, services: Services) -> None:
        """Replaces ministack's own function, which its clean stop calls too."""
        if self._held:
            return
        self._touched = False
        self._write(services)
        FOLDER.saved.write_text(time.strftime("%Y-%m-%d %H:%M:%S\n"))

    async def serve(self, scope: Scope, receive: Channel, send: Channel) -> None:
        self._touched = self._touched or scope["type"] != "lifespan"
        await self._serve(scope, receive, send)

    def save_on_loop(self) -> None:
        """Saves between two requests, so that none changes what is being written."""

        async def save() -> None:
            self.save_all(ministack._build_persistence_save_dict())

        if not self._held:
            asyncio.run_coroutine_threadsafe(save(), ministack._MAIN_LOOP).result()


def obey(keeper: Keeper, answers: int) -> None:
    for order in sys.stdin:
        try:
            keeper.hold() if order.strip() == "hold" else keeper.save_now()
        except Exception:
            logging.getLogger("laurel").exception("not done: %s", order.strip())
            os.write(answers, b"failed\n")
        else:
            os.write(answers, b"done\n")
    try:
        keeper.save_on_loop()
        FOLDER.running.unlink()
    finally:
        # Running work is cut off. It could take a minute, and is repeated after the next start.
        os._exit(0)


def run() -> None:
    answers = os.dup(sys.stdout.fileno())
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what ministack prints belongs in the log
    FOLDER.running.write_text(f"{os.getpid()}\n")
    repair()
    enforce_rights()
    speed_up()
    keeper = Keeper()
    ministack.save_all, ministack.app = keeper.save_all, keeper.serve
    threading.Thread(target=obey, args=(keeper, answers), daemon=True).start()
    threading.Thread(target=keeper.save_now_and_then, daemon=True).start()
    ministack.main()


if __name__ == "__main__":
    run()
