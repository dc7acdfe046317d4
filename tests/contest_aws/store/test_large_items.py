"""What is larger than an item of DynamoDB can be is stored compressed. Moto refuses larger items as
DynamoDB does."""

import base64
import json
import random

import pytest

from contest.audit import RULES, AuditRecord
from contest.award.award import AwardRound, AwardStatus, Winner, move_round
from contest.entry.entry import Entry
from contest.model import Text
from contest.refusals import Refused
from contest.rules.contest import Contest
from contest.rules.edition import Edition
from contest.rules.form_fields import RecommendingUnit
from contest_aws.store import keys
from contest_aws.store.attributes import attributes, item_of
from contest_aws.store.dynamodb import from_image
from contest_aws.store.protocol import create, recorded, update
from tests.builders import any_contest, any_entry, any_rules, any_time

CHANCE = random.Random(7)  # noqa: S311 - any words
COMMON = [chr(0x4E00 + number) for number in range(3000)]


def words(number):
    return "".join(CHANCE.choices(COMMON, k=number))


def many_units(number):
    units = tuple(
        RecommendingUnit(
            id=f"unit-{one}",
            name=Text(zh=f"{words(4)}工业和信息化局", en=f"Office {one}"),
            region=Text(zh=f"{words(2)}省", en=f"Province {one % 31}"),
        )
        for one in range(number)
    )
    return any_contest(rules=any_rules(units=units))


def winners(number):
    """As they are proposed: each reason names the next work, too."""
    titles = [words(14) for _ in range(number + 1)]
    return [_winner(one, titles) for one in range(number)]


def _winner(number, titles):
    score, behind = f"{90 - number / 100:.2f}", f"{90 - (number + 1) / 100:.2f}"
    title, after, among = titles[number], titles[number + 1], len(titles)
    return Winner(
        award="overall",
        level="excellent",
        name=Text(zh="综合奖·优秀奖", en="Overall award, excellent work"),
        entry=f"{CHANCE.getrandbits(100):026x}",
        title=title,
        recipient=words(10),
        score=score,
        why=Text(
            zh=f"得分 {score}，在 {among} 件作品中列第 {number}；其后为《{after}》{behind}",
            en=f"score {score}, number {number} of {among} works; next is “{after}” with {behind}",
        ),
    )


def award_round(number):
    proposal = tuple(winners(number))
    return AwardRound(contest="c", id="first", round="r", version=1).model_copy(
        update={"proposal": proposal, "status": AwardStatus.TALLIED}
    )


def size(stored):
    return sum(
        len(name) + len(value if kind == "B" else str(value).encode())
        for name, whole in stored.items()
        for kind, value in whole.items()
    )


def test_the_rules_of_3000_units_are_stored_and_read_with_room_to_spare(store):
    contest = many_units(3000)
    edition = Edition(rules=contest.rules, sha256="0" * 64, loaded_at=any_time())
    assert len(contest.rules.model_dump_json().encode()) > 400 * 1024
    of_contest, of_edition = keys.contest(contest.id), keys.edition(contest.id, 1)
    store.commit(create(of_contest, contest), create(of_edition, edition))
    assert store.find(of_contest, Contest) == contest
    assert store.find(of_edition, Edition) == edition
    assert size(attributes(of_contest, contest, attempt="a")) < 150 * 1024


def test_a_list_of_2000_winners_is_stored_and_read_with_room_to_spare(store):
    round_ = award_round(2000)
    key = keys.award_round("c", "first")
    store.commit(create(key, round_))
    proposed, record = move_round(
        round_, AwardStatus.PROPOSED, subject=key, actor=RULES, at=any_time()
    )
    store.commit(update(key, proposed, before=round_), recorded(key, record))
    assert store.find(key, AwardRound) == proposed
    assert list(store.query(key.pk, AwardRound)) == [proposed]
    assert size(attributes(key, proposed, attempt="a")) < 250 * 1024


def test_the_record_of_many_words_is_read_as_it_was_and_still_verifies(store):
    changes = [{"reason": words(300), "place": "gold"} for _ in range(400)]
    key = keys.award_round("c", "first")
    round_, record = award_round(0).with_record(
        "award.agree", subject=key, actor=RULES, at=any_time(), details={"changes": changes}
    )
    store.commit(create(key, round_), recorded(key, record))
    assert store.find(keys.audit(key, 1), AuditRecord) == record
    assert record.hash == record.digest()
    assert store.stored_chain(str(key)).records == (record.model_dump(mode="json"),)


def test_an_image_of_the_stream_is_read_where_bytes_are_base64():
    round_ = award_round(500)
    stored = attributes(keys.award_round("c", "first"), round_, attempt="a")
    image = {
        name: {kind: base64.b64encode(value).decode() if kind == "B" else value}
        for name, whole in stored.items()
        for kind, value in whole.items()
    }
    assert "B" in image["proposal"]
    assert from_image(image, AwardRound) == round_


@pytest.mark.parametrize(("item", "compressed"), [(any_contest(), ["rules"]), (award_round(1), [])])
def test_of_a_usual_item_nothing_is_compressed_but_the_rules(item, compressed):
    stored = attributes(keys.contest("c"), item, attempt="a")
    assert [name for name, value in stored.items() if "B" in value] == compressed
    assert item_of(stored, type(item)) == item


def test_a_request_reads_the_contest_that_ships_for_three_units_or_fewer():
    """A unit pays for 4,096 bytes of names and values, and a partition gives 3,000 a second. As
    plain text the rules took 10 units: the one item of a contest could be read 300 times.
    https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html"""
    contest = any_contest(records=9999, head="f" * 64)
    stored = attributes(keys.contest(contest.id), contest, attempt="a" * 32)
    text = json.dumps(contest.model_dump(mode="json")["rules"], ensure_ascii=False)
    sizes = [size(stored), size(stored | {"rules": {"S": text}})]
    assert [-(-one // 4096) for one in sizes] == [3, 10]


def test_an_image_of_the_contest_is_read_where_the_rules_are_base64():
    contest = any_contest()
    stored = attributes(keys.contest(contest.id), contest, attempt="a")
    image = stored | {"rules": {"B": base64.b64encode(stored["rules"]["B"]).decode()}}
    assert from_image(image, Contest) == contest


def test_the_form_of_an_entry_is_never_compressed():
    entry = any_entry()
    long = entry.model_copy(
        update={"form": entry.form.model_copy(update={"synopsis": words(40_000)})}
    )
    assert list(attributes(keys.entry("c", "e1"), long, attempt="a")["form"]) == ["M"]
    assert isinstance(long, Entry)


def test_what_does_not_fit_even_so_is_refused_with_its_size():
    round_ = award_round(9000)
    with pytest.raises(Refused) as problem:
        attributes(keys.award_round("c", "first"), round_, attempt="a")
    (refusal,) = problem.value.refusals
    assert (refusal.code, refusal.allowed) == ("item.too_large", "400")
    assert 400 < int(refusal.measured) < 2000
