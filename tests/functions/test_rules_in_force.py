"""Over HTTP: the host reads the rules that hold, of the edition that was loaded last."""

from datetime import UTC, datetime, timedelta

import pytest

from contest.audit import ORGANISER
from contest.people.account import Role
from contest.rules.contest import Contest
from contest.rules.sections import Confirmation
from contest_aws.services import contests
from contest_aws.store import keys
from contest_aws.store.protocol import update
from tests.builders import any_rules

RULES = any_rules()
PATH = f"/host/{RULES.id}/rules"
LOADED = datetime(2024, 8, 2, 9, 30, tzinfo=UTC)


@pytest.fixture
def host(doors):
    """A second edition has been loaded: two people confirm, and who passes gets no mail."""
    second = any_rules(
        edition=2,
        confirmation=Confirmation(people=2),
        mails=RULES.mails.model_copy(update={"passed": None}),
    )
    contests.load(doors.store, second, actor=ORGANISER, now=LOADED)
    return doors.token(Role.HOST)


def test_the_host_reads_what_the_rules_file_says(doors, host):
    seen = doors.ask("GET", PATH, token=host).body
    assert seen["limits"]["bytes_per_day"] == 100 * 1024**3
    assert seen["screening"]["resubmit_within"] == "P7D"
    assert seen["screening"]["undo_within"] == "PT10M"
    (round_,) = seen["rounds"]
    assert (round_["id"], round_["reviews_per_entry"]) == ("expert-review", 3)
    assert seen["scoring"]["ties"] == ["innovation", "story", "artistry"]
    assert seen["objections"]["period"] == "P7D"


def test_the_edition_that_was_loaded_last_counts(doors, host):
    seen = doors.ask("GET", PATH, token=host).body
    assert (seen["edition"], seen["loaded_at"]) == (2, "2024-08-02T09:30:00Z")
    assert seen["confirmation"]["people"] == 2


def test_a_mail_without_a_text_is_not_sent(doors, host):
    mails = doors.ask("GET", PATH, token=host).body["mails"]
    assert (mails["passed"], mails["rejected"]) == (False, True)


def test_a_round_has_the_closing_date_that_holds_now(doors, host):
    key = keys.contest(RULES.id)
    before = doors.store.find(key, Contest)
    later = RULES.rounds[0].closes + timedelta(days=3)
    extended = before.model_copy(update={"extended": {"expert-review": later}})
    doors.store.commit(update(key, extended, before=before))
    (round_,) = doors.ask("GET", PATH, token=host).body["rounds"]
    assert datetime.fromisoformat(round_["closes"]) == later


@pytest.mark.parametrize("role", [Role.JUDGE, Role.SCREENER, Role.UNIT, Role.ENTRANT])
def test_nobody_else_reads_them(doors, role):
    assert doors.ask("GET", PATH, token=doors.token(role)).status == 403
