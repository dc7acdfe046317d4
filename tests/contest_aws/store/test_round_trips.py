"""Whatever is stored is read back exactly as it was, and its audit records still verify."""

import json
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from boto3.dynamodb.types import TypeSerializer
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from contest.audit import RULES, Actor, AuditRecord, first_broken
from contest.award.award import AwardChange, AwardRound, AwardStatus, Winner, move_round
from contest.award.results import ResultLine, Results
from contest.award.scoring import RoundWeight
from contest.entry.entry import Entry, EntryStatus
from contest.entry.form import Form
from contest.entry.queue_card import QueueCard
from contest.model import Fact
from contest.refusals import Refusal
from contest.review.blind_copy import BlindCopy
from contest.review.judge import Judge
from contest.review.review import Review
from contest.review.round import Round, RoundState
from contest.rules.contest import Contest
from contest.rules.rules import Rules
from contest.screen.decision import ScreeningOutcome
from contest.validate.verdict import Verdict
from contest_aws.services.pointers import OwnEntry
from contest_aws.store import keys
from contest_aws.store.attributes import attributes, item_of
from contest_aws.store.keys import Key
from contest_aws.store.memory import MemoryStore
from contest_aws.store.protocol import create
from contest_aws.store.queue_query import card_of
from contest_aws.workflow.executions import Waiting
from tests.builders import (
    any_contact,
    any_contest,
    any_decision,
    any_entry,
    any_facts,
    any_form,
    any_grant,
    any_judge,
    any_line,
    any_mail,
    any_review,
    any_rules,
    any_scores,
    any_session,
    any_submitted,
    any_text,
    any_time,
    any_upload,
)

KEY = Key("THING#1", "THING")
SHANGHAI, LONDON = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/London")
AT = any_time().replace(microsecond=123_456).astimezone(SHANGHAI)

FULL_FORM = Form(
    title="钢铁脊梁 😀\n“quoted”\t\\ {title}",
    theme="high-end",
    further_themes=("green", "digital"),
    entrant="湘江重工（集团）",
    unit_type="企业",
    region="湖南",
    credits=("李雷", "韩梅梅"),
    synopsis="长" * 2000,
    recommending_unit="湖南省工业和信息化厅",
    remarks="",
)
FULL_VERDICT = Verdict(
    refusals=(Refusal(code="media.too_short", measured="0:59.9", allowed="1:00–8:00"),),
    warnings=(Refusal(code="media.no_sound"),),
    facts=any_facts(
        seconds="59.940000000000000001",
        frame_rate="29.970",
        rotation=90,
        bit_rate=10**12,
        audio_codec=None,
        size=5 * 1024**4,
    ),
)
FULL_ENTRY = any_entry(
    EntryStatus.AWARDED,
    form=FULL_FORM,
    verdict=FULL_VERDICT,
    changed_at=AT,
    upload=any_upload(size=5 * 1024**4, offered_at=AT.astimezone(LONDON)),
    screening=any_decision(ScreeningOutcome.RETURN, reasons=("rights", "off-theme"), note="请补充"),
    resubmit_by=any_time(7),
    judges=("j1", "j2"),
    round="expert-review",
    awards=("gold", "best-story"),
    records=12,
    head="a" * 64,
)
WINNERS = (
    Winner(
        award="overall",
        level="gold",
        name=any_text("金奖"),
        entry="e1",
        title="钢铁脊梁",
        recipient="湘江重工",
        score="90.17",
        tied=True,
        why=any_text("得分 90.17"),
    ),
    Winner(
        award="best-organisation",
        name=any_text("优秀组织奖"),
        recipient="省厅",
        why=any_text("3 件作品"),
    ),
)
RESULTS = Results(
    contest=any_rules().id,
    edition=1,
    round="expert-review",
    scoring=any_rules().scoring,
    criteria=any_rules().criteria,
    rounds=(RoundWeight(id="expert-review"),),
    scores={"expert-review": {"e1": {"j1": any_scores(), "j2": any_scores(0)}, "e2": {}}},
    lines=(any_line("e1", 1, Fraction(10**30 + 1, 3 * 10**28)), any_line("e2", 2, Fraction(0))),
    unranked=(),
)
ITEMS: list[Fact] = [
    any_contest(clock_offset=timedelta(days=-700, seconds=5, microseconds=7), rehearsal=True),
    any_contest(),
    any_judge(unit="湘江重工", themes=("green",), recused=("e1", "e2")),
    Judge(id="j", name=""),
    Round(contest="c", id="r", version=3, state=RoundState.CLOSED, total=7, done=7),
    any_session(),
    any_grant(),
    OwnEntry(entry="e1"),
    any_entry(),
    FULL_ENTRY,
    any_contact(),
    BlindCopy(
        contest="c",
        entry="e1",
        title="钢铁脊梁",
        theme="green",
        synopsis="",
        upload=1,
        seconds="120.5",
        width=1920,
        height=1080,
    ),
    any_review(draft={"story": 0}, comment="好"),
    any_submitted("e1", "j1", 100).model_copy(update={"sealed": True, "submitted_at": AT}),
    AwardRound(
        contest="c",
        id="first",
        round="r",
        status=AwardStatus.PROVISIONAL,
        results_key="results/c/x",
        results_hash="0" * 64,
        proposal=WINNERS,
        objections_end=AT,
        changes=(AwardChange(action="add", place="special", unit="省厅", reason="现场表现"),),
    ),
    *WINNERS,
    RESULTS,
    Waiting(contest="c", entry="e1", upload=2, waits_in="screening", token="t" * 1000),
    any_mail(why=Refusal(code="mail.turned_down", measured="550"), changed_at=AT),
]


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: type(item).__name__)
def test_every_item_comes_back_as_it_was(store, item):
    store.commit(create(KEY, item))
    assert store.find(KEY, type(item)) == item
    assert store.find_all([KEY], type(item)) == [item] == list(store.query(KEY.pk, type(item)))


def of_the_next_version(value, dumped):
    """The stored value, with a field more in each model."""
    match value:
        case Fact() if isinstance(dumped, dict):
            known = {
                name: of_the_next_version(getattr(value, name), stored)
                for name, stored in dumped.items()
            }
            return known | {"of_the_next_version": {"deep": [1]}}
        case dict():
            return {
                name: of_the_next_version(inner, stored)
                for inner, (name, stored) in zip(value.values(), dumped.items(), strict=True)
            }
        case tuple():
            return [of_the_next_version(*both) for both in zip(value, dumped, strict=True)]
        case _:
            return dumped


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: type(item).__name__)
def test_what_a_later_version_stored_is_read_after_a_rollback(item):
    stored = of_the_next_version(item, item.model_dump(mode="json"))
    assert stored.keys() - dict(item).keys() == {"of_the_next_version"}
    if isinstance(item, Contest):
        stored["rules"] = json.dumps(stored["rules"])
    serialize = TypeSerializer().serialize
    memory = MemoryStore()
    memory.items[KEY] = json.dumps(of_the_next_version(item, item.model_dump(mode="json")))

    assert item_of({name: serialize(value) for name, value in stored.items()}, type(item)) == item
    assert memory.find(KEY, type(item)) == item


def test_a_card_that_a_later_version_stored_is_read_after_a_rollback():
    entry = any_entry(EntryStatus.SCREENING)
    stored = attributes(keys.entry(entry.contest, entry.id), entry, attempt="a")
    stored["card"]["M"]["of_the_next_version"] = {"S": "x"}

    assert card_of(stored, entry.contest, entry.status) == QueueCard.of(entry)


def test_scores_stay_exact_and_measures_keep_their_digits(store):
    store.commit(create(KEY, RESULTS))
    store.commit(create(Key("THING#2", "ENTRY"), FULL_ENTRY))
    (line, _) = store.find(KEY, Results).lines
    assert (type(line), line.overall) == (ResultLine, Fraction(10**30 + 1, 3 * 10**28))
    facts = store.find(Key("THING#2", "ENTRY"), Entry).verdict.facts
    assert facts.seconds == Decimal("59.940000000000000001")


def test_rules_come_back_with_all_their_spans_and_zones(store):
    contest = any_contest()
    store.commit(create(KEY, contest))
    found = store.find(KEY, Contest)
    assert found.rules == contest.rules
    assert found.rules.dates.upload_ends.utcoffset() == timedelta(hours=8)
    assert found.rules.media.ratios == contest.rules.media.ratios


def chain():
    """Records as the deeds write them."""
    entry, first = any_entry().with_record(
        "entry.enter",
        subject=KEY,
        actor=Actor.of("entrant", "e"),
        at=AT,
        details={"title": FULL_FORM.title},
    )
    entry, second = entry.with_record(
        "review.assign",
        subject=KEY,
        actor=RULES,
        at=AT.astimezone(LONDON),
        details={"round": "r", "judges": ("j2", "j1"), "none": None, "yes": True, "deep": [{}]},
    )
    _, third = entry.with_record(
        "review.submit",
        subject=KEY,
        actor=Actor.of("judge", "j"),
        at=AT,
        details={"scores": any_scores(0)},
    )
    return [first, second, third]


def test_audit_records_verify_after_they_were_read(store):
    for record in chain():
        store.commit(create(Key("AUDIT#1", f"{record.sequence:08d}"), record))
    found = list(store.query("AUDIT#1", AuditRecord))
    assert first_broken(found) is None
    assert [record.hash for record in found] == [record.hash for record in chain()]


def test_an_award_rounds_records_verify_with_winners_in_the_round(store):
    round_ = AwardRound(contest="c", id="first", round="r", status=AwardStatus.TALLIED)
    moved, record = move_round(
        round_, AwardStatus.PROPOSED, subject=KEY, actor=RULES, at=AT, proposal=WINNERS
    )
    store.commit(create(KEY, moved), create(Key("AUDIT#1", "00000001"), record))
    assert store.find(KEY, AwardRound) == moved
    assert first_broken(store.query("AUDIT#1", AuditRecord)) is None


@settings(
    deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    comment=st.text(max_size=50), scores=st.dictionaries(st.sampled_from("abc"), st.integers(0, 99))
)
def test_any_text_and_any_scores_come_back(store, comment, scores):
    before = store.find(KEY, Review)
    review = any_review(comment=comment, draft=scores)
    store.commit(create(KEY, review)) if before is None else store.commit(
        create(KEY, review)._replace(expected_version="any")
    )
    assert store.find(KEY, Review) == review


def test_a_form_of_every_field_is_the_same_form(store):
    entry = any_entry(form=any_form(**dict(FULL_FORM)))
    store.commit(create(KEY, entry))
    assert store.find(KEY, Entry).form == FULL_FORM


def test_the_rules_are_one_compressed_text_and_an_older_text_or_map_is_read_the_same():
    contest = any_contest()
    stored = attributes(KEY, contest, attempt="a")
    assert list(stored["rules"]) == ["B"]
    rules = contest.model_dump(mode="json")["rules"]
    for form, older in (("S", json.dumps(rules, ensure_ascii=False)), ("M", rules)):
        value = TypeSerializer().serialize(older)
        assert list(value) == [form]
        assert item_of(stored | {"rules": value}, Contest) == item_of(stored, Contest) == contest


def test_other_rules_are_read_as_such_and_the_same_are_not_checked_again():
    first, other = any_contest(), any_contest(rules=any_rules(edition=2), version=2)
    stored = [attributes(KEY, contest, attempt="a") for contest in (first, other, first)]
    found = [item_of(one, Contest) for one in stored]
    assert found == [first, other, first]
    assert found[0].rules is found[2].rules


OPTIONAL_TITLE = tuple(
    field.model_copy(update={"required": field.id != "title"}) for field in any_rules().form
)
EARLY_CEREMONY = any_rules().dates.model_copy(update={"ceremony": any_time(-900)})


@pytest.mark.parametrize("changes", [{"form": OPTIONAL_TITLE}, {"dates": EARLY_CEREMONY}])
def test_rules_that_were_accepted_once_stay_readable_whatever_is_refused_by_now(store, changes):
    before = any_contest(rules=any_rules(**changes))
    with pytest.raises(ValidationError):
        Rules.model_validate_json(before.rules.model_dump_json())
    store.commit(create(KEY, before))
    assert store.find(KEY, Contest) == before
