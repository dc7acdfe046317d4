"""The public gallery: final winners as they stand at this very moment, and of their works no more
than the rules show."""

from urllib.parse import parse_qs, urlsplit

import pytest

from contest.award.award import AwardStatus
from contest.rules.notice import GalleryRules
from tests.functions.winners import ENDS, Granted

UNIT = "湖南省工业和信息化厅"


@pytest.fixture
def granted(doors):
    return Granted(doors)


def gallery(granted):
    return granted.doors.ask("GET", f"/public/{granted.contest.id}/gallery").body


def detail(granted, winner):
    return granted.doors.ask("GET", f"/public/{granted.contest.id}/gallery/{winner}")


def lines(granted):
    return [
        (one["award"], one["level"], one["theme"], one["title"], one["recipient"])
        for one in gallery(granted)
    ]


def test_winners_stand_by_award_and_theme_in_the_order_of_the_plan(granted):
    assert lines(granted) == [
        ("overall", "gold", "high-end", "钢铁脊梁", "湘江重工集团"),
        ("overall", "silver", "high-end", "一颗螺丝钉", "湘江重工集团"),
        ("theme-award", None, "high-end", "钢铁脊梁", "湘江重工集团"),
        ("best-organisation", None, None, "", UNIT),
    ]


def test_neither_scores_nor_reasons_nor_owners_are_told(granted):
    told = str([detail(granted, one["id"]).text for one in gallery(granted)])
    assert [word for word in ("93.21", "310.00", "内部理由", "p1", "p2") if word in told] == []


def test_a_work_is_shown_with_what_the_rules_show(granted):
    gold, *_ = gallery(granted)
    shown = detail(granted, gold["id"]).body
    assert {name: shown[name] for name in gold if name != "poster"} == {
        name: gold[name] for name in gold if name != "poster"
    }
    assert (shown["synopsis"], shown["credits"]) == ("三代炼钢人。", ["导演：周立群"])
    film, poster = urlsplit(shown["film"]), urlsplit(shown["poster"])
    assert film.path.endswith(f"/media/{granted.contest.id}/e1/1-abc")
    assert poster.path.endswith(f"/posters/{granted.contest.id}/e1/1-abc.poster.jpg")
    asked = parse_qs(film.query)
    assert asked["X-Amz-Expires"] == ["900"]
    plain = {name: value for name, value in asked.items() if not name.startswith("X-Amz-")}
    assert plain == {
        "versionId": ["v-e1"],
        "response-content-type": ["video/mp4"],
        "response-content-disposition": ["inline"],
    }


def test_a_units_award_is_shown_without_a_work(granted):
    *_, unit = gallery(granted)
    shown = detail(granted, unit["id"]).body
    assert (shown["recipient"], shown["title"]) == (UNIT, "")
    nothing = ("poster", "synopsis", "credits", "film", "theme", "level")
    assert {name: shown[name] for name in nothing} == dict.fromkeys(nothing)


@pytest.mark.parametrize("part", ["poster", "film", "synopsis", "credits"])
def test_a_part_that_the_rules_do_not_show_is_left_out_and_no_other(granted, part):
    everything = granted.contest.rules.gallery
    assert everything == GalleryRules(poster=True, film=True, synopsis=True, credits=True)
    granted.rules(gallery=everything.model_copy(update={part: False}))
    gold, *_ = gallery(granted)
    shown = detail(granted, gold["id"]).body
    parts = ("poster", "film", "synopsis", "credits")
    assert {name for name in parts if shown[name] is None} == {part}
    assert (gold["poster"] is None) == (part == "poster")


def test_rules_that_say_nothing_show_the_award_alone(granted):
    granted.rules(gallery=GalleryRules())
    gold, *_ = gallery(granted)
    shown = detail(granted, gold["id"]).body
    assert [shown[name] for name in ("poster", "film", "synopsis", "credits")] == [None] * 4
    assert shown["title"] == "钢铁脊梁"


def test_a_private_field_is_never_shown(granted):
    form = tuple(
        field.model_copy(update={"private": field.id == "credits" or field.private})
        for field in granted.contest.rules.form
    )
    granted.rules(form=form)
    gold, *_ = gallery(granted)
    shown = detail(granted, gold["id"]).body
    assert (shown["credits"], shown["synopsis"]) == (None, "三代炼钢人。")


@pytest.mark.parametrize("end", ENDS)
def test_a_work_that_no_longer_stands_is_gone_at_once_and_no_other(granted, end):
    before = gallery(granted)
    gone = [one["id"] for one in before if one["title"] == "钢铁脊梁"]
    assert len(gone) == 2
    getattr(granted, end)("e1")
    assert [one["id"] for one in gallery(granted)] == [
        one["id"] for one in before if one["id"] not in gone
    ]
    assert [detail(granted, winner).code for winner in gone] == ["item.missing"] * 2


def test_a_work_keeps_the_award_that_was_not_revoked(granted, monkeypatch):
    monkeypatch.setattr("tests.functions.winners.PLACES", {"e1": ("gold",)})
    granted.revoked("e1")
    assert [line[:2] for line in lines(granted) if line[3] == "钢铁脊梁"] == [("theme-award", None)]


def test_a_revoked_units_award_is_gone(granted):
    *_, unit = gallery(granted)
    granted.unit_revoked()
    assert UNIT not in str(gallery(granted))
    assert detail(granted, unit["id"]).code == "item.missing"


@pytest.mark.parametrize("status", sorted({*AwardStatus} - {AwardStatus.GRANTED}))
def test_nothing_is_shown_before_the_awards_are_granted(doors, status):
    assert gallery(Granted(doors, status)) == []


@pytest.mark.parametrize("winner", ["0" * 20, "nobody", "E1"])
def test_whoever_did_not_win_is_missing(granted, winner):
    assert detail(granted, winner).code == "item.missing"
