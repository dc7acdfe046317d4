"""The form is held against the fields of the rules, every mistake at once; and what an entrant
accepted is known to the letter."""

import pytest

from contest.entry import Acceptance
from contest.forms import accepted, check
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
    with pytest.raises(Refused) as problem:
        check(form, rules=rules, contact=contact)
    return problem.value.refusals


def test_a_form_that_answers_every_question_passes():
    check(any_form(), rules=RULES, contact=any_contact())
    check(any_form(unit_type="企业", credits=("张三",), further_themes=("green",)), rules=RULES)


TEXTS = ["unit_type", "region", "synopsis", "recommending_unit", "remarks"]


@pytest.mark.parametrize("field", [*TEXTS, "credits", "further_themes"])
def test_what_the_rules_require_must_be_filled_in(field):
    rules = rules_with(field, required=True)
    (missing,) = refusals(any_form(), rules=rules)
    assert (missing.code, field in missing.measured) == ("form.missing", True)
    empty = () if field in ("credits", "further_themes") else " \u3000"
    assert refusals(any_form(**{field: empty}), rules=rules) == (missing,)


@pytest.mark.parametrize("field", ["title", "entrant", *TEXTS])
def test_nothing_is_longer_than_the_rules_allow(field):
    rules = rules_with(field, max_length=5, choices=())
    check(any_form(**{"title": "五", "entrant": "五", field: "五" * 5}), rules=rules)
    (long,) = refusals(any_form(**{"title": "五", "entrant": "五", field: "五" * 6}), rules=rules)
    assert (long.code, long.allowed) == ("form.too_long", "5")
    assert field in long.measured
    assert long.measured.endswith(": 6")


def test_each_credit_is_as_long_as_the_rules_allow():
    rules = rules_with("credits", max_length=2)
    check(any_form(credits=("张三", "李四")), rules=rules)
    assert [r.code for r in refusals(any_form(credits=("张三", "李四四")), rules=rules)] == [
        "form.too_long"
    ]


@pytest.mark.parametrize("choice", ["企业", "Enterprise", ""])
def test_a_choice_is_one_of_the_rules_in_either_language(choice):
    check(any_form(unit_type=choice), rules=RULES)


def test_another_choice_is_refused():
    assert refusals(any_form(unit_type="学校"))[0] == Refusal(
        code="form.no_choice",
        measured="单位性质 Type of unit (unit_type): 学校",
        allowed="政府部门 / 事业单位 / 企业 / 高校院所 / 社会组织 / 个人 / 其他",
    )


def test_the_contact_is_held_against_the_rules_where_it_is_given():
    rules = rules_with("phone", max_length=5)
    check(any_form(), rules=rules)
    (long,) = refusals(any_form(), rules=rules, contact=any_contact())
    assert (long.code, "phone" in long.measured) == ("form.too_long", True)
    assert any_contact().phone not in long.measured


def test_what_is_measured_is_never_asked():
    check(any_form(), rules=rules_with("duration", required=True))


def test_every_mistake_is_told_at_once():
    rules = rules_with("region", required=True)
    form = any_form(theme="sports", unit_type="学校", synopsis="字" * 2001)
    assert [r.code for r in refusals(form, rules=rules)] == [
        "form.unknown_theme", "form.no_choice", "form.missing", "form.too_long"
    ]  # fmt: skip


def test_the_present_declaration_is_accepted_and_known_to_the_letter():
    present = RULES.declaration
    given = accepted(RULES, present.version, by="entrant:zhou", at=any_time())
    assert given == Acceptance(
        version=present.version, sha256=digest(present), by="entrant:zhou", at=any_time()
    )
    other = present.model_copy(update={"clauses": (any_text("另一条"),)})
    changed = accepted(any_rules(declaration=other), present.version, by="e", at=any_time())
    assert changed.sha256 != given.sha256


@pytest.mark.parametrize("version", ["", "2023-1", "2024-1 "])
def test_no_declaration_or_another_one_will_not_do(version):
    with pytest.raises(Refused) as problem:
        accepted(RULES, version, by="entrant:zhou", at=any_time())
    assert problem.value.refusals == (
        Refusal(
            code="form.declaration_missing", measured=version, allowed=RULES.declaration.version
        ),
    )
