"""The host invites by a sheet, over HTTP and on the command line: everybody is mailed once."""

from typer.testing import CliRunner

from contest.people.account import Role
from contest_aws.services import mailing
from contest_aws.workbook.read import tables
from infra.deployment import LOCAL_HOST
from laurel import invitation_sheet
from local.mailbox import letters
from local.visitors import SheetVisitor, Visitor, until
from tests.contest.spreadsheets.test_invitation_sheet import HEAD
from tests.contest_aws.workbook.sheets import file_of
from tests.e2e.contest_client import ContestClient

ROLES = {"judge": "评审专家", "screener": "初筛人员", "unit": "推荐单位"}


class Host(SheetVisitor):
    def __init__(self, contest_client):
        token = contest_client.token(Role.HOST, "host", address=LOCAL_HOST)
        super().__init__(contest_client.api_url, "host", f"{contest_client.id}/invitations", token)


def address(contest_client, role):
    return f"{role}-{contest_client.id}@example.com"


def sheet(contest_client, *roles, unit="hunan"):
    return file_of(
        HEAD, *([ROLES[r], f"某{r}", address(contest_client, r), unit, None, None] for r in roles)
    )


def mailed(cloud, contest_client, role):
    return [
        letter.text for letter in letters(cloud.emulator.port, to=address(contest_client, role))
    ]


def states(contest_client):
    """Of the mails of everybody who is invited."""
    host = Host(contest_client)
    accounts = [invited["account"] for invited in host.ask("GET", "")]
    return [
        m.state.value
        for a in accounts
        for m in mailing.all_of(contest_client.organiser.store, contest_client.id, a)
    ]


def test_everybody_on_the_sheet_is_mailed_once_however_often_it_is_handed_in(organiser, cloud):
    contest_client = ContestClient(organiser)
    host = Host(contest_client)
    assert tables(host.download("/sheet"))[0].name == "邀请名单"

    for _ in range(2):
        assert host.commit(sheet(contest_client, *ROLES)) == 3
    until(lambda: states(contest_client), lambda seen: seen == ["sent"] * 3, seconds=30)

    for role, name in ROLES.items():
        [text] = mailed(cloud, contest_client, role)
        assert f"邀请您担任{name}" in text
    judge = contest_client.token(Role.ENTRANT, "nobody", address=address(contest_client, "judge"))
    me = Visitor(contest_client.api_url, "account", "", judge).ask("GET", "")
    assert [(grant["role"], grant["status"]) for grant in me["grants"]] == [("judge", "invited")]


def test_the_command_line_shows_what_a_sheet_comes_to_and_commits_when_it_is_told(
    organiser, cloud, tmp_path
):
    contest_client, file = ContestClient(organiser), tmp_path / "people.xlsx"
    file.write_bytes(sheet(contest_client, "judge", "screener"))

    def run(*words):
        return CliRunner().invoke(
            invitation_sheet.app, list(map(str, words)), obj=lambda: organiser
        )

    blank = run("blank", contest_client.id, tmp_path / "blank.xlsx")
    assert (blank.exit_code, tables((tmp_path / "blank.xlsx").read_bytes())[0].name) == (
        0,
        "邀请名单",
    )
    shown = run("sheet", contest_client.id, file)
    assert (shown.exit_code, shown.output.count("新邀请")) == (0, 2)
    assert Host(contest_client).ask("GET", "") == []

    assert "2 rows taken over" in run("sheet", contest_client.id, file, "--commit").output
    assert run("sheet", contest_client.id, file, "--commit").output.count("无变化") == 2
    until(lambda: states(contest_client), lambda seen: seen == ["sent"] * 2, seconds=30)
    assert [len(mailed(cloud, contest_client, role)) for role in ("judge", "screener")] == [1, 1]

    file.write_bytes(sheet(contest_client, "unit", unit="某厅"))
    wrong = run("sheet", contest_client.id, file, "--commit")
    assert wrong.exception.refusals[0].code == "sheet.mistakes"
    assert "D2: " in wrong.output
