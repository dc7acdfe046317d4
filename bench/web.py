"""`make bench-web`: what it takes people to use the pages. What they do by hand, as the end-to-end
tests count it; what the first page of each role weighs, when it can be read on a slow phone, and
how soon it shows what a tap or a key does.

It opens the pages that `make run` leaves, each with an empty cache, over a line of 1.6 Mbit/s and
150 ms on a machine slowed four times. The functions' own time on the local cloud is counted too. A
page is opened several times and the best time counts: the first visit starts its functions."""

import os
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

from laurel.organiser import Organiser
from local.deploy import deploy
from local.emulator import REPOSITORY, Emulator, port_from
from local.open_contests import OpenContests
from local.sample_contest import SampleContest
from tests.e2e import effort
from tests.e2e.browser import Browser
from tests.e2e.every_page import PAGES, PHONE, EveryPage, Page

SLOWDOWN = 4
LINE = {"bitsPerSecond": 1_600_000, "latency": 150, "slowdown": SLOWDOWN}
VISITS = 4
FRONT_DOOR, FIRST_PAGE = 1500, 2500
"""Milliseconds until the largest part of the page is painted."""
ANSWER = 200
"""Milliseconds from a tap or a key until what it does is painted."""
SCRIPT = 200
"""Kilobytes of compressed script."""
FIRST_PAGES = {
    "entries-front-open": FRONT_DOOR,
    "entries": FIRST_PAGE,
    "entry": FIRST_PAGE,
    "unit": FIRST_PAGE,
    "screening": FIRST_PAGE,
    "screening-case": FIRST_PAGE,
    "reviews": FIRST_PAGE,
    "review": FIRST_PAGE,
    "host": FIRST_PAGE,
}
LIGHT = ("entries-front-open", "entries", "entry", "reviews", "review")
"""What is opened on phones."""
Act = tuple[str, dict[str, Any]]
TYPED: Act = ("type", {"text": "abcdefgh"})
ACTS: dict[str, tuple[Act, ...]] = {
    "entries-front-open": (("tick", {"label": "邮箱"}), TYPED, ("press", {"name": "English"})),
    "entries": (("press", {"name": "新建作品"}), ("tick", {"label": "作品名称"}), TYPED),
    "entry": (
        *(("tick", {"label": "备注"}), TYPED),
        ("click", {"text": "视频", "scope": ".entry-steps"}),
    ),
    "unit": (("follow", {"name": "核对"}), ("press", {"name": "English"})),
    "screening": (("press", {"name": "English"}), ("press", {"name": "中文"})),
    "screening-case": (("key", {"key": "1"}), ("key", {"key": "2"}), ("key", {"key": "?"})),
    "reviews": (("press", {"name": "English"}), ("press", {"name": "中文"})),
    "review": (
        *(("tap_at", {"label": one, "part": 0.8}) for one in ("科学性", "故事性", "创新性")),
        ("tick", {"label": "评语"}),
        TYPED,
    ),
    "host": (("press", {"name": "菜单"}), ("press", {"name": "菜单"})),
    "host-works": (("tick", {"label": "编号、名称或参选者"}), TYPED),
}
"""What people do first: they open something, choose a value, type into a field, filter a table."""


@dataclass(frozen=True)
class FirstView:
    page: str
    painted: float
    script: float
    total: float
    in_sequence: int

    @property
    def holds(self) -> bool:
        light = self.page not in LIGHT or self.script <= SCRIPT
        return light and self.painted <= FIRST_PAGES[self.page]

    def __str__(self) -> str:
        return (
            f"{self.page:20} {self.painted:6.0f} ms {FIRST_PAGES[self.page]:6} ms "
            f"{self.script:6.0f} kB {self.total:6.0f} kB {self.in_sequence:9}"
        )


@dataclass(frozen=True)
class Answer:
    page: str
    slowest: float
    event: str
    count: int

    @property
    def holds(self) -> bool:
        return self.slowest <= ANSWER

    def __str__(self) -> str:
        return f"{self.page:20} {self.slowest:6.0f} ms {ANSWER:6} ms {self.count:9}  {self.event}"


def main() -> int:
    tests = sorted({task.test for task in effort.TASKS.values()})
    counted = subprocess.run(  # noqa: S603 - our own tests
        [sys.executable, "-m", "pytest", "-q", *(f"tests/e2e/{test}" for test in tests)],
        cwd=REPOSITORY,
        check=False,
    )
    with Emulator(port=port_from(os.environ)) as emulator:
        played = SampleContest(Organiser(deploy(emulator), emulator.session), say=lambda _: None)
        played.play()
        going_on = OpenContests(played.organiser, played.rules, say=lambda _: None)
        going_on.leave()
        views, answers = measured(EveryPage(played, going_on))
        Browser.end()
    _print("by hand              kind    at most", effort.lines())
    head = f"{'page':20} {'painted':>9} {'at most':>9} {'script':>9} {'in all':>9} in sequence"
    _print(head, _marked(views))
    head = f"{'page':20} {'answers':>9} {'at most':>9} {'tap, key':>9}  the slowest"
    _print(head, _marked(answers))
    held = all(view.holds for view in views) and all(answer.holds for answer in answers)
    return counted.returncode or (0 if held else 1)


def _marked(found: list[FirstView] | list[Answer]) -> list[str]:
    return [f"{one}{'' if one.holds else '  TOO MUCH'}" for one in found]


def _print(head: str, lines: list[str]) -> None:
    sys.stdout.write("\n".join((head, *lines, "", "")))


def measured(pages: EveryPage) -> tuple[list[FirstView], list[Answer]]:
    views, answers = [], []
    for page in PAGES:
        if page.name not in FIRST_PAGES and page.name not in ACTS:
            continue
        with pages.window(page.who) as window:
            window.do("resize", **PHONE)
            if page.name in FIRST_PAGES:
                views.append(_first_view(window, page, pages.url(page)))
            answers.append(_answer(window, page, pages.url(page)))
    return views, answers


def _first_view(window: Browser, page: Page, url: str) -> FirstView:
    visits = [window.do("first_view", url=url, **LINE) for _ in range(VISITS)]
    best = min(visits, key=lambda visit: visit["painted"])
    sizes = best["bytes"]
    without_film = sum(size for kind, size in sizes.items() if kind != "Media")
    return FirstView(
        page.name,
        best["painted"],
        sizes["Script"] / 1000,
        without_film / 1000,
        best["inSequence"],
    )


def _answer(window: Browser, page: Page, url: str) -> Answer:
    """To what people do first on the page."""
    window.do("language", language="zh")
    window.do("open", url=url)
    window.do("settled")
    window.do("watch_interactions", slowdown=SLOWDOWN)
    for command, parameters in ACTS[page.name]:
        window.do(command, **parameters)
    seen = window.do("interactions")
    return Answer(page.name, seen["slowest"]["duration"], seen["slowest"]["name"], seen["count"])


if __name__ == "__main__":
    sys.exit(main())
