"""Each command as a new user tries it: unknown names, narrow terminals, pipes, JSON, times."""

import json

import pytest
import typer
from rich.console import Console

from contest.review.round import Entered
from contest_aws.services.award import next_round
from contest_aws.services.award.next_round import EnteringPreview
from contest_aws.store import keys
from contest_aws.store.protocol import Change
from laurel import output
from laurel.__main__ import app
from tests.builders import SHIPPED, any_entry, any_form
from tests.cli.conftest import AWARD_ROUND, CONTEST_TIME, LONG

CONTEST = AWARD_ROUND.contest
COMMANDS = typer.main.get_command(app).commands
GROUPS = {name: found for name, found in COMMANDS.items() if hasattr(found, "commands")}
"""As click has them: by name, each with its commands."""
GIVEN = {
    "award_round": "first",
    "review_round": "expert-review",
    "entry_id": "e1",
    "theme": "green",
    "address": "zhang@example.com",
    "to": "2024-08-15T09:00",
    "reason": "理由",
    "expected_version": "3",
    "list_sha256": "0",
    "which": "held",
    "name": "张三",
    "unit": "hunan",
    "place": "gold",
    "role": "judge",
    "round_id": "expert-review",
    "sha256": "0" * 64,
    "until": "2024-10-08T00:00",
    "judge_id": "j1",
    "others": "湘江",
    "one": "湘江",
    "other": "洞庭",
    "objection": "0" * 32,
    "partner": "央视频",
    "package": "0" * 20,
    "at": "2024-11-20T09:00",
    "answer_by": "2024-11-10",
    "outcome": "dismissed",
    "code": "7K3M-9QX0-AB1C",
    "out": "certificates.zip",
}
"""What fits every argument and option that is asked for."""
OF_A_CONTEST = [
    (group, name)
    for group, commands in GROUPS.items()
    for name, command in commands.commands.items()
    if any(parameter.name == "contest_id" for parameter in command.params)
]
LISTS = [
    ["contest", "show", CONTEST],
    ["award", "show", CONTEST, "first"],
    ["mail", "list", CONTEST],
]


def words_of(group, name, contest_id, file):
    """A command line with every argument and option that the command insists on."""
    words = [group, name]
    for parameter in GROUPS[group].commands[name].params:
        if not parameter.required:
            continue
        value = {"contest_id": contest_id, "file": file}.get(parameter.name)
        value = value or GIVEN[parameter.name]
        option = parameter.opts[0].startswith("-")
        words += [parameter.opts[0], value] if option else [value]
    return words


@pytest.fixture
def sheet(tmp_path):
    file = tmp_path / "sheet.csv"
    file.write_text("角色,姓名,邮箱\n评审专家,张三,zhang@example.com\n", encoding="gb18030")
    return file


def test_what_does_not_hold_of_a_contest_is_named(run):
    """The made-up award round is over a review round that was never closed."""
    ended = run("check", CONTEST)

    assert (ended.code, ended.err) == (1, "")
    assert "award_round_is_over_a_closed_round\tfirst" in ended.out
    assert "46 invariants" in ended.out


def test_a_check_of_an_unknown_contest_names_those_that_there_are(run):
    ended = run("check", "nowhere")

    assert (ended.code, CONTEST in ended.err) == (1, True)


@pytest.mark.parametrize(("group", "name"), OF_A_CONTEST)
def test_an_unknown_contest_ends_in_1_and_the_contests_that_there_are(run, sheet, group, name):
    ended = run(*words_of(group, name, "nowhere", sheet))

    assert (ended.code, ended.out) == (1, "")
    assert "没有这个活动：nowhere" in ended.err
    assert "There is no contest 'nowhere'" in ended.err
    assert CONTEST in ended.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["entry", "contact", CONTEST, "e9"], "没有这个作品：e9"),
        (["entry", "let-in", CONTEST, "e9", "--reason", "x"], "没有这个作品：e9"),
        (["entry", "disqualify", CONTEST, "e9", "--reason", "x"], "没有这个作品：e9"),
        (["entry", "show", CONTEST, "GY-9999"], "没有这个作品：GY-9999"),
        (["entry", "reopen", CONTEST, "e9", "--reason", "x"], "没有这个作品：e9"),
        (["entry", "move", CONTEST, "e9", "green", "--reason", "x"], "没有这个作品：e9"),
        (["mail", "list", CONTEST, "--entry", "e9"], "没有这个作品：e9"),
        (["mail", "send", CONTEST, "--which", "held", "--entry", "e9"], "没有这个作品：e9"),
        (["award", "show", CONTEST, "second"], "没有这个评奖轮次：second。现有：first"),
        (["award", "discard", CONTEST, "second", "--reason", "x"], "没有这个评奖轮次：second"),
        (
            ["award", "confirm", CONTEST, "second", "--expected-version", "1", "--list", "0"],
            "没有这个评奖轮次",
        ),
        (
            ["award", "begin", CONTEST, "new", "final"],
            "没有这个评审轮次：final。现有：expert-review",
        ),
        (["account", "sign-out", "no@example.com"], "没有这个账号：no@example.com"),
        (["person", "export", "no@example.com"], "没有这个账号：no@example.com"),
        (["person", "erase", "no@example.com", "--yes"], "没有这个账号：no@example.com"),
        (["invite", "unit", CONTEST, "a@example.com", "--unit", "atlantis"], "atlantis"),
        (["invite", "sheet", CONTEST, "missing.xlsx"], "missing.xlsx：没有这个文件。"),
        (["invite", "sheet", CONTEST, "."], "这是文件夹。"),
        (["invite", "blank", CONTEST, "nowhere/blank.xlsx"], "没有这个文件。"),
        (["contest", "load", "missing.yaml"], "missing.yaml:1:"),
    ],
)
def test_an_unknown_name_ends_in_1_and_says_which(run, words, said):
    ended = run(*words)

    assert (ended.code, ended.out) == (1, "")
    assert said in ended.err


def test_a_file_that_exists_is_not_overwritten(run, tmp_path):
    file = tmp_path / "blank.xlsx"
    file.write_text("mine")

    ended = run("invite", "blank", CONTEST, file)

    assert (ended.code, "文件已存在" in ended.err, file.read_text()) == (1, True, "mine")


def test_a_token_is_what_the_upload_takes(run, organiser):
    ended = run("account", "token", "zhang@example.com")

    assert ended.code == 0
    assert organiser.tokens.read(ended.out.removesuffix("\n")) is not None


@pytest.mark.parametrize("words", LISTS)
def test_in_a_pipe_a_list_is_columns_parted_by_tabs_with_nothing_cut(run, words):
    ended = run(*words)

    rows = [line.split("\t") for line in ended.out.splitlines() if "\t" in line]
    assert ended.code == 0
    assert len(rows) > 1
    assert {len(row) for row in rows} == {len(rows[0])}
    assert words[0] == "contest" or any(LONG in cell for row in rows for cell in row)


@pytest.mark.parametrize("words", LISTS)
@pytest.mark.parametrize("width", [20, 40, 80, 120])
def test_on_a_terminal_of_any_width_nothing_is_cut(run, monkeypatch, words, width):
    terminal = Console(width=width, force_terminal=True, **output.PLAIN)
    monkeypatch.setattr(output, "console", terminal)

    ended = run(*words)

    assert ended.code == 0
    assert "…" not in ended.out
    if words[0] != "contest":
        assert all(character in ended.out for character in LONG)


def test_what_people_wrote_is_no_markup(run):
    assert "[bold]湘江[/bold] :smile:" in run("award", "show", CONTEST, "first").out


@pytest.mark.parametrize("words", LISTS)
def test_a_list_is_also_json(run, words):
    ended = run(*words, "--json")

    assert ended.code == 0
    assert json.loads(ended.out)


def test_the_json_of_an_award_round_has_what_a_script_needs_to_confirm_it(run):
    found = json.loads(run("award", "show", CONTEST, "first", "--json").out)

    assert (found["version"], found["status"]) == (3, "provisional")
    assert found["winners"][0]["award"] == "gold"


def test_times_are_the_contests_own_in_its_zone(run):
    """Midnight ends a day: 24:00 of 31 July, as the notice says it, not 16:00 UTC."""
    assert CONTEST_TIME.isoformat() == "2024-08-01T00:00:00+08:00"

    assert "2024-07-31 24:00 (Asia/Shanghai)" in run("mail", "list", CONTEST).out
    assert "2024-08-07 24:00 (Asia/Shanghai)" in run("award", "show", CONTEST, "first").out
    turned = run("contest", "turn-clock", CONTEST, "2024-08-15T01:00Z")
    assert "2024-08-15 09:00 (Asia/Shanghai)" in turned.out


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("2024-08-15 09:00", "2024-08-15 09:00"),
        ("2024-08-15T09:00:00", "2024-08-15 09:00"),
        ("2024-08-15T09:00+08:00", "2024-08-15 09:00"),
        ("2024-08-15T01:00Z", "2024-08-15 09:00"),
        ("2024-08-15", "2024-08-14 24:00"),
        ("2024-08-14 24:00", "2024-08-14 24:00"),
    ],
)
def test_a_moment_may_be_typed_with_or_without_seconds_and_zone(run, typed, shown):
    ended = run("contest", "turn-clock", CONTEST, typed)

    assert (ended.code, f"{shown} (Asia/Shanghai)" in ended.out) == (0, True)


@pytest.mark.parametrize("typed", ["yesterday", "2024-13-01", "15.8.2024", "25:00", ""])
def test_what_is_no_moment_is_told_with_how_to_write_it(run, typed):
    ended = run("contest", "turn-clock", CONTEST, typed)

    unwrapped = "".join(ended.err.replace("│", "").split())
    assert (ended.code, ended.out) == (2, "")
    assert f"“{typed}”不是时间，请写成2024-08-1509:00" in unwrapped


def test_a_rehearsal_is_loaded_again_as_one_and_its_clock_is_set(run):
    ended = run("contest", "load", str(SHIPPED))
    assert (ended.code, ended.out) == (1, "")
    assert f"“{CONTEST}”已作为演练载入" in ended.err

    said = run("contest", "load", str(SHIPPED), "--at", "2024-08-20T09:00").out
    assert "演练，时钟为 2024-08-20 09:00" in said


def test_which_works_enter_a_round_is_told_by_number_and_title(run, organiser, monkeypatch):
    works = ("e1", "e2")
    for name in works:
        entry = any_entry(id=name, number=f"GY-{name}", form=any_form(title=f"作品{name}"))
        organiser.store.commit(Change(keys.entry(CONTEST, name), entry, "any"))
    entered = Entered(contest=CONTEST, round="r", previous_round="q", entries=works, cutoff="80")
    shown = EnteringPreview(**dict(entered), sha256=entered.sha256, confirmed=True)
    monkeypatch.setattr(next_round, "preview", lambda *_: shown)

    said = run("review", "entries", CONTEST, "expert-review").out

    assert said.splitlines()[-4:] == [
        "GY-e1\t作品e1\te1",
        "GY-e2\t作品e2\te2",
        f"hash {entered.sha256}",
        "名单已确认。 The list is confirmed.",
    ]


def test_what_the_calendar_did_is_said_in_words(run):
    said = run("contest", "keep-calendar", CONTEST).out

    assert "评审中的轮次：expert-review。" in said
    assert "缺少可评专家的作品，请再邀请专家：e1, e2。" in said
    assert "{" not in said


def test_who_was_invited_is_listed_mailed_again_and_withdrawn(run):
    run(
        "invite", "judge", CONTEST, "gu@example.com", "--name", "顾清源", "--expertise", "工业;传媒"
    )

    (listed,) = json.loads(run("invite", "list", CONTEST, "--json").out)
    known = ("role", "name", "address", "status", "mails")
    assert [listed[name] for name in known] == ["judge", "顾**", "g***@example.com", "invited", 1]
    (listed,) = json.loads(run("invite", "list", CONTEST, "--names", "--json").out)
    assert (listed["name"], listed["address"]) == ("顾清源", "gu@example.com")
    assert "2 mails in all" in run("invite", "resend", CONTEST, "gu@example.com", "judge").out
    assert run("invite", "withdraw", CONTEST, "gu@example.com", "judge").code == 0
    (listed,) = json.loads(run("invite", "list", CONTEST, "--json").out)
    assert listed["status"] == "revoked"
    refused = run("invite", "resend", CONTEST, "gu@example.com", "judge")
    assert (refused.code, "邀请已被撤销或已到期" in refused.err) == (1, True)
    nobody = run("invite", "resend", CONTEST, "gu@example.com", "screener")
    assert (nobody.code, "没有这个邀请" in nobody.err) == (1, True)


def test_a_theme_that_the_rules_do_not_have_is_told_with_those_that_they_have(run):
    named = ("invite", "judge", CONTEST, "gu@example.com", "--name", "顾清源", "--themes")
    ended = run(*named, "绿色低碳;航天")
    assert (ended.code, "没有这个主题：航天。现有：" in ended.err) == (1, True)
    assert json.loads(run("invite", "list", CONTEST, "--json").out) == []
    assert run(*named, "绿色低碳；high-end").code == 0


def test_an_invitation_sheet_is_held_against_the_rehearsals_clock(run, tmp_path):
    """The example of the blank sheet is good, though that day is over on the real clock."""
    file = tmp_path / "sheet.csv"
    file.write_text("角色,姓名,邮箱,截止日期\n评审专家,顾清源,gu@example.com,2024-10-01\n", "utf-8")

    ended = run("invite", "sheet", CONTEST, file)

    assert (ended.code, ended.err) == (0, "")
    assert "2024-10-01 24:00 (Asia/Shanghai)" in ended.out


def test_an_invitation_sheet_shows_the_unit_of_each_row_and_what_is_not_read(run, tmp_path):
    file = tmp_path / "sheet.csv"
    file.write_text(
        "角色,姓名,邮箱,单位及职务,住址\n评委,顾清源,gu@example.com,湘江大学 教授,长沙\n"
    )

    ended = run("invite", "sheet", CONTEST, file)

    assert (ended.code, ended.err) == (0, "")
    assert "湘江大学 教授" in ended.out
    assert "未读取 / not read: 行 rows –; 列 columns E 住址" in ended.out


@pytest.mark.parametrize("words", [[], *([group] for group in GROUPS)])
def test_help_is_shown_in_both_languages(run, words):
    ended = run(*words, "--help")

    assert ended.code == 0
    assert any("\u4e00" <= character <= "\u9fff" for character in ended.out)
