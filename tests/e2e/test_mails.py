"""What entrants are told by mail: every change of theirs once, in both languages, and nothing of
anybody else."""

import json
import secrets
from datetime import timedelta

import pytest
from typer.testing import CliRunner

from contest.mail.outbox import MailState
from contest.mail.status_mail import BETWEEN
from contest.people.account import Account
from contest_aws.services import mailing
from contest_aws.store import keys
from contest_aws.store.protocol import Change
from laurel import mail
from local.mailbox import letters
from local.visitors import until
from tests.builders import any_rules, any_scores
from tests.e2e.contest_client import FORM, ContestClient, good_video, short_video
from tests.e2e.test_nothing_doubled_or_lost import _left
from tests.e2e.test_rights_hold import functions
from tests.e2e.test_wins_an_award import grant

PEOPLE = {
    "zhou": {"person": "周金丝雀", "phone": "13900001111", "email": "zhou-canary@example.com"},
    "wang": {"person": "王金丝雀", "phone": "13900002222", "email": "wang-canary@example.com"},
    "liu": {"person": "刘金丝雀", "phone": "13900003333", "email": "liu-canary@example.com"},
}
OWNERS = {name: f"{name}-{secrets.token_hex(4)}" for name in PEOPLE}
"""Accounts, named as their addresses begin. The contact in the form is another address, and has
agreed to nothing."""
TITLES = {"zhou": "钢铁脊梁", "wang": "一颗螺丝钉", "liu": "老厂房"}
ENTERED = "作品《title》已提交 / “title” has been submitted"
SUBJECTS = {
    "zhou": [
        "已收到作品《钢铁脊梁》的视频 / We have received the video of “钢铁脊梁”",
        "作品《钢铁脊梁》未通过技术校验 / “钢铁脊梁” does not meet the requirements",
        "已收到作品《钢铁脊梁》的视频 / We have received the video of “钢铁脊梁”",
        ENTERED.replace("title", "钢铁脊梁"),
        "作品《钢铁脊梁》已通过初筛 / “钢铁脊梁” has passed the screening",
        "恭喜！作品《钢铁脊梁》荣获金奖 / Congratulations: Gold for “钢铁脊梁”",
    ],
    "wang": [
        "已收到作品《一颗螺丝钉》的视频 / We have received the video of “一颗螺丝钉”",
        ENTERED.replace("title", "一颗螺丝钉"),
        "作品《一颗螺丝钉》已退回修改 / “一颗螺丝钉” has been returned for changes",
        "已收到作品《一颗螺丝钉》的视频 / We have received the video of “一颗螺丝钉”",
        ENTERED.replace("title", "一颗螺丝钉"),
        "作品《一颗螺丝钉》未通过初筛 / “一颗螺丝钉” has not been admitted",
    ],
    "liu": [
        "已收到作品《老厂房》的视频 / We have received the video of “老厂房”",
        ENTERED.replace("title", "老厂房"),
        "作品《老厂房》已通过初筛 / “老厂房” has passed the screening",
        "{zh}评选结果 / Results of the {en}",
    ],
}
"""One a change, in its order."""


@pytest.fixture(scope="module")
def played(organiser, cloud):
    """A contest in which everything happens that entrants are told of."""
    with cloud.turned_to():
        contest_client = ContestClient(organiser, awards=any_rules().awards[:1])
        entries = {name: enter(contest_client, name) for name in PEOPLE}
        screen(contest_client, entries)
        judge(contest_client, entries)
        grant(contest_client)
        wait_for_mails(cloud)
    return contest_client, entries


def enter(contest_client, name):
    entrant = contest_client.entrant(OWNERS[name])
    entry = entrant.enter(FORM | {"title": TITLES[name]}, PEOPLE[name])
    if name == "zhou":
        entrant.bring(entry, short_video())
        entrant.wait_for(entry, "returned")
    entrant.bring(entry, good_video())
    entrant.wait_for(entry, "screening")
    return entry


def screen(contest_client, entries):
    screener, wang = contest_client.screener(), contest_client.entrant(OWNERS["wang"])
    screener.decide(entries["wang"], "return", "rights", note="请补充授权书")
    wang.bring(entries["wang"], good_video())
    wang.wait_for(entries["wang"], "screening")
    screener.decide(entries["wang"], "reject", "rights")
    for name in ("zhou", "liu"):
        screener.decide(entries[name], "pass")


def judge(contest_client, entries):
    # of this contest alone: judges of several would have had their mails of the day
    judges = [contest_client.judge(f"j{n}-{secrets.token_hex(4)}") for n in range(3)]
    round_ = contest_client.rules.rounds[0]
    contest_client.turn_clock(round_.opens + timedelta(hours=1))
    for one in judges:
        for review in one.reviews():
            one.review(review, any_scores(90 if review["title"] == TITLES["zhou"] else 50))
    until(
        lambda: {contest_client.entry(entries[name]).status for name in ("zhou", "liu")},
        lambda seen: seen == {"reviewed"},
        seconds=30,
    )
    contest_client.turn_clock(round_.closes)


def wait_for_mails(cloud):
    wanted = sum(map(len, SUBJECTS.values()))
    until(lambda: len(mails_of(cloud)), lambda there: there >= wanted, seconds=30)


def mails_of(cloud, *names):
    """To these people, or to all of them."""
    addresses = {f"{OWNERS[name]}@example.org" for name in names or PEOPLE}
    return [letter for letter in letters(cloud.emulator.port) if letter.to in addresses]


@pytest.mark.parametrize("name", PEOPLE)
def test_every_change_is_told_once(name, played, cloud):
    contest_client, _ = played
    contest = {"zh": contest_client.rules.name.zh, "en": contest_client.rules.name.en}

    told = sorted(letter.subject for letter in mails_of(cloud, name))

    assert told == sorted(subject.format(**contest) for subject in SUBJECTS[name])


def test_a_mail_says_in_both_languages_what_is_wrong_and_until_when_to_mend_it(played, cloud):
    contest_client, entries = played
    [invalid] = [m for m in mails_of(cloud, "zhou") if "未通过技术校验" in m.subject]
    [returned] = [m for m in mails_of(cloud, "wang") if "退回修改" in m.subject]

    zh, en = invalid.text.split(BETWEEN)
    assert "- 时长 0:45，须在 1:00–8:00 之间。\n- 分辨率 1280×720" in zh
    assert "2024年7月31日 24:00" in zh
    assert "- The video is 0:45 long. It must be 1:00–8:00 long.\n- The picture is 1280×720" in en
    assert "31 July 2024, 24:00 (China Standard Time)" in en
    for text in (zh, en):
        assert f"/contests/{contest_client.id}/entries/{entries['zhou']}" in text
    assert "\n“请补充授权书”\n" in returned.text
    assert returned.sender == "征集办公室 <contest@laurel.example>"


@pytest.mark.usefixtures("played")
def test_an_address_that_was_only_typed_gets_no_mail(cloud):
    typed = {person["email"] for person in PEOPLE.values()}
    assert [letter for letter in letters(cloud.emulator.port) if letter.to in typed] == []


@pytest.mark.usefixtures("played")
def test_no_mail_tells_of_another_or_of_anybodys_phone(cloud):
    for name in PEOPLE:
        others = [other for other in PEOPLE if other != name]
        private = [value for person in PEOPLE.values() for value in person.values()]
        secret = [TITLES[other] for other in others] + private
        for letter in mails_of(cloud, name):
            told = letter.subject + letter.text
            assert [word for word in secret if word in told] == []


def test_all_that_happened_is_told_again_from_the_last_and_nothing_comes_of_it(played, cloud):
    """Neither a mail, nor anything else: whoever a change wakes is woken again."""
    contest_client, entries = played
    before = mails_of(cloud), stands(contest_client, entries)
    reader = functions(cloud)["journey.dispatch"]
    told = reader["Environment"]["Variables"].items()
    queues = [value for name, value in told if name.endswith("_QUEUE")]
    assert len(queues) == 5
    sqs, queues = cloud.client("sqs"), [*queues, contest_client.organiser.deployment.mail_queue]
    waiting = {queue: _left(sqs, queue) for queue in queues}  # what another test planted
    records = [record for record in changes(cloud) if names(record) in entries.values()]
    assert len(records) > sum(map(len, SUBJECTS.values()))

    for _ in range(2):
        answer = cloud.client("lambda").invoke(
            FunctionName=reader["FunctionName"],
            Payload=json.dumps({"Records": records[::-1]}, default=str).encode(),
        )
        assert json.loads(answer["Payload"].read()) == {"batchItemFailures": []}
    for queue, others in waiting.items():
        until(lambda q=queue: _left(sqs, q), lambda left, o=others: left <= o, seconds=30)

    assert (mails_of(cloud), stands(contest_client, entries)) == before
    for name, entry in entries.items():
        states = [
            mail.state
            for mail in mailing.all_of(contest_client.organiser.store, contest_client.id, entry)
        ]
        assert states == [MailState.SENT] * len(SUBJECTS[name])
    assert list(mailing.open_of(contest_client.organiser.store, contest_client.id)) == []


def test_no_log_holds_an_address(played, cloud):
    """Those who send tell of each mail in their log."""
    logs, (_, entries) = cloud.client("logs"), played
    for handler, function in functions(cloud).items():
        group = function["LoggingConfig"]["LogGroup"]
        told = "".join(e["message"] for e in logs.filter_log_events(logGroupName=group)["events"])
        if handler == "mail.send_mails":
            assert all(entry in told for entry in entries.values())
        assert "canary" not in told
        assert "金丝雀" not in told


def stands(contest_client, entries):
    """Each entry, its records, its reviews, and the names of its executions."""
    client, machine = (
        contest_client.organiser.session.client("stepfunctions"),
        contest_client.organiser.deployment.entry_journey,
    )
    found = client.list_executions(stateMachineArn=machine)["executions"]
    return {
        name: (
            contest_client.entry(entry),
            contest_client.actions(entry),
            sorted(e["name"] for e in found if e["name"].startswith(entry)),
        )
        for name, entry in entries.items()
    }, [contest_client.reviews(f"j{n}") for n in range(3)]


def changes(cloud):
    """Of all items, as the table's stream has them."""
    streams, table = cloud.client("dynamodbstreams"), cloud.table()
    stream = {"StreamArn": table.latest_stream_arn}
    [shard] = streams.describe_stream(**stream)["StreamDescription"]["Shards"]
    at = streams.get_shard_iterator(
        **stream, ShardId=shard["ShardId"], ShardIteratorType="TRIM_HORIZON"
    )["ShardIterator"]
    found = []
    while at:
        page = streams.get_records(ShardIterator=at)
        found += page["Records"]
        at = page.get("NextShardIterator") if page["Records"] else None
    return found


def names(record):
    """The entry that a record is about."""
    key = record["dynamodb"]["Keys"]
    kind, *_, last = key["pk"]["S"].split("#")
    if kind == "JUDGE":
        return key["sk"]["S"].split("#")[-1]
    return last if kind in ("ENTRY", "FRAMES", "MAIL") else None


RECEIVED = [MailState.SENT] * 2
"""The mail that the video has arrived, and that the work was submitted."""


def test_what_could_not_be_sent_is_listed_with_its_reason_and_sent_by_the_host(organiser, cloud):
    contest_client = ContestClient(organiser)
    owner = f"he-{secrets.token_hex(4)}"
    entry = contest_client.submitted(person=owner)
    until(lambda: states(contest_client, entry), lambda seen: seen == RECEIVED, seconds=30)
    move_to(organiser, owner, "何@example.com")
    contest_client.screener().decide(entry, "pass")
    until(
        lambda: states(contest_client, entry)[len(RECEIVED) :],
        lambda seen: seen == [MailState.FAILED],
        seconds=30,
    )

    listed = laurel(organiser, "list", contest_client.id)
    assert (listed.count(entry), "已通过初筛" in listed) == (1, True)
    assert "发送失败 failed" in listed
    assert "@" not in listed.replace("@ 之前", "").replace("the @", "")

    move_to(organiser, owner, f"{owner}@example.net")
    assert "1 封" in laurel(organiser, "send", contest_client.id, "--which", "failed")
    until(
        lambda: states(contest_client, entry),
        lambda seen: set(seen) == {MailState.SENT},
        seconds=30,
    )

    [letter] = letters(cloud.emulator.port, to=f"{owner}@example.net")
    assert "已通过初筛" in letter.subject
    assert "0 封" in laurel(organiser, "send", contest_client.id, "--which", "failed")
    assert laurel(organiser, "list", contest_client.id, "--entry", entry).count("已发送 sent") == 3


def move_to(organiser, owner, address):
    """The account has another address from now on."""
    account = organiser.store.find(keys.account(owner), Account)
    moved = account.model_copy(update={"address": address})
    organiser.store.commit(Change(keys.account(owner), moved, "any"))


def states(contest_client, entry):
    return [
        mail.state
        for mail in mailing.all_of(contest_client.organiser.store, contest_client.id, entry)
    ]


def laurel(organiser, *words):
    """What the command line says."""
    done = CliRunner(env={"COLUMNS": "300"}).invoke(mail.app, words, obj=lambda: organiser)
    assert done.exception is None, done.exception
    return done.output
