"""Whatever the host changes: a list is refused, or it keeps to the plan but for what is named as an
override. The plan is held against the list here by its own words, award by award."""

import random
from collections import Counter

import pytest

from contest.award.award import AwardChange
from contest.award.changes import confirmed
from contest.award.names import unit_id
from contest.award.plan_checks import Confirmable
from contest.award.proposal import proposal_from
from contest.award.results import Results
from contest.model import Text
from contest.refusals import Refused
from contest.rules.award_plan import (
    CriterionAward,
    Level,
    OverallAward,
    SpecialAward,
    ThemeAward,
    UnitAward,
)
from tests.builders import any_candidate, any_line, any_names, any_rules

pytestmark = pytest.mark.slow

RULES = any_rules()
WORKS = "abcdefgh"
UNRANKED, STRANGER = "u", "z"
THEMES = ("green", "digital")
UNITS = ("甲厂", "乙厂", "丙厂")
LEVELS = ("gold", "silver", "bronze")
SEEDS = 300


def name(zh):
    return Text(zh=zh, en=zh)


def plan_of(chance):
    ties = lambda: chance.choice(["host", "all", "all", "none", "none"])  # noqa: E731
    levels = tuple(Level(id=i, name=name(i), number=n + 1) for n, i in enumerate(LEVELS))
    return (
        OverallAward(
            kind="overall",
            id="overall",
            name=name("综合奖"),
            levels=levels,
            ties=ties(),
            min_score=60,
        ),
        CriterionAward(
            kind="criterion",
            id="story",
            name=name("最佳故事奖"),
            criterion="story",
            number=2,
            ties=ties(),
            min_score=50,
            not_with=("gold",),
        ),
        ThemeAward(
            kind="theme", id="theme", name=name("主题奖"), number=1, ties=ties(), not_with=("gold",)
        ),
        SpecialAward(kind="special", id="special", name=name("特别奖"), number=1),
        UnitAward(kind="unit", id="units", name=name("优秀组织奖"), number=1, ties=ties()),
    )


def results_of(chance):
    """Few different scores, so that many works are tied."""
    overall = {work: chance.choice([40, 62, 70, 70, 80, 90]) for work in WORKS}
    lines = []
    for work, score in overall.items():
        criteria = {c.id: chance.choice([40, 60, 80]) for c in RULES.criteria}
        lines.append(
            any_line(
                work,
                1 + sum(other > score for other in overall.values()),
                score,
                criteria=criteria,
                theme=chance.choice(THEMES),
                units=(unit_id(chance.choice(UNITS)),),
            )
        )
    return Results(
        contest=RULES.id,
        edition=1,
        round="expert-review",
        rounds=(),
        scoring=RULES.scoring,
        criteria=RULES.criteria,
        scores={},
        lines=tuple(sorted(lines, key=lambda line: (line.rank, line.entry))),
        unranked=(any_candidate(UNRANKED, theme="green", units=()),),
    )


def anything(chance):
    """A change that may make no sense."""
    action, override = chance.choice(["add", "drop"]), chance.random() < 0.3
    if chance.random() < 0.2:
        place = chance.choice(["units", "gold"])
        unit = chance.choice([*UNITS, "某厂"])
        return AwardChange(action=action, place=place, unit=unit, reason="评议", override=override)
    place = chance.choice([*LEVELS, "overall", "story", "theme", "special"])
    entry = chance.choice([*WORKS, UNRANKED, STRANGER])
    return AwardChange(action=action, place=place, entry=entry, reason="评议", override=override)


def changes_of(chance, proposed):
    """The host decides ties, takes places away and gives free ones."""
    tied = [w for w in proposed if w.tied]
    changes = [] if chance.random() < 0.2 else [dropped(w) for w in tied if chance.random() < 0.6]
    for _ in range(chance.choice([0, 1, 1, 2])):
        if chance.random() < 0.3:
            changes.append(anything(chance))
            continue
        gone = chance.choice(proposed) if proposed else None
        override = chance.random() < 0.5
        if gone and gone not in tied:
            changes.append(dropped(gone, override=override))
        if not gone or chance.random() < 0.5:
            place = chance.choice([gone.place if gone else "story", "special"])
            who = {"unit": chance.choice(UNITS)} if place == "units" else {}
            who = who or {"entry": chance.choice([*WORKS, UNRANKED])}
            more = {"override": chance.random() < 0.7, "reason": "评议"}
            changes.append(AwardChange(action="add", place=place, **who, **more))
    return tuple(changes)


def thought_over(chance, changes):
    """Sometimes the host takes back what they gave last, and may give it again."""
    if not changes or changes[-1].action == "drop" or chance.random() < 0.7:
        return changes
    taken = changes[-1].model_copy(update={"action": "drop"})
    return (*changes, taken, *changes[-1 : len(changes) - chance.choice([0, 1])])


def dropped(winner, *, override=False):
    who = {"entry": winner.entry, "unit": winner.unit}
    more = {"reason": "评议", "override": override}
    return AwardChange(action="drop", place=winner.place, **who, **more)


class Kept:
    """A confirmed list, held against the plan."""

    def __init__(self, plan, results, ended, changes, winners):
        self.plan, self.ended, self.changes, self.winners = plan, ended, changes, winners
        self.lines = {line.entry: line for line in results.lines}

    def check(self):
        assert not any(winner.tied for winner in self.winners)
        assert not {winner.entry for winner in self.winners} & self.ended
        known = {*self.lines, UNRANKED}
        assert all(w.entry in known for w in self.winners if w.entry), "recipients exist"
        assert all(w.entry != UNRANKED or w.award == "special" for w in self.winners)
        assert all(w.recipient in UNITS for w in self.winners if w.unit)
        overall, story, theme, special, units = self.plan
        self._works(overall, {level.id: level.number for level in overall.levels})
        self._works(story, {"story": story.number})
        for one in THEMES:
            self._works(theme, {"theme": theme.number}, one)
        assert len(self._of(special)) <= special.number
        given = [winner.unit for winner in self._of(units)]
        assert len({*given}) == len(given), "a unit has one place"

    def check_last_words(self):
        """The last change of a place and its recipient holds."""
        has = {(winner.place, winner.entry or winner.recipient) for winner in self.winners}
        for number, change in enumerate(self.changes):
            who = change.entry or change.unit
            later = {c.place for c in self.changes[number + 1 :] if (c.entry or c.unit) == who}
            names = LEVELS if change.place == "overall" else (change.place,)
            for place in {*names} - later - ({*LEVELS} if "overall" in later else set()):
                assert ((place, who) in has) == (change.action == "add"), change

    def _of(self, award, theme=None):
        return [w for w in self.winners if (w.award, w.theme) == (award.id, theme)]

    def _score(self, award, entry):
        line = self.lines[entry]
        return line.criteria["story"] if award.kind == "criterion" else line.overall

    def _may_win(self, award, entry):
        gold = {w.entry for w in self.winners if w.level == "gold"}
        excluded = "gold" in award.not_with and entry in gold
        return self._score(award, entry) >= award.min_score and not excluded

    def _works(self, award, numbers, theme=None):
        won = self._of(award, theme)
        assert max(Counter(w.entry for w in won).values(), default=1) == 1, "one level a work"
        for winner in won:
            assert winner.override or self._may_win(award, winner.entry)
        for place, number in numbers.items():
            best = sorted(self._standing(award, w.entry) for w in won if w.place == place)[::-1]
            edge = set(best[number - 1 :])
            assert len(best) <= number or (award.ties == "all" and len(edge) == 1)
        order = [*numbers, None]
        has = {w.entry: order.index(w.place) for w in won}
        meant = {
            c.entry
            for c in self.changes
            if c.action == "drop" and c.override and c.place in (award.id, *numbers)
        }
        for entry, line in self.lines.items():
            out = entry in self.ended | meant or theme not in (None, line.theme)
            if out or not self._may_win(award, entry):
                continue
            for worse in won:
                lower = self._standing(award, worse.entry) < self._standing(award, entry)
                if lower and not worse.override:
                    better = has.get(entry, len(numbers))
                    assert better <= has[worse.entry], (entry, worse)

    def _standing(self, award, entry):
        return self._score(award, entry), -self.lines[entry].rank


def test_no_confirmed_list_breaks_the_plan_without_an_override():
    outcomes = Counter()
    for seed in range(SEEDS):
        chance = random.Random(seed)  # noqa: S311 - a simulation
        plan, results = plan_of(chance), results_of(chance)
        ended = frozenset(chance.sample(WORKS, chance.choice([0, 0, 0, 0, 1])))
        names = any_names(*WORKS, UNRANKED).model_copy(
            update={"units": {unit_id(unit): unit for unit in UNITS}}
        )
        changes = thought_over(chance, changes_of(chance, proposal_from(plan, results, names)))
        size = min(len(changes), 2)
        try:
            winners = confirmed(Confirmable(plan, results, names, ended), changes)
        except Refused:
            outcomes["refused", size] += 1
            continue
        outcomes["confirmed", size] += 1
        outcomes["overrides"] += any(winner.override for winner in winners)
        kept = Kept(plan, results, ended, changes, winners)
        kept.check()
        kept.check_last_words()
    kinds = [(what, size) for what in ("refused", "confirmed") for size in (0, 1, 2)]
    assert min(outcomes[kind] for kind in [*kinds, "overrides"]) >= 10, outcomes
