"""What an invitation says of a judge counts in the deployed plan as in the simulated one."""

import json

from contest.audit import CALENDAR, Actor
from contest.people.account import Grant, Invited, Role
from contest.review.judge import Judge
from contest_aws.services.context import Context
from contest_aws.services.people import on_behalf
from contest_aws.services.review import planning
from contest_aws.services.upkeep import calendar
from contest_aws.store import keys
from laurel.panel_files import read_entries, read_judges
from laurel.simulation import simulated
from tests.builders import any_contest, any_form, any_time
from tests.contest_aws.services.panel import ROUND, contest_with, in_review

THEMES = ("green", "high-end")
PANEL = {
    "j0": {"expertise": ("绿色低碳",)},
    "j1": {"expertise": ("Green and low-carbon", "传媒")},
    "j2": {"themes": ("high-end",)},
    "j3": {"expertise": ("工业",)},
    "j4": {"max_load": 1},
    "j5": {"themes": ("green",), "max_load": 2},
}
"""By judge, what the host knows of them."""


def enrol(store, contest, panel):
    ctx = Context(store, contest, Actor.of("host"), any_time())
    for judge, known in panel.items():
        asked = Invited(role=Role.JUDGE, name=f"专家{judge}", **known)
        on_behalf.enrol(ctx, f"{judge}@example.org", asked, new_id=judge)


def planned(store, contest):
    ctx = Context(store, contest, Actor.of("host"), any_time(115))
    return planning.preview(ctx, ROUND, planning.of_round(ctx, ROUND)).plan


def test_the_deployed_plan_is_the_simulated_one(store, tmp_path):
    contest = contest_with(reviews_per_entry=2)
    enrol(store, contest, PANEL)
    for n in range(6):
        form = any_form(theme=THEMES[n % 2])
        in_review(store, contest, 1, id=f"e{n}", form=form)
    judges, entries = tmp_path / "judges.csv", tmp_path / "entries.csv"
    rows = [
        ",".join(
            [j, *(";".join(known.get(c, ())) for c in ("expertise", "themes"))]
            + ([str(known["max_load"])] if "max_load" in known else [])
        )
        for j, known in PANEL.items()
    ]
    judges.write_text("\n".join(["id,expertise,themes,max_load", *rows]))
    entries.write_text("\n".join(["id,theme", *(f"e{n},{THEMES[n % 2]}" for n in range(6))]))
    rules = contest.rules
    files = read_judges(judges, rules), read_entries(entries, rules)

    there = planned(store, contest)

    assert there == simulated(rules, rules.rounds[0], files, seed=f"{contest.id}/{ROUND}").plan
    assert (there.loads["j4"], there.loads["j5"]) == (1, 2)
    assert there.unplaced == {}


def test_a_field_named_like_the_theme_is_preferred(store):
    """Two works of one theme, two reviews each: of five judges two know the field, and each may
    take two works. Loads differ by at most one, so that each of them gets one at least."""
    contest = contest_with(reviews_per_entry=1)
    others = {f"k{n}": {} for n in range(3)}
    enrol(store, contest, {"j0": PANEL["j0"], "j1": PANEL["j1"]} | others)
    for n in range(2):
        in_review(store, contest, 1, id=f"e{n}", form=any_form(theme="green"))

    given = planned(store, contest).judges

    assert sorted(judge for judges in given.values() for judge in judges) == ["j0", "j1"]


def test_nobody_gets_more_than_they_said(store):
    contest = contest_with(reviews_per_entry=1)
    enrol(store, contest, {"j0": {"max_load": 2}})
    in_review(store, contest, 3)

    plan = planned(store, contest)

    assert (plan.loads, len(plan.unplaced)) == ({"j0": 2}, 1)
    assert {why.code for why in plan.unplaced.values()} == {"review.judges_full"}


def test_a_later_invitation_counts_and_what_is_not_said_again_stays(store):
    contest = any_contest()
    enrol(store, contest, {"j0": {"expertise": ("工业",), "themes": ("green",), "max_load": 3}})
    enrol(store, contest, {"j0": {"max_load": 5}})
    judge = store.find(keys.judge(contest.id, "j0"), Judge)
    assert (judge.expertise, judge.themes, judge.max_load) == (("工业",), ("green",), 5)
    enrol(store, contest, {"j0": {}})
    assert store.find(keys.judge(contest.id, "j0"), Judge).max_load is None


def test_a_judge_whose_role_has_ended_leaves_when_the_calendar_is_kept(store):
    """Of two judges one ends on day 120. The round opens on day 115 and asks for one review."""
    contest = contest_with(reviews_per_entry=1)
    enrol(store, contest, {"j0": {"ends_at": any_time(120)}, "j1": {}})
    in_review(store, contest, 2)
    calendar.keep(Context(store, contest, CALENDAR, any_time(115)))
    assert planned(store, contest).loads == {"j0": 1, "j1": 1}

    calendar.keep(Context(store, contest, CALENDAR, any_time(121)))

    judge = store.find(keys.judge(contest.id, "j0"), Judge)
    assert (judge.left, store.actions(keys.judge(contest.id, "j0"))) == (
        True,
        ["judge.appoint", "judge.dismiss"],
    )
    assert store.find(keys.judge(contest.id, "j1"), Judge).left is False
    calendar.keep(Context(store, contest, CALENDAR, any_time(122)))
    assert store.find(keys.judge(contest.id, "j0"), Judge) == judge

    late = Context(store, contest, Actor.of("host"), any_time(122))
    asked = Invited(role=Role.JUDGE, name="专家j0", ends_at=any_time(150))
    on_behalf.enrol(late, "j0@example.org", asked, new_id="j0")
    back = store.find(keys.judge(contest.id, "j0"), Judge)
    assert (back.left, judge.appointed_at, back.appointed_at) == (False, any_time(), any_time(122))


def test_what_was_stored_before_is_read(store):
    """Items from before there were expertise and loads."""
    contest = any_contest()
    enrol(store, contest, {"j0": {}})
    for key, kind in (
        (keys.judge(contest.id, "j0"), Judge),
        (keys.grant("j0", contest.id, Role.JUDGE), Grant),
    ):
        old = json.loads(store.items[key])
        del old["expertise"], old["max_load"]
        store.items[key] = json.dumps(old)
        assert store.find(key, kind).expertise == ()
        assert store.find(key, kind).max_load is None
