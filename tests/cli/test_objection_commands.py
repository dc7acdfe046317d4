"""`laurel objection list` and `show` say whose award an objection is about."""

import json
from datetime import timedelta

import pytest

from contest.award.award import Winner
from contest.award.objection import Objection
from contest.model import Text
from contest_aws.store import keys
from contest_aws.store.protocol import Change
from tests.builders import any_rules
from tests.cli.conftest import AWARD_ROUND, CONTEST_TIME
from tests.contest_aws.services.fakes import FakeSnapshots

RULES = any_rules()
NAME = Text(zh="优秀组织奖", en="Best organisation")


@pytest.fixture
def objected(organiser, monkeypatch):
    """Two units have won the same award, and somebody objects to the second."""
    monkeypatch.setattr(type(organiser), "snapshots", FakeSnapshots())
    won = [
        Winner(award="best-organisation", name=NAME, unit=unit, recipient=name, why=NAME)
        for unit, name in (("u1", "湘江重工集团"), ("u2", "洞庭湖机械厂"))
    ]
    round_ = AWARD_ROUND.model_copy(update={"proposal": (*AWARD_ROUND.proposal, *won)})
    objection = Objection(
        contest=RULES.id,
        id="a" * 32,
        award_round="first",
        place="best-organisation",
        name=NAME,
        unit="u2",
        text="报送数量不实。",
        made_at=CONTEST_TIME + timedelta(days=1),
    )
    organiser.store.commit(
        Change(keys.award_round(RULES.id, "first"), round_, "any"),
        Change(keys.objection(RULES.id, objection.id), objection, "any"),
    )


@pytest.mark.usefixtures("objected")
def test_the_unit_is_named(run):
    (listed,) = json.loads(run("objection", "list", RULES.id, "--json").out)
    assert (listed["entry"], listed["unit"]) == ("", "洞庭湖机械厂")
    shown = json.loads(run("objection", "show", RULES.id, "a" * 32, "--json").out)
    assert (shown["unit"], shown["unit_name"]) == ("u2", "洞庭湖机械厂")
    assert (
        "优秀组织奖 Best organisation：洞庭湖机械厂"
        in run("objection", "show", RULES.id, "a" * 32).out
    )
