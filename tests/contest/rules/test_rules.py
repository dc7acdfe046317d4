"""The rules agree with themselves, and hold all that the shipped contest's notice says."""

from copy import deepcopy
from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml
from pydantic import ValidationError

from contest.rules.rules import Rules
from contest.rules.sections import Dates, MediaRules
from contest.rules.sizes import ViewingLimits

SHIPPED = Path(__file__).parents[3] / "contests" / "new-industrialization-2024.yaml"
WRITTEN = yaml.safe_load(SHIPPED.read_text(encoding="utf-8"))
SHANGHAI = ZoneInfo("Asia/Shanghai")

Place = tuple[str | int, ...]


def written_with(*changes: tuple[Place, Any]) -> dict[str, Any]:
    """The shipped rules as data, with other values at these places."""
    data = deepcopy(WRITTEN)
    for place, value in changes:
        at = data
        for part in place[:-1]:
            at = at[part]
        at[place[-1]] = value
    return data


def faults(*changes: tuple[Place, Any]) -> list[tuple[Place, str]]:
    try:
        Rules.model_validate(written_with(*changes))
    except ValidationError as error:
        return [(fault["loc"], fault["type"]) for fault in error.errors()]
    return []


@pytest.fixture
def rules() -> Rules:
    return Rules.model_validate(WRITTEN)


def test_the_shipped_rules_ask_for_what_the_notice_asks_for(rules):
    assert rules.media == MediaRules(
        container="mp4",
        min_seconds=Decimal(60),
        max_seconds=Decimal(480),
        min_long_side=1920,
        min_short_side=1080,
        aspects=("16:9", "9:16"),
        max_bytes=2 * 1024**3,
    )
    assert rules.media.ratios == {"16:9": Fraction(16, 9), "9:16": Fraction(9, 16)}


def test_the_shipped_dates_are_those_of_the_notice(rules):
    assert rules.dates.submission_closes == datetime(2024, 8, 1, tzinfo=SHANGHAI)
    assert rules.dates.upload_ends == rules.dates.submission_closes
    assert {unit.id: unit.sheet_closes for unit in rules.units if unit.sheet_closes} == {
        "hunan": datetime(2024, 5, 29, 17, 30, tzinfo=SHANGHAI)
    }
    assert rules.zone == SHANGHAI


def test_the_shipped_themes_criteria_and_awards_are_those_of_the_notice(rules):
    assert [theme.name.zh for theme in rules.themes] == ["高端升级", "数智赋能", "绿色低碳"]
    assert [(c.name.zh, c.weight, c.points) for c in rules.criteria] == [
        (name, 1, 100) for name in ("科学性", "故事性", "创新性", "艺术性", "传播性", "趣味性")
    ]
    assert [award.kind for award in rules.awards] == [
        "overall",
        *["criterion"] * 6,
        "theme",
        "special",
        "unit",
        "unit",
    ]
    assert [(level.id, level.trophy) for level in rules.awards[0].levels] == [
        ("gold", True),
        ("silver", False),
        ("bronze", False),
    ]
    assert len(rules.declaration.clauses) == 5


def test_only_contact_data_is_private_and_judges_see_nobody(rules):
    assert [field.id for field in rules.form if field.private] == ["contact", "phone", "email"]
    assert [field.id for field in rules.form if field.judges_see] == [
        "title",
        "theme",
        "further_themes",
        "synopsis",
        "duration",
    ]
    assert [field.id for field in rules.form if field.measured] == ["duration"]


def test_rules_survive_json(rules):
    assert Rules.model_validate_json(rules.model_dump_json()) == rules


LISTS = ["units", "themes", "criteria", "rounds", "benefits", "form"]


@pytest.mark.parametrize("section", LISTS)
def test_an_id_stands_once_in_a_list(section):
    items = WRITTEN[section]
    twice = (len(items), "id")
    found = faults(((section,), [*items, items[0]]))
    assert ((section, *twice), "repeated") in found


def test_a_reason_of_screening_stands_once():
    reasons = WRITTEN["screening"]["reasons"]
    found = faults((("screening", "reasons"), [*reasons, reasons[1]]))
    assert found == [(("screening", "reasons", len(reasons), "id"), "repeated")]


def test_awards_and_levels_share_one_set_of_ids():
    assert faults((("awards", 7, "id"), "gold")) == [(("awards", 7, "theme", "id"), "repeated")]
    assert faults((("awards", 0, "levels", 1, "id"), "overall")) == [
        (("awards", 0, "overall", "levels", 1, "id"), "repeated")
    ]


def test_an_award_excludes_only_winners_of_awards_before_it():
    place = ("awards", 7, "theme", "not_with", 0)
    assert faults((("awards", 7, "not_with"), ["theme-award"])) == [(place, "unknown_id")]
    assert faults((("awards", 7, "not_with"), ["nothing"])) == [(place, "unknown_id")]
    assert faults((("awards", 7, "not_with"), ["silver", "best-story"])) == []


def test_works_units_and_the_hosts_decision_exclude_only_their_like():
    unit = ("awards", 10, "unit", "not_with", 0)
    assert faults((("awards", 10, "not_with"), ["best-organisation"])) == []
    assert faults((("awards", 10, "not_with"), ["gold"])) == [(unit, "other_field")]
    assert faults((("awards", 10, "not_with"), ["special"])) == [(unit, "other_field")]
    special = ("awards", 8, "special", "not_with", 0)
    assert faults((("awards", 8, "not_with"), ["gold"])) == [(special, "other_field")]
    theme = {**WRITTEN["awards"][7], "id": "late-theme", "not_with": ["best-organisation"]}
    assert faults((("awards",), [*WRITTEN["awards"], theme])) == [
        (("awards", 11, "theme", "not_with", 0), "other_field")
    ]


@pytest.mark.parametrize(("position", "kind"), [(8, "special"), (9, "unit"), (10, "unit")])
def test_what_no_percent_decides_has_no_least_score(position, kind):
    assert faults((("awards", position, "min_score"), 60)) == [
        (("awards", position, kind, "min_score"), "no_percent")
    ]
    assert faults((("awards", position, "min_score"), 0)) == []


def test_criteria_that_are_named_exist():
    assert faults(
        (("scoring", "ties"), ["story", "depth"]), (("awards", 2, "criterion"), "depth")
    ) == [
        (("scoring", "ties", 1), "unknown_id"),
        (("awards", 2, "criterion", "criterion"), "unknown_id"),
    ]


@pytest.mark.parametrize(
    ("place", "moment", "where"),
    [
        (("dates", "submission_closes"), "2024-04-01T00:00:00+08:00", None),
        (("dates", "screening_closes"), "2024-07-31T23:59:59+08:00", None),
        (("rounds", 0, "opens"), "2024-08-14T23:59:59+08:00", None),
        (("rounds", 0, "closes"), "2024-08-15T00:00:00+08:00", None),
        (
            ("dates", "submission_opens"),
            "2024-08-01T00:00:00+08:00",
            ("dates", "submission_closes"),
        ),
    ],
)
def test_dates_stand_in_order(place, moment, where):
    assert (where or place, "early") in faults((place, moment))


def test_rounds_stand_in_a_row_and_the_first_has_all_entries():
    second = {
        **WRITTEN["rounds"][0],
        "id": "final",
        "opens": "2024-10-01T00:00:00+08:00",
        "closes": "2024-12-01T00:00:00+08:00",
    }
    first = WRITTEN["rounds"][0]
    assert faults((("rounds",), [first, {**second, "best_percent": 10}])) == []
    early = {**second, "opens": "2024-09-30T00:00:00+08:00"}
    assert faults((("rounds",), [first, early])) == [(("rounds", 1, "opens"), "early")]
    best = (("rounds", 0, "best_percent"), 99)
    assert faults(best) == [(best[0], "unfit")]


def test_a_units_sheet_is_due_before_submission_closes():
    late = (("units", 0, "sheet_closes"), "2024-08-01T00:00:01+08:00")
    assert faults(late) == [(("units", 0, "sheet_closes"), "late")]


def test_the_longest_work_is_no_shorter_than_the_shortest():
    assert faults((("media", "max_seconds"), 59)) == [(("media", "max_seconds"), "number")]
    assert faults((("media", "max_seconds"), 60)) == []
    assert faults((("media", "min_long_side"), 1079)) == [(("media", "min_long_side"), "number")]


def test_what_is_watched_has_a_size_and_a_rate_that_browsers_play():
    assert ViewingLimits() == ViewingLimits(short_side=1080, megabits=8)
    assert Rules.model_validate(WRITTEN).viewing == ViewingLimits(megabits=4)
    side, rate = ("viewing", "short_side"), ("viewing", "megabits")
    assert faults((side, 359)) == [(side, "greater_than_equal")]
    assert faults((side, 2161)) == [(side, "less_than_equal")]
    assert faults((rate, 0)) == [(rate, "greater_than_equal")]
    assert faults((rate, 101)) == [(rate, "less_than_equal")]
    assert faults((side, 360)) == faults((rate, 100)) == faults((("viewing",), {})) == []


def test_reviews_are_enough_for_the_scoring():
    place = ("rounds", 0, "reviews_per_entry")
    assert faults((place, 1)) == [(place, "number")]
    assert faults((place, 2)) == []
    assert faults((place, 2), (("scoring", "method"), "trimmed_mean")) == [(place, "number")]


def test_no_judge_is_given_more_than_can_be_watched_in_the_round():
    hours = timedelta(days=47) / timedelta(seconds=480)
    assert faults((("rounds", 0, "max_load"), int(hours))) == []
    assert faults((("rounds", 0, "max_load"), int(hours) + 1)) == [
        (("rounds", 0, "max_load"), "number")
    ]


def test_the_contest_has_a_host_and_a_known_time_zone():
    assert faults((("parties", 0, "role"), "supporter"), (("time_zone",), "Asia/Shangai")) == [
        (("time_zone",), "time_zone"),
        (("parties",), "host"),
    ]


def test_the_form_asks_for_what_every_entry_needs_and_keeps_it_private():
    form = WRITTEN["form"]
    assert faults((("form",), [field for field in form if field["id"] != "email"])) == [
        (("form",), "form")
    ]
    phone = next(index for index, field in enumerate(form) if field["id"] == "phone")
    for careless in ((("form", phone, "private"), False), (("form", phone, "judges_see"), True)):
        assert faults(careless) == [(("form", phone, "id"), "private")]


def test_provinces_and_cities_are_offered_for_the_region_alone():
    title, region = (
        next(index for index, field in enumerate(WRITTEN["form"]) if field["id"] == name)
        for name in ("title", "region")
    )
    assert faults((("form", title, "divisions"), "china")) == [
        (("form", title, "divisions"), "unfit")
    ]
    assert faults((("form", region, "divisions"), "china")) == []


def test_what_follows_from_the_question_about_ai_needs_the_question():
    assert faults((("ai",), {"accepts": ["none"]})) == [(("ai", "asked"), "ai")]
    assert faults((("ai",), {"judges_see": "declaration"})) == [(("ai", "asked"), "ai")]
    assert faults((("ai",), {"asked": True, "accepts": ["none", "none"]})) == [
        (("ai", "accepts", 1), "repeated")
    ]
    assert faults((("ai",), {"asked": True, "accepts": ["none"]})) == []


def test_no_field_of_the_contests_own_is_called_like_those_about_ai():
    own = {"id": "ai_use", "type": "text", "label": {"zh": "人工智能", "en": "AI"}}
    form = [*WRITTEN["form"], own]
    assert faults((("form",), form)) == [(("form", len(form) - 1, "id"), "unfit")]


def test_the_shipped_form_does_not_ask_about_ai(rules):
    assert rules.ai.fields == ()


@pytest.mark.parametrize("name", ["awards", "title.__class__", "title!r", "title:>9", "0", ""])
def test_texts_are_filled_in_with_known_names_only(name):
    body = ("mails", "submitted", "body", "en")
    assert faults((("certificate", "zh"), f"{{{name}}}"), (body, f"{{{name}}}")) == [
        (("certificate", "zh"), "unknown_name"),
        (body, "unknown_name"),
    ]


def test_braces_in_a_text_are_closed_or_doubled():
    assert faults((("certificate", "en"), "{title")) == [(("certificate", "en"), "unknown_name")]
    assert faults((("certificate", "en"), "{{title}}")) == []


def test_a_reason_is_told_only_where_there_is_one():
    assert faults((("mails", "passed", "subject", "zh"), "{reasons}")) == [
        (("mails", "passed", "subject", "zh"), "unknown_name")
    ]


@pytest.mark.parametrize(
    "written",
    [
        20240801,
        "20240801",
        0,
        "2024-08-01",
        "2024-07-31T24:00:00+08:00",
        "2024-08-01T00:00",
        None,
        True,
        "-1",
    ],
)
def test_a_moment_is_a_date_and_time_with_its_zone(written):
    place = ("dates", "submission_closes")
    assert faults((place, written)) == [(place, "moment")]


@pytest.mark.parametrize("written", [7, 7.5, "7", "7 days", "-P7D", "P", "PT", "week", None])
def test_a_span_is_an_iso_duration_and_not_negative(written):
    place = ("objections", "period")
    assert faults((place, written)) == [(place, "span")]


def test_a_change_is_one_word_in_the_file():
    """Change 8 minutes to 6, and the rules say 6."""
    rules = Rules.model_validate(written_with((("media", "max_seconds"), 360)))
    assert rules.media.max_seconds == 360


def test_uploads_end_with_the_grace_period(rules):
    dates = Dates.model_validate({**dict(rules.dates), "grace": "PT30M"})
    assert dates.upload_ends == rules.dates.submission_closes + timedelta(minutes=30)
