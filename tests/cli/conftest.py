"""The command line as a person runs it, over a store in memory instead of a deployment."""

import sys
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import pytest

from contest.audit import Actor
from contest.award.award import AwardRound, AwardStatus, Winner
from contest.entry.entry import EntryStatus
from contest.model import Text
from contest_aws import clock
from contest_aws.http.tokens import Tokens
from contest_aws.services.mailing import key_of
from contest_aws.services.pointers import Named
from contest_aws.store import keys
from contest_aws.store.memory import MemoryStore
from contest_aws.store.protocol import Change
from laurel import __main__
from laurel.organiser import Deployment, Organiser
from tests.builders import any_contest, any_entry, any_mail, any_rules
from tests.contest_aws.http.test_tokens import OwnKey

NOW = datetime(2026, 11, 28, 4, 0, tzinfo=UTC)
"""The real clock. The contest is a rehearsal, whose clock shows 1 August 2024, 00:00."""
CONTEST_TIME = any_rules().dates.submission_closes
LONG = "新时代中国工业形象塑造与传播工程系列短视频之一：一座老钢厂的数字化转型与绿色低碳之路"
"""A title of 40 characters, which take 80 columns of a terminal."""
AWARD_ROUND = AwardRound(
    contest=any_rules().id,
    id="first",
    round="expert-review",
    status=AwardStatus.PROVISIONAL,
    version=3,
    objections_end=CONTEST_TIME + timedelta(days=7),
    proposal=(
        Winner(
            award="overall",
            level="gold",
            name=Text(zh="金奖", en="Gold"),
            entry="e1",
            title=LONG,
            recipient="[bold]湘江[/bold] :smile:",
            score="91.50",
            why=Text(zh="总分第一。", en="The highest score."),
        ),
    ),
)


class Ended(NamedTuple):
    code: int
    out: str
    err: str


class Deployed(Organiser):
    """An organiser over a store in memory. The calendar has something to say."""

    def __init__(self):
        self.store = MemoryStore()
        self.tokens = Tokens(OwnKey())
        self.deployment = Deployment.model_construct(uploads_close="")
        contest = any_contest(rehearsal=True, clock_offset=CONTEST_TIME - NOW)
        entry = any_entry(EntryStatus.SCREENING, id="e1")
        mail = any_mail(entry="e1", subject=LONG, changed_at=NOW)
        self.store.commit(
            Change(keys.contest(contest.id), contest, "any"),
            Change(keys.contest_named(contest.id), Named(name=contest.id), "any"),
            Change(keys.entry(contest.id, entry.id), entry, "any"),
            Change(keys.award_round(contest.id, "first"), AWARD_ROUND, "any"),
            Change(key_of(mail), mail, "any"),
        )

    def keep_calendar(self, _contest_id):
        return {
            "opened": ["expert-review"],
            "closed": [],
            "never_opened": [],
            "without_judges": ["e1", "e2"],
        }

    def set_schedules(self, _contest_id):
        return []

    def host(self):
        return Actor.of("host", "user/zhang")

    def recover(self, contest_id):
        self.contest(contest_id)
        return []


@pytest.fixture
def organiser(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return Deployed()


@pytest.fixture
def run(organiser, monkeypatch, capsys):
    """Runs one command line, and returns its exit code and what it printed."""
    monkeypatch.setattr(__main__, "_deployment", lambda *_: None)
    monkeypatch.setattr(__main__, "Organiser", lambda *_: organiser)

    def run(*words):
        monkeypatch.setattr(sys, "argv", ["laurel", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            __main__.main()
        said = capsys.readouterr()
        return Ended(ended.value.code, said.out, said.err)

    return run
