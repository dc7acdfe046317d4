"""The call for entries, as anybody may read it, says all that the rules say to the public."""

from datetime import timedelta

from contest.audit import ORGANISER
from contest_aws import clock
from contest_aws.services import contests
from tests.builders import any_rules, shipped_rules


def test_the_call_has_the_notice_with_everybody_who_runs_the_contest(doors):
    rules = shipped_rules()

    answer = doors.ask("GET", f"/public/{doors.contest.id}")

    assert answer.status == 200
    assert answer.body["notice"] == rules.notice.model_dump(mode="json")
    assert answer.body["eligibility"] == rules.eligibility.model_dump(mode="json")
    assert answer.body["about"] == rules.about.model_dump(mode="json")
    assert [benefit["id"] for benefit in answer.body["benefits"]] == [
        *("mark", "ceremony", "showing", "priority", "ministries")
    ]
    awards = {award["id"]: award for award in answer.body["awards"]}
    said = ("name", "number", "trophy", "certificate")
    overall = [[place[name] for name in said] for place in awards["overall"]["places"]]
    assert [[name["zh"], *more] for name, *more in overall] == [
        ["金奖", 1, True, True],
        ["银奖", 2, False, True],
        ["铜奖", 3, False, True],
    ]
    assert answer.body["one_theme_per_work"] is True
    (special,) = awards["special"]["places"]
    assert (special["name"]["zh"], special["number"]) == ("特别奖", 2)
    assert len(awards) == len(rules.awards)
    roles = [party["role"] for party in answer.body["parties"]]
    assert [roles.count(role) for role in ("host", "co_organiser", "supporter")] == [1, 10, 1]
    assert len(answer.body["units"]) == 37
    assert answer.body["media"]["max_bytes"] == 2 * 1024**3
    assert answer.body["rounds"] == [
        {
            "id": "expert-review",
            "name": {"zh": "专家评审", "en": "Expert review"},
            "opens": "2024-08-15T00:00:00+08:00",
            "closes": "2024-10-01T00:00:00+08:00",
        }
    ]


def test_the_list_has_rehearsals_only_if_there_is_nothing_else(doors):
    """A door's own contest is not named in the list of the deployment."""
    shipped = shipped_rules()
    closes = shipped.dates.submission_closes

    def load(id_, days, *, rehearsal=False):
        dates = shipped.dates.model_copy(
            update={"submission_closes": closes + timedelta(days=days)}
        )
        rules = any_rules(id=id_, dates=dates)
        contests.load(doors.store, rules, actor=ORGANISER, now=clock.now(), rehearsal=rehearsal)

    def listed():
        return [(one["id"], one["deadline"]["at"]) for one in doors.ask("GET", "/public").body]

    assert listed() == []
    load("trial", 1, rehearsal=True)
    assert listed() == [("trial", "2024-08-02T00:00:00+08:00")]
    load("first", 0)
    load("second", 9)
    assert listed() == [
        ("second", "2024-08-10T00:00:00+08:00"),
        ("first", "2024-08-01T00:00:00+08:00"),
    ]
    [_, first] = doors.ask("GET", "/public").body
    assert (first["name"]["zh"], first["time_zone"]) == (shipped.name.zh, "Asia/Shanghai")
