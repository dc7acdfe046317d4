"""Every page of the site as `make run` leaves it, opened by somebody who has something on it."""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from contest.entry.entry import EntryStatus
from contest.review.review import Review
from contest_aws.services.upload import submission
from contest_aws.store import keys
from infra.deployment import LOCAL_HOST
from local.open_contests import UNIT_PERSON, OpenContests
from local.sample_contest import AWARD_ROUND, DAYS, SampleContest
from local.sample_works import FURTHER_WORKS, JUDGES, SCREENER, WORKS
from local.sign_in_links import sign_in_link
from local.visitors import Visitor
from tests.e2e.browser import WEB, Browser

LAPTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
NOBODY, ENTRANT, WINNER, UNIT = "", FURTHER_WORKS[0].person, WORKS[0].person, UNIT_PERSON
JUDGE, HOST = JUDGES[0][0], LOCAL_HOST


@dataclass(frozen=True)
class Page:
    route: str
    """Its name in `web/src/router`."""
    who: str
    """Who opens it: a person, or the address of one, or nobody."""
    address: str
    state: str = ""
    """What it shows, if it is opened more than once."""
    sticks: bool = False
    """Whether a part of it stays in view, so that a picture ends where the window does."""

    @property
    def name(self) -> str:
        return f"{self.route}-{self.state}" if self.state else self.route


OPEN, REVIEW, OVER = "/contests/{open}", "/contests/{review}", "/contests/{over}"
PAGES = (
    Page("start", NOBODY, "/"),
    Page("entries", NOBODY, OPEN, "front-open"),
    Page("entries", NOBODY, OVER, "front-over"),
    Page("winners", NOBODY, f"{OVER}/winners"),
    Page("gallery", NOBODY, f"{OVER}/gallery"),
    Page("gallery", NOBODY, f"{OVER}/gallery/{{winner}}", "stage"),
    Page("check", NOBODY, "/check/{over}/"),
    Page("check", NOBODY, "/check/{over}/0000-0000-0000", "unknown"),
    Page("media-package", NOBODY, "/media-package/{over}"),
    Page("confirm", NOBODY, "/confirm"),
    Page("sign-in", NOBODY, "/sign-in"),
    Page("entries", ENTRANT, OPEN),
    Page("entry", ENTRANT, f"{OPEN}/entries/{{own}}/form"),
    Page("entry", ENTRANT, f"{OPEN}/entries/{{own}}/video", "video"),
    Page("my-account", ENTRANT, "/my-account"),
    Page("entries", WINNER, OVER, "awarded"),
    Page("entry", WINNER, f"{OVER}/entries/{{won}}", "awarded"),
    Page("unit", UNIT, f"{OPEN}/unit"),
    Page("unit-reconciliation", UNIT, f"{OPEN}/unit/reconciliation"),
    Page("unit-publicity", UNIT, f"{OPEN}/unit/publicity"),
    Page("unit-ceremony", UNIT, f"{OPEN}/unit/ceremony"),
    Page("screening", SCREENER[0], f"{OPEN}/screening"),
    Page("screening", SCREENER[0], f"{OPEN}/screening/{{case}}", "case", sticks=True),
    Page("reviews", JUDGE, f"{REVIEW}/reviews"),
    Page("review", JUDGE, f"{REVIEW}/reviews/{{round}}/1", sticks=True),
    Page("invitations", JUDGE, "/invitations"),
    Page("host", HOST, f"{REVIEW}/host", "in-review"),
    Page("host", HOST, f"{OVER}/host"),
    Page("host-rounds", HOST, f"{REVIEW}/host/rounds"),
    Page("host-round", HOST, f"{REVIEW}/host/rounds/{{round}}"),
    Page("host-awards", HOST, f"{OVER}/host/awards"),
    Page("host-award", HOST, f"{OVER}/host/awards/{AWARD_ROUND}"),
    Page("host-results", HOST, f"{OVER}/host/awards/{AWARD_ROUND}/results"),
    Page("host-works", HOST, f"{OVER}/host/works"),
    Page("host-people", HOST, f"{REVIEW}/host/people"),
    Page("host-conflicts", HOST, f"{REVIEW}/host/people/{{judge}}/conflicts"),
    Page("host-units", HOST, f"{OPEN}/host/units"),
    Page("host-objections", HOST, f"{OVER}/host/objections"),
    Page("host-certificates", HOST, f"{OVER}/host/certificates"),
    Page("host-ceremony", HOST, f"{OVER}/host/ceremony"),
    Page("host-packages", HOST, f"{OVER}/host/packages"),
    Page("host-audit", HOST, f"{OVER}/host/audit"),
    Page("host-publicity", HOST, f"{OPEN}/host/publicity"),
    Page("host-settings", HOST, f"{REVIEW}/host/settings"),
)


def routes() -> set[str]:
    """The names of all pages that the router has."""
    files = (WEB / "src" / "router").glob("*.ts")
    found = (re.findall(r'\bname: "([a-z-]+)",', file.read_text()) for file in files)
    return {name for names in found for name in names}


class EveryPage:
    """Opens each page in a window of whoever it is for."""

    def __init__(self, played: SampleContest, going_on: OpenContests) -> None:
        self._organiser = played.organiser
        self._site = played.site_url.rstrip("/")
        store = self._organiser.store
        partition = keys.review(going_on.judging, JUDGE, "", "").pk
        review = next(iter(store.query(partition, Review, begins=keys.SK_REVIEW)))
        case = next(iter(store.entries_at(going_on.entering, EntryStatus.SCREENING)))
        winner = Visitor(played.api_url, "public", played.id).ask("GET", "/gallery")[0]
        own = next(
            entry.id
            for entry in submission.all_own(store, going_on.entering, entrant=ENTRANT)
            if entry.status is EntryStatus.DRAFT
        )
        self._names = {
            "own": own,
            "won": next(iter(submission.all_own(store, played.id, entrant=WINNER))).id,
            "case": case.id,
            "winner": winner["id"],
            "open": going_on.entering,
            "review": going_on.judging,
            "over": played.id,
            "round": review.round,
            "judge": JUDGE,
        }

    def visit(
        self,
        look: Callable[[Browser, Page, str, int], None],
        languages: tuple[str, ...],
        pages: Sequence[Page] = PAGES,
    ) -> None:
        """Calls `look` with each page, in each language, on a desk and on a phone."""
        for who in dict.fromkeys(page.who for page in pages):
            with self.window(who) as window:
                for page in (page for page in pages if page.who == who):
                    for language in languages:
                        self._open(window, page, language)
                        for size in (LAPTOP, PHONE):
                            window.do("resize", **size)
                            window.do("settled")
                            look(window, page, language, size["width"])
                faults = window.do("faults")
                assert not faults, f"{who}: {faults}"

    def url(self, page: Page) -> str:
        return self._site + page.address.format(**self._names)

    @contextmanager
    def window(self, who: str) -> Iterator[Browser]:
        with Browser() as window:
            window.do("resize", **LAPTOP)
            window.do("open", url=self._site)
            if who:
                address = who if "@" in who else f"{who}@example.org"
                contest = self._names["over"]
                link = sign_in_link(self._organiser, address, contest, days=DAYS)
                window.do("language", language="zh")
                window.do("open", url=link)
                window.do("press", name="登录")
                window.do("wait", text="退出")
            yield window

    def _open(self, window: Browser, page: Page, language: str) -> None:
        window.do("language", language=language)
        window.do("resize", **LAPTOP)
        window.do("open", url=self.url(page))
        window.do("settled")
