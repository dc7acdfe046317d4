"""The call for entries, as anybody may read it, says all that the rules say to the public."""

from tests.builders import shipped_rules


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
    roles = [party["role"] for party in answer.body["parties"]]
    assert [roles.count(role) for role in ("host", "co_organiser", "supporter")] == [1, 10, 1]
    assert len(answer.body["units"]) == 37
    assert answer.body["media"]["max_bytes"] == 2 * 1024**3
