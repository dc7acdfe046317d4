"""The form is held against the fields of the rules, every mistake at once with its field; and what
an entrant accepted is known to the letter."""

import pytest

from contest.audit import Actor
from contest.entry.form import Acceptance, Contact
from contest.entry.form_checks import accepted, declaration_due, mistakes, recommended_by, with_unit
from contest.model import digest
from contest.refusals import Refusal, Refused
from tests.builders import any_contact, any_form, any_rules, any_text, any_time

RULES = any_rules()


def rules_with(field_id, **changes):
    fields = [
        field.model_copy(update=changes) if field.id == field_id else field for field in RULES.form
    ]
    return any_rules(form=tuple(fields))


def refusals(form, *, rules=RULES, contact=None):
    return tuple(mistakes(form, contact or any_contact(), rules=rules))


def test_a_form_that_answers_every_question_has_no_mistakes():
    assert refusals(any_form()) == ()
    further = any_form(unit_type="企业", credits=("张三",), further_themes=("green",))
    assert refusals(further) == ()


TEXTS = ["unit_type", "region", "synopsis", "recommending_unit", "remarks"]


@pytest.mark.parametrize("field", [*TEXTS, "credits", "further_themes"])
def test_what_the_rules_require_must_be_filled_in(field):
    rules = rules_with(field, required=True)
    blank = () if field in ("credits", "further_themes") else ""
    (missing,) = refusals(any_form(**{field: blank}), rules=rules)
    assert (missing.code, missing.field, field in missing.measured) == ("form.missing", field, True)
    empty = () if field in ("credits", "further_themes") else " \u3000"
    assert refusals(any_form(**{field: empty}), rules=rules) == (missing,)


@pytest.mark.parametrize("field", ["title", "entrant", *TEXTS])
def test_nothing_is_longer_than_the_rules_allow(field):
    rules = rules_with(field, max_length=5, choices=())
    assert (
        refusals(any_form(**{"title": "五", "entrant": "五", field: "五" * 5}), rules=rules) == ()
    )
    (long,) = refusals(any_form(**{"title": "五", "entrant": "五", field: "五" * 6}), rules=rules)
    assert (long.code, long.allowed) == ("form.too_long", "5")
    assert field in long.measured
    assert long.measured.endswith(": 6")


def test_each_credit_is_as_long_as_the_rules_allow():
    rules = rules_with("credits", max_length=2)
    assert refusals(any_form(credits=("张三", "李四")), rules=rules) == ()
    assert [r.code for r in refusals(any_form(credits=("张三", "李四四")), rules=rules)] == [
        "form.too_long"
    ]


@pytest.mark.parametrize("choice", ["企业", "Enterprise"])
def test_a_choice_is_one_of_the_rules_in_either_language(choice):
    assert refusals(any_form(unit_type=choice)) == ()


def test_another_choice_is_refused():
    assert refusals(any_form(unit_type="学校"))[0] == Refusal(
        code="form.no_choice",
        field="unit_type",
        measured="单位性质 Type of unit (unit_type): 学校",
        allowed="政府部门 / 事业单位 / 企业 / 高校院所 / 社会组织 / 个人 / 其他",
    )


def test_the_contact_is_held_against_the_rules_and_never_told_again():
    rules = rules_with("phone", max_length=5)
    (long,) = refusals(any_form(), rules=rules)
    assert (long.code, long.field) == ("form.too_long", "phone")
    assert any_contact().phone not in long.measured
    empty = refusals(any_form(), contact=Contact())
    assert [(r.code, r.field) for r in empty] == [
        ("form.missing", field) for field in ("contact", "phone", "email")
    ]


PHONES = [
    "13812345678",
    "+86 138 1234 5678",
    "010-12345678",
    "(0731) 8888 8888",
    "010-12345678转123",
    "010—12345678 转 123",
    "010-12345678分机123",
    "13812345678、010-12345678",
]
NO_PHONES = ["12", "电话", "138123456789012345678901234567", "1381234567x", "=1+1", "138-"]


@pytest.mark.parametrize("phone", [*PHONES, "１３８１２３４５６７８"])
def test_phones_are_written_in_many_ways(phone):
    assert refusals(any_form(), contact=any_contact().model_copy(update={"phone": phone})) == ()


@pytest.mark.parametrize(
    "email", ["zhou＠example.com", "ｚｈｏｕ@example．com", "zhou@example。com"]
)
def test_addresses_in_full_width_characters_are_understood(email):
    contact = any_contact().model_copy(update={"email": email})
    assert refusals(any_form(), contact=contact) == ()


@pytest.mark.parametrize("phone", NO_PHONES[:5])
def test_what_is_no_phone_is_told(phone):
    wrong = any_contact().model_copy(update={"phone": phone})
    assert [r.code for r in refusals(any_form(), contact=wrong)] == ["form.bad_phone"]


@pytest.mark.parametrize(
    "email",
    [
        "zhou",
        "zhou@",
        "zhou@example",
        "a b@example.com",
        "a@b@example.com",
        "a@.com",
        "周@example.com",
        "Zhou <zhou@example.com>",
        "a@b..com",
        "<a@example.com>",
        "a@example.com,b@example.com",
        "a@example.com\nx",
    ],
)
def test_mail_has_to_reach_the_contact(email):
    wrong = any_contact().model_copy(update={"email": email})
    assert [r.code for r in refusals(any_form(), contact=wrong)] == ["form.bad_email"]


@pytest.mark.parametrize("further", [("high-end",), ("green", "green"), ("green", "high-end")])
def test_a_further_theme_is_another_one(further):
    assert refusals(any_form(further_themes=further)) == (
        Refusal(code="form.theme_twice", field="further_themes"),
    )


@pytest.mark.parametrize(
    "written",
    [
        "hunan",
        " HUNAN ",
        "湖南省工业和信息化厅",
        "湖南省 工业和信息化厅",
        "department of industry and information technology of hunan province",
    ],
)
def test_a_recommending_unit_is_known_by_its_code_or_its_name(written):
    assert recommended_by(RULES, any_form(recommending_unit=written)) == "hunan"


def test_a_unit_of_the_rules_stands_in_the_form_by_its_name():
    named = with_unit(RULES, any_form(recommending_unit="hunan"))
    assert named.recommending_unit == "湖南省工业和信息化厅"
    other = any_form(recommending_unit="某协会")
    assert with_unit(RULES, other) == other


@pytest.mark.parametrize("written", ["", "湖南", "某协会"])
def test_any_other_is_none_of_the_rules(written):
    assert recommended_by(RULES, any_form(recommending_unit=written)) is None


def test_what_is_measured_is_never_asked():
    assert refusals(any_form(), rules=rules_with("duration", required=True)) == ()


def test_every_mistake_is_told_at_once():
    rules = rules_with("region", required=True)
    form = any_form(theme="sports", unit_type="学校", synopsis="字" * 2001)
    assert [r.code for r in refusals(form, rules=rules)] == [
        "form.unknown_theme",
        "form.no_choice",
        "form.missing",
        "form.too_long",
    ]


def accept(version=None, sha256=None, rules=RULES):
    present = rules.declaration
    return accepted(
        rules,
        present.version if version is None else version,
        sha256 or digest(present),
        actor=Actor.of("entrant", "zhou"),
        at=any_time(),
    )


def test_the_present_declaration_is_accepted_and_known_to_the_letter():
    present = RULES.declaration
    assert accept() == Acceptance(
        version=present.version,
        sha256=digest(present),
        actor=Actor.of("entrant", "zhou"),
        at=any_time(),
    )


@pytest.mark.parametrize(
    "wrong", [{"version": ""}, {"version": "2023-1"}, {"version": "2024-1 "}, {"sha256": "0" * 64}]
)
def test_another_declaration_or_another_wording_will_not_do(wrong):
    with pytest.raises(Refused) as problem:
        accept(**wrong)
    (refusal,) = problem.value.refusals
    assert (refusal.code, refusal.allowed) == ("form.declaration_missing", "2024-1")


@pytest.mark.parametrize(
    "change", [{"version": "2024-2"}, {"clauses": (any_text("另一条"),)}], ids=["version", "words"]
)
def test_a_new_version_or_wording_asks_again(change):
    given = accept()
    assert declaration_due(given, rules=RULES) is None
    later = any_rules(declaration=RULES.declaration.model_copy(update=change))
    due = declaration_due(given, rules=later)
    assert (due.code, due.field, due.measured) == (
        "form.declaration_missing",
        "declaration",
        "2024-1",
    )
    assert declaration_due(None, rules=RULES).measured == ""
