"""Why a work is proposed for an award: its score and rank, how a tie was parted, who comes next,
and who ahead of it took no part. Why another has no rank."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from contest.award.award import AwardChange, Winner
from contest.award.names import NOTHING, Names
from contest.award.results import Candidate, ResultLine, Results
from contest.award.selection import Score, StandingKey, standing
from contest.model import Id, Text, apart, seen

MOST_NAMED = 3


class Competition(NamedTuple):
    """The works that compete for one award, best first, and those that won what excludes them."""

    field: Sequence[ResultLine]
    score: Score
    taken: Mapping[Id, Winner]
    results: Results
    names: Names
    theme: Id | None = None
    """Of an award that is given in each theme."""


def why(line: ResultLine, of: Competition, *, tied: bool) -> Text:
    """The whole explanation of one line of a proposal."""
    parts = [
        _rank(line, of),
        *_part(line, of),
        *([_TIED] if tied else []),
        *_next(line, of),
        *_excluded(line, of),
    ]
    return Text(zh="；".join(part.zh for part in parts), en="; ".join(part.en for part in parts))


LEFT_OUT = Text(zh="主办单位决定不参加排名", en="left out of the ranking by the host")


def why_unranked(of: Candidate, results: Results) -> Text:
    if of.left_out:
        return LEFT_OUT
    last, needed = of.round or results.round, results.scoring.min_reviews
    number = len(results.scores.get(last, {}).get(of.entry, {}))
    return Text(
        zh=f"评审 {number} 份，至少需要 {needed} 份", en=f"reviews: {number}; needed: {needed}"
    )


def by_the_host(change: AwardChange) -> Text:
    return Text(zh=f"主办单位决定：{change.reason}", en=f"the host's decision: {change.reason}")


def untitled(why: Text, title: str) -> Text:
    """The explanation without a work's title. An older one has it as it was typed: in book marks,
    and with characters that nobody sees."""
    if not title:
        return why
    known = re.escape(title)
    return Text(
        zh=re.sub(rf"《\s*{known}\s*》", f"《{NOTHING}》", seen(why.zh)),
        en=re.sub(rf"“\s*(《\s*)?{known}(\s*》)?\s*”", f"“{NOTHING}”", seen(why.en)),
    )


_TIED = Text(
    zh="与同分作品多于名额，由主办单位决定",
    en="more works have this score than there are places: the host decides",
)


def _rank(line: ResultLine, of: Competition) -> Text:
    behind, among = _behind(line, of) or line, len(of.field)
    number, _ = apart(of.score(line), of.score(behind))
    rank = 1 + bisect_left(of.field, _depth(line, of), key=lambda other: _depth(other, of))
    return Text(
        zh=f"得分 {number}，在 {among} 件作品中列第 {rank}",
        en=f"score {number}, number {rank} of {among} works",
    )


def _place(line: ResultLine, of: Competition) -> StandingKey:
    return standing(line, of.score)


def _depth(line: ResultLine, of: Competition) -> StandingKey:
    """The further down the work stands, the greater. The field is in this order."""
    reached, score, rank = _place(line, of)
    return -reached, -score, -rank


def _part(line: ResultLine, of: Competition) -> Iterator[Text]:
    """The criterion that puts it ahead of the next work of the same score."""
    behind = _behind(line, of)
    if behind is None or of.score(behind) != of.score(line) or behind.reached != line.reached:
        return
    if behind.overall != line.overall:
        mine, other = apart(line.overall, behind.overall)
        yield Text(
            zh=f"同分，按总分 {mine} 对 {other} 列前",
            en=f"ahead of an equal score by the overall score, {mine} to {other}",
        )
        return
    known = {criterion.id: criterion for criterion in of.results.criteria}
    for criterion in map(known.__getitem__, of.results.scoring.ties):
        if line.criteria[criterion.id] != behind.criteria[criterion.id]:
            mine, other = apart(line.criteria[criterion.id], behind.criteria[criterion.id])
            yield Text(
                zh=f"同分，按{criterion.name.zh} {mine} 对 {other} 列前",
                en=f"ahead of an equal score by {criterion.name.en}, {mine} to {other}",
            )
            return


def _behind(line: ResultLine, of: Competition) -> ResultLine | None:
    """The best of the works that stand lower."""
    lower = bisect_right(of.field, _depth(line, of), key=lambda other: _depth(other, of))
    return of.field[lower] if lower < len(of.field) else None


def _next(line: ResultLine, of: Competition) -> Iterator[Text]:
    behind = _behind(line, of)
    if behind is not None:
        title, (_, number) = of.names.title(behind.entry), apart(of.score(line), of.score(behind))
        yield Text(zh=f"其后为《{title}》{number}", en=f"next is “{title}” with {number}")


def _excluded(line: ResultLine, of: Competition) -> Iterator[Text]:
    """Who would stand ahead of it, had they not won an award that excludes them from this one."""
    ahead = [
        other
        for other in (of.results.lines if of.taken else ())
        if other.entry in of.taken
        and of.theme in (None, other.theme)
        and _place(other, of) > _place(line, of)
    ]
    named = [(of.names.title(other.entry), of.taken[other.entry].name) for other in ahead]
    if named:
        more = len(named) > MOST_NAMED
        zh = "、".join(f"《{title}》（{award.zh}）" for title, award in named[:MOST_NAMED])
        en = ", ".join(f"“{title}” ({award.en})" for title, award in named[:MOST_NAMED])
        yield Text(
            zh=f"不再参评：{zh}{f'等 {len(named)} 件' if more else ''}",
            en=f"takes no part: {en}{f' and {len(named) - MOST_NAMED} more' if more else ''}",
        )
