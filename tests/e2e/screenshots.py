"""`make screenshots`: takes every page that `make run` leaves, in Chinese and English, on a
desk and on a phone, into docs/screenshots; `PAGES=screening,host-works` takes these alone. Fails if
axe finds a barrier on one of them."""

import os
import sys
from collections.abc import Sequence

from laurel.organiser import Organiser
from local.deploy import deploy
from local.emulator import REPOSITORY, Emulator, port_from
from local.open_contests import OpenContests
from local.sample_contest import SampleContest
from tests.e2e.browser import Browser
from tests.e2e.every_page import LAPTOP, PAGES, EveryPage, Page

FOLDER = REPOSITORY / "docs" / "screenshots"
MOST = 6 * 1024 * 1024
"""Bytes of all pictures."""
QUALITY = 45
TALLEST = 2400
"""Pixels. What is below is left out."""


def main() -> int:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with Emulator(port=port_from(os.environ)) as emulator:
        played = SampleContest(Organiser(deploy(emulator), emulator.session), say=print)
        played.play()
        going_on = OpenContests(played.organiser, played.rules, say=print)
        going_on.leave()
        taken: set[str] = set()
        barriers: list[str] = []

        def take(window: Browser, page: Page, language: str, width: int) -> None:
            name = f"{page.name}-{language}-{width}.webp"
            path = str(FOLDER / name)
            tallest = LAPTOP["height"] if page.sticks else TALLEST
            window.do("webp", path=path, quality=QUALITY, tallest=tallest)
            taken.add(name)
            barriers.extend(f"{name}: {found}" for found in window.do("barriers"))

        pages = wanted(os.environ.get("PAGES", ""))
        EveryPage(played, going_on).visit(take, languages=("zh", "en"), pages=pages)
        Browser.end()
    for old in FOLDER.glob("*.webp"):
        if pages == PAGES and old.name not in taken:
            old.unlink()
    size = sum(file.stat().st_size for file in FOLDER.glob("*.webp"))
    sys.stdout.write(f"{len(taken)} pictures, {size / 1024:.0f} kB\n")
    sys.stdout.writelines(f"{one}\n" for one in barriers)
    return int(size > MOST or bool(barriers))


def wanted(names: str) -> Sequence[Page]:
    """The pages of these names, which commas part; all of them for none."""
    chosen = set(filter(None, names.split(",")))
    if unknown := chosen - {page.name for page in PAGES}:
        raise SystemExit(f"no such page: {', '.join(sorted(unknown))}")
    return [page for page in PAGES if page.name in chosen] if chosen else PAGES


if __name__ == "__main__":
    sys.exit(main())
