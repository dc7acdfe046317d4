"""A contest whose screener sees film and decision, and the films that are screened."""

import secrets
from functools import partial
from pathlib import Path

from bench.works import changed, make_work
from contest.people.account import Role
from local.sample_videos import SAMPLES
from tests.e2e.browser import Browser
from tests.e2e.contest_client import CONTACT, FORM, ContestClient
from tests.e2e.films import made_once
from tests.e2e.signing_in import sign_in
from tests.e2e.test_same_work_twice import ANY_SIZE, case, with_sound

PASS, RETURN, REJECT = "进入专家评审", "修改后重新提交", "不再受理"
"""A part of each choice's text that no other choice has."""


def film() -> Path:
    return with_sound(make_work(SAMPLES / "screened-silent.mp4", 811), "screened.mp4")


def copy() -> Path:
    """Mirrored and smaller."""
    mirrored = partial(changed("hflip", "scale=320:180"), film())
    return with_sound(made_once("screened-copy-silent.mp4", mirrored), "screened-copy.mp4")


def other_film() -> Path:
    return with_sound(make_work(SAMPLES / "screened-other-silent.mp4", 812), "screened-other.mp4")


def film_of_its_own() -> Path:
    """Like none in any other contest."""
    return with_sound(make_work(SAMPLES / "screened-own-silent.mp4", 813), "screened-own.mp4")


def another_film_of_its_own() -> Path:
    return with_sound(make_work(SAMPLES / "screened-undone-silent.mp4", 814), "screened-undone.mp4")


def invited_film() -> Path:
    return with_sound(make_work(SAMPLES / "invited-silent.mp4", 815), "invited.mp4")


def passed_film() -> Path:
    return with_sound(make_work(SAMPLES / "passed-silent.mp4", 816), "passed.mp4")


class Screening:
    """A contest with a screener and an entrant, who sign in with mailed codes."""

    def __init__(self, organiser, **rules) -> None:
        self.contest_client = ContestClient(organiser, media=ANY_SIZE, **rules)
        self.screener, self.owner = f"s-{secrets.token_hex(4)}", f"p-{secrets.token_hex(4)}"
        self.contest_client.token(Role.SCREENER, self.screener)
        self.url = f"{organiser.deployment.site_url}/contests/{self.contest_client.id}"

    def enter(self, title: str, file: Path, theme: str = "digital") -> str:
        entrant = self.contest_client.entrant(self.owner)
        entry = entrant.enter(FORM | {"title": title, "theme": theme}, CONTACT)
        entrant.bring(entry, file)
        assert entrant.wait_for(entry, "screening", "returned")["reasons"] == []
        case(self.contest_client, entry)
        return entry

    def sign_in(self, window: Browser, person: str, *, at: str = "") -> None:
        window.do("open", url=f"{self.url}{at}")
        sign_in(window, self.url, f"{person}@example.org")

    def open(self, window: Browser, entry: str) -> None:
        """Opens the case by its address."""
        self.sign_in(window, self.screener, at=f"/screening/{entry}")
        window.do("wait", text="推荐表")

    def match(self, entry: str, other: str):
        found = self.contest_client.screener().ask("GET", f"/entries/{entry}")["duplicates"]
        return next(one for one in found if one["other"] == other)

    def similarity(self, entry: str, other: str) -> str:
        """As the page words it. A frame with several matches counts once."""
        matching = {pair["here"] for pair in self.match(entry, other)["pairs"]}
        count = len(self.contest_client.screener().ask("GET", f"/entries/{entry}")["times"])
        assert 0 < len(matching) <= count
        return f"{count} 幅截图中有 {len(matching)} 幅相近"


def decide(window: Browser, *labels: str) -> None:
    for label in labels:
        window.do("check", label=label, scope=".decision")
