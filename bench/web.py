"""`make bench-web`: what the first page of each role weighs, and when it can be read on a slow
phone.

It opens the pages that `make run` leaves, each with an empty cache, over a line of 1.6 Mbit/s and
150 ms on a machine slowed four times. The functions' own time on the local cloud is counted too. A
page is opened several times and the best time counts: the first visit starts its functions."""

import os
import sys
from dataclasses import dataclass

from laurel.organiser import Organiser
from local.deploy import deploy
from local.emulator import Emulator, port_from
from local.open_contests import OpenContests
from local.sample_contest import SampleContest
from tests.e2e.browser import Browser
from tests.e2e.every_page import PAGES, PHONE, EveryPage

LINE = {"bitsPerSecond": 1_600_000, "latency": 150, "slowdown": 4}
VISITS = 4
FRONT_DOOR, FIRST_PAGE = 1500, 2500
"""Milliseconds until the largest part of the page is painted."""
SCRIPT = 200
"""Kilobytes of compressed script."""
FIRST_PAGES = {
    "entries-front-open": FRONT_DOOR,
    "entries": FIRST_PAGE,
    "unit": FIRST_PAGE,
    "screening": FIRST_PAGE,
    "screening-case": FIRST_PAGE,
    "reviews": FIRST_PAGE,
    "review": FIRST_PAGE,
    "host": FIRST_PAGE,
}
LIGHT = ("entries-front-open", "entries", "reviews", "review")
"""What is opened on phones."""


@dataclass(frozen=True)
class FirstView:
    page: str
    painted: float
    script: float
    total: float

    @property
    def holds(self) -> bool:
        light = self.page not in LIGHT or self.script <= SCRIPT
        return light and self.painted <= FIRST_PAGES[self.page]


def main() -> int:
    with Emulator(port=port_from(os.environ)) as emulator:
        played = SampleContest(Organiser(deploy(emulator), emulator.session), say=lambda _: None)
        played.play()
        going_on = OpenContests(played.organiser, played.rules, say=lambda _: None)
        going_on.leave()
        views = measured(EveryPage(played, going_on))
        Browser.end()
    sys.stdout.write(f"{'page':20} {'painted':>9} {'at most':>9} {'script':>9} {'in all':>9}\n")
    for view in views:
        mark = "" if view.holds else "  TOO MUCH"
        sys.stdout.write(
            f"{view.page:20} {view.painted:6.0f} ms {FIRST_PAGES[view.page]:6} ms "
            f"{view.script:6.0f} kB {view.total:6.0f} kB{mark}\n"
        )
    return 0 if all(view.holds for view in views) else 1


def measured(pages: EveryPage) -> list[FirstView]:
    found = []
    for page in PAGES:
        if page.name not in FIRST_PAGES:
            continue
        with pages.window(page.who) as window:
            window.do("resize", **PHONE)
            visits = [window.do("first_view", url=pages.url(page), **LINE) for _ in range(VISITS)]
        best = min(visits, key=lambda visit: visit["painted"])
        sizes = best["bytes"]
        without_film = sum(size for kind, size in sizes.items() if kind != "Media")
        found.append(
            FirstView(page.name, best["painted"], sizes["Script"] / 1000, without_film / 1000)
        )
    return found


if __name__ == "__main__":
    sys.exit(main())
