"""Somebody who has entered, mended and been judged has themselves erased: nothing of theirs is left
anywhere, and the contest goes on for everybody else."""

from datetime import timedelta

import httpx
import pytest
from typer.testing import CliRunner

import laurel.audit
import laurel.entry
import laurel.person
from contest.audit import AuditRecord, first_broken
from contest.entry.entry import EntryStatus
from contest.erasure import Erasure
from contest.mail.outbox import MailState
from contest.people.account import Role
from contest_aws.clients import INVOKE
from contest_aws.services import mailing
from contest_aws.store import keys
from laurel.uploader import DIRECT
from local.visitors import until
from tests.builders import any_scores
from tests.e2e.contest_client import FORM, ContestClient, good_video, short_video
from tests.e2e.test_rights_hold import functions

pytestmark = pytest.mark.slow
"""It reads the whole table, so it begins while few others have written to it."""

PEOPLE = ("zhou", "li")
FIELDS = ("title", "entrant", "credit", "synopsis", "remarks", "person", "email", "phone", "note")


def word(who, field):
    return f"金丝雀-{who}-{field}" if field not in ("email", "phone") else f"canary-{who}-{field}"


def words(who):
    return [word(who, field) for field in FIELDS if field != "phone"] + [phone(who)]


def phone(who):
    return {"zhou": "13877770001", "li": "13877770002"}[who]


def form(who):
    return FORM | {
        "title": word(who, "title"),
        "entrant": word(who, "entrant"),
        "unit_type": "个人",
        "credits": [word(who, "credit")],
        "synopsis": word(who, "synopsis"),
        "remarks": word(who, "remarks"),
    }


def contact(who):
    return {
        "person": word(who, "person"),
        "phone": phone(who),
        "email": f"{word(who, 'email')}@example.com",
    }


class Account:
    """What somebody who is signed in asks of their own account."""

    def __init__(self, contest_client, who):
        self._url = f"{contest_client.api_url}/account"
        token = contest_client.token(Role.ENTRANT, who)
        self._headers = {"Authorization": f"Bearer {token}"}

    def ask(self, method, path, body=None):
        return httpx.request(
            method, f"{self._url}{path}", json=body, headers=self._headers, **DIRECT
        )


@pytest.fixture(scope="module")
def played(organiser, cloud):
    """Zhou's work was mended, screened and is being judged; they have a draft, too. So has Li."""
    with cloud.turned_to():
        contest_client = ContestClient(organiser)
        accounts = {who: Account(contest_client, f"{who}-{contest_client.id}") for who in PEOPLE}
        entries = {who: enter(contest_client, who) for who in PEOPLE}
        for who in PEOPLE:
            contest_client.screener().decide(entries[who], "pass", note=word(who, "note"))
        judges = [contest_client.judge(f"j{n}-{contest_client.id}") for n in range(3)]
        contest_client.turn_clock(contest_client.rules.rounds[0].opens + timedelta(hours=1))
        title = word("zhou", "title")
        [review] = [r for r in judges[0].reviews() if r["title"] == title]
        judges[0].review(review, any_scores(80), comment=f"好：{word('zhou', 'title')}")
        for entry in entries.values():
            until(lambda e=entry: mails_of(contest_client, e), lambda sent: sent == 5, seconds=60)
    return contest_client, accounts, entries, judges


def enter(contest_client, who):
    entrant = contest_client.entrant(f"{who}-{contest_client.id}")
    entrant.enter(form(who), contact(who))
    entry = entrant.enter(form(who), contact(who))
    entrant.bring(entry, short_video())
    entrant.wait_for(entry, "returned")
    entrant.bring(entry, good_video())
    entrant.wait_for(entry, "screening")
    until(lambda: contest_client.waits_in(entry), bool, seconds=60)  # its frames are taken
    return entry


def mails_of(contest_client, entry):
    found = mailing.all_of(contest_client.organiser.store, contest_client.id, entry)
    return sum(one.state is MailState.SENT for one in found)


def items(cloud):
    """The whole table, as no function can see it."""
    pages = (
        cloud.client("dynamodb")
        .get_paginator("scan")
        .paginate(TableName=cloud.deployment.table_name)
    )
    return [item for page in pages for item in page["Items"]]


def objects(cloud, entry):
    listed = cloud.client("s3").list_object_versions(Bucket=cloud.deployment.media_bucket)
    found = [*listed.get("Versions", []), *listed.get("DeleteMarkers", [])]
    return [one["Key"] for one in found if f"/{entry}/" in one["Key"]]


def executions(cloud, contest_client):
    """All that the contest's executions were given, passed on and gave back."""
    client, told = cloud.client("stepfunctions"), []
    found = client.list_executions(
        stateMachineArn=contest_client.organiser.deployment.entry_journey
    )
    for execution in found["executions"]:
        pages = client.get_paginator("get_execution_history").paginate(
            executionArn=execution["executionArn"]
        )
        told += [str(event) for page in pages for event in page["events"]]
    return "".join(told)


def logged(cloud):
    client = cloud.client("logs")
    groups = [function["LoggingConfig"]["LogGroup"] for function in functions(cloud).values()]
    pages = (client.filter_log_events(logGroupName=group)["events"] for group in groups)
    return "".join(event["message"] for events in pages for event in events)


def test_a_person_is_erased_and_nobody_else(cloud, organiser, played):
    contest_client, accounts, entries, _ = played
    before = str(items(cloud))
    assert [w for who in PEOPLE for w in words(who) if w not in before] == []
    assert len(objects(cloud, entries["zhou"])) >= 4, "two uploads, a poster, a storyboard"
    others = sorted(objects(cloud, entries["li"]))
    zhou = accounts["zhou"]
    exported = zhou.ask("GET", "/export").text
    assert [w for w in words("zhou") if w not in exported] == []
    assert [w for w in words("li") if w in exported] == []

    address = f"zhou-{contest_client.id}@example.org"
    assert zhou.ask("POST", "/erasure", {"address": address}).status_code == 200

    assert zhou.ask("GET", "").status_code == 401
    account = f"zhou-{contest_client.id}"
    done = until(
        lambda: organiser.store.find(keys.erasure(account), Erasure),
        lambda e: e.done_at,
        seconds=60,
    )
    assert (done.counts["entry"], done.counts["account"]) == (2, 1)
    left = str(items(cloud))
    assert [w for w in (*words("zhou"), address) if w in left] == []
    assert [w for w in words("li") if w not in left] == []
    assert objects(cloud, entries["zhou"]) == []
    assert sorted(objects(cloud, entries["li"])) == others
    assert contest_client.entry(entries["zhou"]).status is EntryStatus.WITHDRAWN
    assert contest_client.execution(entries["zhou"], upload=2)["status"] == "SUCCEEDED"
    records_stay_valid_and_the_others_go_on(cloud, organiser, played)


def records_stay_valid_and_the_others_go_on(cloud, organiser, played):
    contest_client, accounts, entries, judges = played
    owners = {i["pk"]["S"] for i in items(cloud) if i["pk"]["S"].startswith(keys.AUDIT)}
    broken = [pk for pk in owners if first_broken(organiser.store.query(pk, AuditRecord))]
    assert broken == []
    assert {r["title"] for r in judges[0].reviews()} == {"—", word("li", "title")}
    assert contest_client.screener().ask("GET", "/entries")["entries"] == []
    assert accounts["li"].ask("GET", "/export").status_code == 200
    runner = CliRunner()
    shown = runner.invoke(
        laurel.entry.app, ["contact", contest_client.id, entries["li"]], obj=lambda: organiser
    )
    assert phone("li") in shown.output
    assert contest_client.actions(entries["li"])[-1] == "entry.show_contact"
    erased = runner.invoke(
        laurel.person.app,
        ["erase", f"li-{contest_client.id}@example.org", "--yes"],
        obj=lambda: organiser,
    )
    assert "entry 2" in erased.output
    assert [w for w in words("li") if w in str(items(cloud))] == []


def test_neither_executions_nor_logs_nor_keys_hold_a_private_word(cloud, played):
    contest_client, _, entries, _ = played
    private = [w for who in PEOPLE for w in words(who)]
    told = executions(cloud, contest_client)
    assert entries["zhou"] in told
    assert [w for w in private if w in told] == []
    log = logged(cloud)
    assert contest_client.id in log
    assert [w for w in private if w in log] == []


def test_every_chain_is_intact_and_sealed_and_what_is_removed_by_hand_is_found(
    cloud, organiser, played
):
    contest_client, _, entries, _ = played
    seal = functions(cloud)["journey.seal_chains"]["FunctionName"]
    sealed = cloud.session.client("lambda", config=INVOKE).invoke(FunctionName=seal)
    answer = sealed["Payload"].read()  # unread, its connection would never be closed
    assert "FunctionError" not in sealed, answer

    def verified():
        return CliRunner().invoke(laurel.audit.app, ["verify"], obj=lambda: organiser)

    whole = verified()
    assert (whole.exit_code, "as sealed in the digest" in whole.output) == (0, True), whole.output
    subject = str(keys.entry(contest_client.id, entries["zhou"]))
    record = {"pk": keys.audit_chain(subject), "sk": f"{2:08d}"}
    removed = cloud.table().get_item(Key=record)["Item"]
    cloud.table().delete_item(Key=record)
    broken = verified()
    cloud.table().put_item(Item=removed)
    assert (broken.exit_code, f"{subject}：第 2 条记录" in broken.output) == (1, True)
