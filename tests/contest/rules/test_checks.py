"""Rules that cannot work are refused: fields that nobody could fill in as they say, dates out of
order, awards that nobody could win."""

from copy import deepcopy

import pytest
import yaml
from pydantic import ValidationError

from contest.entry.form import Contact, Form
from contest.rules.rules import Rules
from tests.builders import SHIPPED

WRITTEN = yaml.safe_load(SHIPPED.read_text(encoding="utf-8"))
POSITIONS = {field["id"]: position for position, field in enumerate(WRITTEN["form"])}
UNIT_AWARDS = (9, 10)
LEFT_OUT = {"allowed_zh": "删去这一项", "allowed_en": "leave it out"}
OWN = {"id": "own", "type": "text", "label": {"zh": "自设", "en": "Own"}}


def errors(**sections):
    try:
        Rules.model_validate(deepcopy(WRITTEN) | sections)
    except ValidationError as error:
        return error.errors()
    return []


def faults(**sections):
    return [(fault["loc"], fault["type"]) for fault in errors(**sections)]


def form_with(name, **changes):
    """The shipped form with another value in this field, or with this field of its own."""
    form = deepcopy(WRITTEN["form"])
    if name == "own":
        return [*form, OWN | changes]
    form[POSITIONS[name]] |= changes
    return form


def dates_with(**changes):
    return WRITTEN["dates"] | changes


LIMITS = ("min_seconds", "min_long_side", "min_short_side", "aspects")


def test_a_contest_may_do_without_a_least_length_a_least_size_and_a_shape():
    without = {name: value for name, value in WRITTEN["media"].items() if name not in LIMITS}
    assert faults(media=without) == []
    assert faults(media=WRITTEN["media"] | {"aspects": [], "min_seconds": 0}) == []


@pytest.mark.parametrize("name", ["min_long_side", "min_short_side"])
def test_of_the_least_size_both_sides_are_named_or_none(name):
    one = {key: value for key, value in WRITTEN["media"].items() if key != name}
    assert faults(media=one) == [(("media", name), "number")]


@pytest.mark.parametrize("name", ["title", "theme", "entrant", "email"])
def test_what_every_work_needs_is_required(name):
    place = ("form", POSITIONS[name], "required")
    assert faults(form=form_with(name, required=False)) == [(place, "unfit")]
    assert faults(form=form_with(name, required=True)) == []


@pytest.mark.parametrize("name", ["contact", "phone", "unit_type"])
def test_other_fields_may_stay_empty(name):
    assert faults(form=form_with(name, required=False)) == []


@pytest.mark.parametrize("name", ["title", "theme", "entrant", "synopsis", "remarks"])
def test_only_the_duration_is_measured(name):
    place = ("form", POSITIONS[name], "measured")
    assert faults(form=form_with(name, measured=True)) == [(place, "unfit")]
    assert faults(form=form_with("duration", measured=False)) == []


def test_a_field_of_the_contests_own_is_neither_measured_nor_private_nor_seen_by_judges():
    for name in ("measured", "private", "judges_see"):
        (error,) = errors(form=form_with("own", **{name: True}))
        assert error["loc"] == ("form", len(WRITTEN["form"]), name)
        assert LEFT_OUT.items() <= error["ctx"].items()
        assert error["ctx"]["zh"] != "数值不合理"


MOST = {
    "title": 100, "entrant": 100, "unit_type": 50, "region": 50, "credits": 100,
    "synopsis": 2000, "recommending_unit": 100, "remarks": 1000,
}  # fmt: skip
MOST_OF_CONTACT = {"contact": 50, "phone": 60, "email": 200}


@pytest.mark.parametrize(
    ("name", "most"), [*MOST.items(), *MOST_OF_CONTACT.items(), ("theme", 64), ("own", 1000)]
)
def test_a_field_asks_for_no_more_than_the_form_takes(name, most):
    place = ("form", POSITIONS.get(name, len(POSITIONS)), "max_length")
    assert faults(form=form_with(name, max_length=most)) == []
    (error,) = errors(form=form_with(name, max_length=most + 1))
    assert (error["loc"], error["type"]) == (place, "long")
    assert (error["ctx"]["allowed_zh"], error["ctx"]["allowed_en"]) == (
        f"至多 {most}",
        f"at most {most}",
    )


def test_each_of_several_choices_is_shorter():
    choices = {"type": "choices", "choices": [{"zh": "甲", "en": "A"}]}
    place = ("form", len(WRITTEN["form"]), "max_length")
    assert faults(form=form_with("own", **choices, max_length=201)) == [(place, "long")]
    assert faults(form=form_with("own", **choices, max_length=200)) == []


@pytest.mark.parametrize(("name", "most"), MOST.items())
def test_the_form_takes_so_much_and_no_more(name, most):
    several = name == "credits"
    text = "字" * most
    assert Form.model_validate({name: [text] if several else text})
    with pytest.raises(ValidationError):
        Form.model_validate({name: [text + "字"] if several else text + "字"})


@pytest.mark.parametrize(("name", "most"), MOST_OF_CONTACT.items())
def test_the_contact_takes_so_much_and_no_more(name, most):
    field = "person" if name == "contact" else name
    assert Contact.model_validate({field: "a" * most})
    with pytest.raises(ValidationError):
        Contact.model_validate({field: "a" * (most + 1)})


def test_what_is_written_without_a_length_takes_what_the_form_takes():
    """Stored rules name the default in every field."""
    form = [{k: v for k, v in field.items() if k != "max_length"} for field in WRITTEN["form"]]
    rules = Rules.model_validate(deepcopy(WRITTEN) | {"form": form})
    assert {field.max_length for field in rules.form} == {200}
    assert Rules.model_validate_json(rules.model_dump_json()) == rules


@pytest.mark.parametrize("name", ["synopsis", "remarks", "entrant"])
def test_judges_do_not_see_a_private_field(name):
    both = form_with(name, private=True, judges_see=True)
    assert faults(form=both) == [(("form", POSITIONS[name], "judges_see"), "unfit")]
    assert faults(form=form_with(name, private=True, judges_see=False)) == []


def test_grace_ends_before_the_screening_closes_or_with_it():
    """Submission closes on 1 August, the screening on 15 August."""
    assert faults(dates=dates_with(grace="P14D")) == []
    assert faults(dates=dates_with(grace="P14DT1S")) == [(("dates", "grace"), "late")]


def test_the_screening_closes_before_the_first_round_opens_or_in_a_later_edition_before_it_closes():
    """Submission closes on 1 August; the round is from 15 August to 1 October."""
    between = dates_with(screening_closes="2024-09-01T00:00:00+08:00")
    assert faults(dates=between) == [(("rounds", 0, "opens"), "early")]
    assert faults(dates=between, edition=2) == []
    after = dates_with(screening_closes="2024-10-01T00:00:01+08:00")
    assert faults(dates=after, edition=2) == [(("rounds", 0, "closes"), "early")]


def test_the_ceremony_is_after_the_last_round():
    """The round closes on 1 October."""
    assert faults(dates=dates_with(ceremony="2024-10-01T00:00:01+08:00")) == []
    for early in ("2024-10-01T00:00:00+08:00", "2024-05-01T00:00:00+08:00"):
        assert faults(dates=dates_with(ceremony=early)) == [(("dates", "ceremony"), "early")]
    second = WRITTEN["rounds"][0] | {
        "id": "final",
        "opens": "2024-10-01T00:00:00+08:00",
        "closes": "2024-12-01T00:00:00+08:00",
    }
    between = dates_with(ceremony="2024-11-01T00:00:00+08:00")
    assert faults(dates=between, rounds=[*WRITTEN["rounds"], second]) == [
        (("dates", "ceremony"), "early")
    ]


def test_an_award_to_units_needs_units():
    of_units = ("unit_type", "recommending_unit")
    without = [field for field in WRITTEN["form"] if field["id"] not in of_units]
    places = [("awards", position, "unit", "kind") for position in UNIT_AWARDS]
    assert faults(form=without, units=[]) == [(place, "unfit") for place in places]
    assert faults(form=without) == [], "units recommend by their sheets"
    for name in of_units:
        asked = [field for field in WRITTEN["form"] if field["id"] == name]
        assert faults(form=[*without, *asked], units=[]) == []


def test_all_awards_together_have_as_many_places_as_a_list_can_have():
    themes, name = WRITTEN["themes"], {"zh": "优秀奖", "en": "Excellent work"}
    theme = {"kind": "theme", "id": "by-theme", "name": name, "number": 100}
    left = 2000 - 100 * len(themes)
    level = {"id": "excellent", "name": name, "number": left - 1}
    overall = {"kind": "overall", "id": "overall", "name": name, "levels": [level]}
    special = {"kind": "special", "id": "special", "name": name, "number": 1}
    assert faults(awards=[theme, overall, special]) == []
    (error,) = errors(awards=[theme, overall, special | {"number": 2}])
    assert (error["loc"], error["type"], error["input"]) == (("awards",), "number", 2001)
    assert error["ctx"]["allowed_en"].startswith("at most 2000 places in all awards together")


@pytest.mark.parametrize(
    ("sections", "zh", "en"),
    [
        ({"form": form_with("title", divisions="china")}, "删去这一项", "leave it out"),
        (
            {"form": form_with("title", type="text")},
            "删去这一项，或另取 id",
            "leave it out, or choose another id",
        ),
        ({"form": form_with("own", id="ai_use")}, "删去这一项", "leave it out"),
        (
            {"form": form_with("own", type="choice")},
            "在 choices 中列出选项",
            "list them in choices",
        ),
        (
            {"rounds": [WRITTEN["rounds"][0] | {"best_percent": 50}]},
            "删去这一项",
            "leave it out",
        ),
        (
            {"awards": [WRITTEN["awards"][7] | {"not_with": ["gold"]}]},
            "删去这一项",
            "leave it out",
        ),
    ],
    ids=["divisions", "type", "ai", "choices", "first round", "first award"],
)
def test_what_is_allowed_says_how_to_mend_it(sections, zh, en):
    (error,) = errors(**sections)
    assert (error["ctx"]["allowed_zh"], error["ctx"]["allowed_en"]) == (zh, en)
    assert error["ctx"]["zh"] != "数值不合理"
