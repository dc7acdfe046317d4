"""Is this entrant a person or a unit? One answer everywhere."""

import pytest

from contest.entry.entrants import EntrantKind, entrant_kind
from contest.erasure import loses_name, without_personal_data
from tests.builders import any_entry, any_form, any_rules, shipped_rules


@pytest.mark.parametrize(
    ("unit_type", "kind"),
    [
        ("个人", EntrantKind.PERSON),
        (" 个 人 ", EntrantKind.PERSON),
        ("個人", EntrantKind.PERSON),
        ("Individual", EntrantKind.PERSON),
        ("企业", EntrantKind.UNIT),
        ("Enterprise", EntrantKind.UNIT),
        ("其他", EntrantKind.UNIT),
        ("", EntrantKind.UNDECIDED),
        (" — ", EntrantKind.UNDECIDED),
    ],
)
def test_the_type_of_unit_says_it(unit_type, kind):
    assert entrant_kind(any_form(unit_type=unit_type)) is kind


def test_the_shipped_form_asks_for_it():
    (field,) = [field for field in shipped_rules().form if field.id == "unit_type"]
    assert field.required
    known = {choice.zh: entrant_kind(any_form(unit_type=choice.zh)) for choice in field.choices}
    assert [name for name, kind in known.items() if kind is EntrantKind.PERSON] == ["个人"]
    assert EntrantKind.UNDECIDED not in known.values()


@pytest.mark.parametrize(
    ("unit_type", "kept"), [("企业", "陈思远"), ("个人", ""), ("", ""), (" ", "")]
)
def test_the_name_of_whoever_is_no_unit_does_not_stay(unit_type, kept):
    """The name of a person who had left it blank stayed after erasure."""
    entry = any_entry(form=any_form(entrant="陈思远", unit_type=unit_type))
    assert without_personal_data(entry)["form"].entrant == kept
    assert loses_name(entry, any_rules()) is (kept == "")
