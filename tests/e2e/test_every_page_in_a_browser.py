"""Every page that `make run` leaves, in a real browser, in Chinese and English, on a desk and on a
phone: nothing is wider than the window, no table has to be scrolled sideways on a phone, no page
logs an error, and none asks for what its HTML has asked for already. axe, which takes longest,
looks at each page in two of these four ways here, and in all of them when `make screenshots`
does."""

import pytest

from local.open_contests import OpenContests
from local.sample_contest import SampleContest
from tests.e2e.browser import Browser, chromium
from tests.e2e.every_page import LAPTOP, PAGES, PHONE, EveryPage, Page, routes

LOOKED_AT_BY_AXE = {("zh", LAPTOP["width"]), ("en", PHONE["width"])}


def test_every_route_has_a_page_here():
    assert {page.route for page in PAGES} == routes()


@pytest.mark.slow
@pytest.mark.skipif(chromium() is None, reason="Chromium is not installed")
def test_no_page_has_a_barrier_or_is_too_wide(organiser):
    played = SampleContest(organiser, say=lambda _: None)
    played.play()
    going_on = OpenContests(organiser, played.rules, say=lambda _: None)
    going_on.leave()
    wrong: list[str] = []

    def look(window: Browser, page: Page, language: str, width: int) -> None:
        found = window.do("barriers") if (language, width) in LOOKED_AT_BY_AXE else []
        if language == "zh":  # the browser's, in which the HTML asks beforehand
            found += [f"asked twice for {one}" for one in window.do("asked_twice")]
        if (wide := window.do("width")) > width:
            found.append(f"{wide} pixels wide")
        if width == PHONE["width"]:
            found += [f"scrolled sideways: {one}" for one in window.do("cut_tables")]
        wrong.extend(f"{page.name} {language} {width}: {one}" for one in found)

    EveryPage(played, going_on).visit(look, languages=("zh", "en"))
    assert wrong == []
