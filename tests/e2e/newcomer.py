"""An entrant who signs in for the first time, and the form on their page."""

import secrets

from contest.audit import Actor
from contest.model import Text
from contest.rules.form_fields import Declaration
from contest_aws import clock
from contest_aws.services import contests
from tests.e2e.browser import Browser
from tests.e2e.contest_client import CONTACT, FORM, ContestClient
from tests.e2e.signing_in import sign_in

FIELDS = ".entry form"
LINES = {
    "作品名称": "钢铁脊梁",
    "参选单位/个人": "湘江重工集团",
    "主创人员": "导演 周立群\n摄影 李四",
    "联系人": "何联系",
    "电话": "13812345678",
    "邮箱": "he@example.com",
    "作品简介": "一座钢厂的三代人。",
    "推荐单位": "湖南省工业和信息化厅",
}


class Newcomer:
    """An entrant who has no account yet, and the page of one contest."""

    def __init__(self, organiser, **rules) -> None:
        self.contest_client = ContestClient(organiser, **rules)
        self.person = f"p-{secrets.token_hex(4)}"
        self.url = f"{organiser.deployment.site_url}/contests/{self.contest_client.id}"

    def sign_in(self, window: Browser, *, again: bool = False) -> None:
        if not again:
            window.do("open", url=self.url)
        sign_in(window, self.url, f"{self.person}@example.org")
        window.do("wait", text="我的作品")

    def enter(self, window: Browser, *, title="钢铁脊梁") -> None:
        """Whoever has no entry yet finds the form open."""
        window.do("fill", label="作品名称", text=title)
        window.do("select", label="主题", option="高端升级")
        window.do("press", name="创建作品")
        window.do("wait", text="随填随存")

    def has_entered(self, window: Browser) -> str:
        """Creates an entry with a complete form, and opens the form on the page."""
        entry = self.contest_client.entrant(self.person).enter(FORM, CONTACT)
        self.open_form(window)
        return entry

    def open_form(self, window: Browser) -> None:
        """Of the only entry."""
        self.sign_in(window)
        window.do("follow", name=FORM["title"])
        open_step(window, "推荐表")

    def declare(self, version: str, clause: str) -> None:
        """The host changes the declaration."""
        store, before = (
            self.contest_client.organiser.store,
            self.contest_client.organiser.contest(self.contest_client.id).rules,
        )
        declaration = Declaration(version=version, clauses=(Text(zh=clause, en="No other."),))
        edition = {"edition": before.edition + 1, "declaration": declaration}
        contests.load(
            store, before.model_copy(update=edition), actor=Actor.of("host"), now=clock.now()
        )

    def entries_of(self, person: str) -> list[dict]:
        return self.contest_client.entrant(person).ask("GET", "/entries")

    @property
    def entry(self) -> dict:
        (only,) = self.entries_of(self.person)
        return only


def open_step(window: Browser, name: str) -> None:
    window.do("click", text=name, scope=".entry-steps")


def fill(window: Browser, **texts: str) -> None:
    for label, text in texts.items():
        window.do("fill", label=label, text=text, scope=FIELDS, exact=True)


def choose_region(window: Browser, province: str, city: str) -> None:
    window.do("select", label="地区", option=province, scope=FIELDS)
    window.do("select", label="城市", option=city, scope=FIELDS)


def typed(window: Browser, label: str) -> str:
    return window.do("typed", label=label, scope=FIELDS, exact=True)


def saved(window: Browser) -> None:
    window.do("key", key="Tab")  # leaving a field saves it at once
    window.do("wait", text="^已保存$", scope=".draft")
