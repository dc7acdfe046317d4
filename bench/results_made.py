"""A judged contest made up, whose works have a true quality: 10,000 works, 200 judges of whom some
are harsh and some lenient, 5 reviews each, whole points on six criteria."""

import csv
import random
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

from contest.award.award import AwardRound
from contest.entry.entry import EntryStatus
from contest.entry.form import Form
from contest.model import Fact
from contest.people.account import Account
from contest.review.judge import Judge
from contest.review.review import Review
from contest.review.round import Round, RoundState
from contest.rules.contest import Contest
from contest_aws.store import keys
from contest_aws.store.keys import Key
from laurel.rules_file import load_rules
from tests.builders import any_entry

ROOT = Path(__file__).resolve().parents[1]
ENTRIES, JUDGES, EACH = 10_000, 200, 5
MIDDLE, QUALITY, HARSHNESS, NOISE, SLIP = 72.0, 7.0, 7.0, 6.0, 5.0
"""Points: the mean, and the standard deviations of the works' quality, of the judges' offsets, of
one judge's opinion on one work, and of one criterion within it."""
RULES = load_rules(ROOT / "contests" / "new-industrialization-2024.yaml")
ROUND = RULES.rounds[0]


class Made(NamedTuple):
    quality: dict[str, float]
    offsets: dict[str, float]
    scores: dict[str, dict[str, dict[str, int]]]
    """By entry, judge and criterion."""


def made_up() -> Made:
    chance = random.Random(11)  # noqa: S311 - nothing secret
    quality = {f"e{number:05}": chance.gauss(0, QUALITY) for number in range(ENTRIES)}
    offsets = {f"j{number:03}": chance.gauss(0, HARSHNESS) for number in range(JUDGES)}
    judges = [judge for judge in offsets for _ in range(ENTRIES * EACH // JUDGES)]
    scores: dict[str, dict[str, dict[str, int]]] = {entry: {} for entry in quality}
    for entry, panel in zip(quality, _panels(judges, chance), strict=True):
        for judge in panel:
            opinion = MIDDLE + quality[entry] + offsets[judge] + chance.gauss(0, NOISE)
            scores[entry][judge] = {
                criterion.id: min(100, max(0, round(opinion + chance.gauss(0, SLIP))))
                for criterion in RULES.criteria
            }
    return Made(quality, offsets, scores)


def _panels(judges: list[str], chance: random.Random) -> Iterator[list[str]]:
    """At random, the same number of works for each judge, as far as nobody has one twice."""
    chance.shuffle(judges)
    for start in range(0, len(judges), EACH):
        panel = dict.fromkeys(judges[start : start + EACH])
        others = chance.sample([f"j{number:03}" for number in range(JUDGES)], 2 * EACH)
        yield [*panel, *(judge for judge in others if judge not in panel)][:EACH]


def items(made: Made) -> Iterator[tuple[Key, Fact]]:
    """All that the steps of an award round read."""
    contest = Contest(rules=RULES, version=1)
    closes = ROUND.closes
    yield keys.contest(RULES.id), contest
    closed = Round(
        contest=RULES.id, id=ROUND.id, state=RoundState.CLOSED, version=3, award_round="first"
    )
    yield keys.round_(RULES.id, ROUND.id), closed
    begun = AwardRound(contest=RULES.id, id="first", round=ROUND.id, version=1)
    yield keys.award_round(RULES.id, "first"), begun
    for judge in made.offsets:
        yield keys.judge(RULES.id, judge), Judge(id=judge, name=f"专家 {judge}")
        account = Account(id=judge, address=f"{judge}@example.org", created_at=closes, version=1)
        yield keys.account(judge), account
    themes = [theme.id for theme in RULES.themes]
    for number, (entry, panel) in enumerate(made.scores.items()):
        form = Form(
            title=f"作品 {entry}",
            theme=themes[number % len(themes)],
            entrant=f"第 {number % 3000} 制造厂",
            unit_type="企业",
            credits=(f"作者 {number}",),
            synopsis="一座工厂三代人的故事。" * 20,
        )
        yield (
            keys.entry(RULES.id, entry),
            any_entry(EntryStatus.REVIEWED, id=entry, owner=f"p{number}", form=form),
        )
        for judge, scores in panel.items():
            review = Review(
                contest=RULES.id,
                round=ROUND.id,
                judge=judge,
                entry=entry,
                number=number,
                title=form.title,
                theme=form.theme,
                draft=scores,
                scores=scores,
                comment="节奏紧凑，主题鲜明。",
                submitted_at=closes - timedelta(days=1),
                version=3,
            )
            yield keys.review(RULES.id, judge, ROUND.id, entry), review


def write_rows(made: Made, path: Path) -> None:
    """The same scores for the plain script."""
    with path.open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["entry", "judge", *(criterion.id for criterion in RULES.criteria)])
        for entry, panel in made.scores.items():
            rows.writerows([entry, judge, *scores.values()] for judge, scores in panel.items())
