"""What a work's entrant and its file say about AI, as screeners, judges, the public and partners
read it. No answer to a judge has a value of the label, whatever the rules show."""

from datetime import timedelta
from importlib import import_module
from io import BytesIO
from urllib.parse import parse_qs, urlsplit

import boto3
import pytest
from openpyxl import load_workbook

from contest.audit import RULES
from contest.entry.entry import EntryStatus
from contest.people.access import ROUTES
from contest.people.account import Role
from contest.rules.form_fields import AiRules, AiUse
from contest.rules.notice import GalleryRules
from contest.validate.labels.file_labels import AigcLabel, AiStatement, FileLabels
from contest.validate.verdict import Verdict
from contest_aws import clock
from contest_aws.services.context import Context
from contest_aws.services.review import judges, removal, reviews
from contest_aws.store import keys
from contest_aws.store.protocol import create, get, update
from tests import people
from tests.builders import any_contest, any_entry, any_facts, any_form, any_time
from tests.contest.validate.labels.labelled import IDENTIFYING, LABELLED, found
from tests.contest.validate.labels.searched import labels_of
from tests.contest_aws.services.fakes import FakeMedia
from tests.functions.test_access_table import SignedMedia
from tests.functions.test_screener_reads import SignedPosters
from tests.functions.winners import Granted

MADE = FileLabels(aigc=(found("moov/udta/meta/ilst/AIGC"),))
ASKED = AiRules(asked=True)
SHOWN = AiRules(asked=True, judges_see="declaration")


def verdict(labels):
    return Verdict(facts=any_facts(labels=labels))


def with_rules(doors, **changes):
    key = keys.contest(doors.contest.id)
    stored = get(doors.store, key, type(doors.contest))
    after = stored.next_version(rules=stored.rules.model_copy(update=changes))
    doors.store.commit(update(key, after, before=stored))


@pytest.fixture
def screener(doors, monkeypatch):
    module = import_module("screen.dependencies")
    monkeypatch.setattr(module, "media", SignedMedia())
    monkeypatch.setattr(module, "posters", SignedPosters())
    return doors.token(Role.SCREENER)


def test_a_screener_reads_declaration_and_label_and_finds_the_contradiction(doors, screener):
    for name, use in (("e1", AiUse.NONE), ("e2", AiUse.PARTLY)):
        form = any_form(title=name, ai_use=use, ai_how="片头")
        entry = any_entry(EntryStatus.SCREENING, id=name, form=form, verdict=verdict(MADE))
        doors.store.commit(create(keys.entry(doors.contest.id, name), entry))
    entries = f"/screener/{doors.contest.id}/entries"
    case = doors.ask("GET", f"{entries}/e1", token=screener).body
    assert (case["flags"], case["form"]["ai_use"]) == (["ai"], "none")
    (label,) = case["verdict"]["facts"]["labels"]["aigc"]
    assert (label["says"], label["produce_id"]) == ("made", "BGVIDEO20250001")
    assert doors.ask("GET", f"{entries}/e2", token=screener).body["flags"] == []
    listed = doors.ask("GET", entries, query={"flag": "ai"}, token=screener).body
    assert [one["id"] for one in listed["entries"]] == ["e1"]


@pytest.fixture
def judged(doors, monkeypatch):
    """Zhou's work is with judge j0; its entrant has said that AI made a part of it."""
    with_rules(doors, ai=ASKED)
    contest = any_contest(rules=doors.contest.rules.model_copy(update={"ai": ASKED}))
    as_before = people.form_of
    monkeypatch.setattr(
        people, "form_of", lambda who: as_before(who).model_copy(update={"ai_use": AiUse.PARTLY})
    )
    monkeypatch.setattr(
        people, "labels_of", lambda _: MADE.model_copy(update={"credentials": True})
    )
    people.settle_in(doors.store, contest, FakeMedia(), "zhou")
    people.judge_all(doors.store, contest, "zhou")
    return doors


def judge_of(doors):
    """The token of judge j0, as the table's stream leaves the panel: they are appointed anew."""
    token = doors.token(Role.JUDGE, "j0")
    ctx = Context(doors.store, doors.contest, RULES, any_time(120))
    removal.recheck(ctx, judges.of(doors.store, doors.contest.id, "j0"))
    return token


def detail(doors):
    contest, token = doors.contest.id, judge_of(doors)
    own = reviews.own_reviews(doors.store, contest, judge="j0")
    (review,) = [one for one in own if one.entry == "zhou-work"]
    path = f"/judge/{contest}/reviews/{review.round}/{review.number}"
    return doors.ask("GET", path, token=token)


def test_judges_are_shown_what_the_rules_say_in_words_of_the_form(judged):
    assert detail(judged).body["ai_use"] is None
    with_rules(judged, ai=SHOWN)
    assert detail(judged).body["ai_use"] == "partly"
    with_rules(judged, ai=AiRules())
    assert detail(judged).body["ai_use"] is None


def test_no_judges_answer_has_a_value_of_the_label(judged):
    with_rules(judged, ai=SHOWN)
    contest, token = judged.contest, judge_of(judged)
    own = reviews.own_reviews(judged.store, contest.id, judge="j0")
    number = str(next(one.number for one in own if one.entry == "zhou-work"))
    told = [detail(judged).text]
    for method, route in ROUTES:
        if method == "GET" and route.startswith("/judge/"):
            names = {"contest_id": contest.id, "round_id": own[0].round, "number": number}
            for name, value in names.items():
                route = route.replace(f"<{name}>", value)  # noqa: PLW2901 - filled in
            answer = judged.ask("GET", route, token=token)
            assert answer.status == 200
            told.append(answer.text)
    assert ['"ai_use":"partly"' in text for text in told] == [True, False, True]
    marks = (*IDENTIFYING, "AIGC", "aigc", "labels", "credentials", "canary-zhou-ai-how")
    assert [mark for mark in marks if mark in "".join(told)] == []


@pytest.fixture
def granted(doors):
    return Granted(doors)


def says(granted, labels, *, use=""):
    before = granted.entry("e1")
    form = before.form.model_copy(update={"ai_use": use})
    after = before.next_version(verdict=verdict(labels), form=form)
    granted.store.commit(update(keys.entry(granted.contest.id, "e1"), after, before=before))


def shown(granted):
    """Of the work and of the other one, in the list and by itself."""
    gallery = granted.doors.ask("GET", f"/public/{granted.contest.id}/gallery").body
    one = granted.doors.ask("GET", f"/public/{granted.contest.id}/gallery/{gallery[0]['id']}").body
    assert one["ai_label"] == gallery[0]["ai_label"] == gallery[2]["ai_label"]
    assert gallery[1]["ai_label"] is gallery[3]["ai_label"] is None
    return one["ai_label"] and (one["ai_label"]["zh"], one["ai_label"]["en"])


def test_the_gallery_shows_the_visible_label_and_no_name_in_it(granted):
    assert shown(granted) is None
    says(granted, MADE)
    assert shown(granted) == ("内容由 AI 生成合成", "Made or changed by AI")
    told = granted.doors.ask("GET", f"/public/{granted.contest.id}/gallery").text
    assert [value for value in IDENTIFYING if value in told] == []
    says(granted, FileLabels(aigc=(AigcLabel(place="uuid", says=AiStatement.SUSPECTED),)))
    assert shown(granted) == ("内容疑似由 AI 生成合成", "Suspected to be made or changed by AI")


def test_it_shows_what_the_entrant_declares_where_the_rules_ask(granted):
    says(granted, FileLabels(), use=AiUse.WHOLLY)
    assert shown(granted) is None
    granted.rules(ai=ASKED)
    assert shown(granted) == ("内容可能由 AI 生成合成", "May be made or changed by AI")


def test_the_label_stands_even_if_the_rules_show_nothing_else(granted):
    says(granted, MADE)
    granted.rules(gallery=GalleryRules())
    assert shown(granted) == ("内容由 AI 生成合成", "Made or changed by AI")


def test_a_media_package_says_it_beside_the_film_and_in_its_list(granted):
    says(granted, MADE)
    host = granted.doors.token(Role.HOST)
    ends_at = granted.contest.time_at(clock.now()) + timedelta(hours=1)
    asked = {"partner": "央视频", "ends_at": ends_at.isoformat()}
    made = granted.doors.ask(
        "POST", f"/host/{granted.contest.id}/media-packages", asked, token=host
    )
    link = {"link": made.body["link"].partition("#")[2]}
    path = f"/public/{granted.contest.id}/media-package"
    opened = granted.doors.ask("POST", path, link)
    told = [one["ai_label"] and one["ai_label"]["zh"] for one in opened.body["winners"]]
    assert told == ["内容由 AI 生成合成", None, "内容由 AI 生成合成", None]
    assert [value for value in IDENTIFYING if value in opened.text] == []
    sheet = granted.doors.ask("POST", f"{path}/list.xlsx", link)
    rows = list(load_workbook(BytesIO(sheet.body)).active.iter_rows(values_only=True))
    assert rows[1][6] == "AI 标识 AI label"
    assert rows[2][6] == "内容由 AI 生成合成 Made or changed by AI"


@pytest.fixture
def bucket(granted):
    """Zhou's film lies in it as it was uploaded."""
    s3 = boto3.client("s3")
    place = {"LocationConstraint": "cn-north-1"}
    s3.create_bucket(Bucket="media", CreateBucketConfiguration=place)
    s3.put_bucket_versioning(Bucket="media", VersioningConfiguration={"Status": "Enabled"})
    before = granted.entry("e1")
    film = LABELLED["both"].make()
    stored = s3.put_object(Bucket="media", Key=before.upload.key, Body=film)
    upload = before.upload.model_copy(update={"object_version": stored["VersionId"]})
    after = before.next_version(upload=upload, verdict=verdict(labels_of(film)))
    granted.store.commit(update(keys.entry(granted.contest.id, "e1"), after, before=before))
    yield s3
    s3.delete_object(Bucket="media", Key=before.upload.key, VersionId=stored["VersionId"])
    s3.delete_bucket(Bucket="media")


def served(s3, address):
    """What whoever has the address gets."""
    place = urlsplit(address)
    assert place.netloc.startswith("media.s3.")
    (version,) = parse_qs(place.query)["versionId"]
    key = place.path.removeprefix("/")
    return s3.get_object(Bucket="media", Key=key, VersionId=version)["Body"].read()


def test_published_films_keep_all_labels_that_they_were_uploaded_with(granted, bucket):
    host = granted.doors.token(Role.HOST)
    ends_at = granted.contest.time_at(clock.now()) + timedelta(hours=1)
    made = granted.doors.ask(
        "POST",
        f"/host/{granted.contest.id}/media-packages",
        {"partner": "央视频", "ends_at": ends_at.isoformat()},
        token=host,
    )
    link = {"link": made.body["link"].partition("#")[2]}
    opened = granted.doors.ask("POST", f"/public/{granted.contest.id}/media-package", link)
    gallery = f"/public/{granted.contest.id}/gallery"
    gold = granted.doors.ask("GET", gallery).body[0]["id"]
    film = granted.doors.ask("GET", f"{gallery}/{gold}").body["film"]
    for address in (film, opened.body["winners"][0]["address"]):
        served_film = served(bucket, address)
        assert labels_of(served_film) == LABELLED["both"].labels
        assert all(value.encode() in served_film for value in IDENTIFYING)


def test_the_call_says_what_is_asked_and_which_works_may_enter(doors):
    path = f"/public/{doors.contest.id}"
    call = doors.ask("GET", path).body
    assert call["ai"] == {
        "asked": False,
        "accepts": ["none", "partly", "wholly"],
        "judges_see": "nothing",
    }
    assert [field["id"] for field in call["form"]][-1] == "remarks"
    with_rules(doors, ai=AiRules(asked=True, accepts=(AiUse.NONE,)))
    call = doors.ask("GET", path).body
    assert call["ai"]["accepts"] == ["none"]
    use, how = call["form"][-2:]
    assert (use["id"], use["required"], how["id"], how["required"]) == (
        "ai_use",
        True,
        "ai_how",
        False,
    )
    assert [choice["zh"] for choice in use["choices"]] == [
        "未使用 AI 生成或修改",
        "部分由 AI 生成或修改",
        "全部由 AI 生成",
    ]
