"""Which judges review which entries: dealt at random, loads as equal as conflicts allow.

The same seed and input give the same plan, whatever the order in which they came. What was dealt
before is never moved: a plan for late entries starts from the loads that there are.
"""

import hashlib
from collections import deque
from collections.abc import Collection, Mapping

from contest.model import Fact, Id
from contest.refusals import Refusal


class Plan(Fact):
    judges: dict[Id, tuple[Id, ...]]
    """By entry; an entry that could not be given enough judges is in `unplaced` instead."""
    loads: dict[Id, int]
    unplaced: dict[Id, Refusal]


def plan(
    eligible: Mapping[Id, Collection[Id]],
    *,
    loads: Mapping[Id, int],
    per_entry: int,
    max_load: int,
    seed: str,
) -> Plan:
    """`eligible`: for each entry the judges without a conflict; `loads`: entries each judge has.

    Loads of the plan differ by one at the most, unless conflicts or earlier loads forbid it."""
    dealt: dict[Id, set[Id]] = {}
    now = dict(loads)
    unplaced: dict[Id, Refusal] = {}
    for entry in sorted(eligible, key=lambda entry: _chance(seed, entry)):
        free = [judge for judge in eligible[entry] if now[judge] < max_load]
        if len(free) < per_entry:
            unplaced[entry] = Refusal(
                code="review.too_few_judges", measured=str(len(free)), allowed=str(per_entry)
            )
            continue
        free.sort(key=lambda judge: (now[judge], _chance(seed, f"{entry}/{judge}")))
        dealt[entry] = set(free[:per_entry])
        for judge in dealt[entry]:
            now[judge] += 1
    _even_out(dealt, loads=now, eligible=eligible)
    return Plan(
        judges={entry: tuple(sorted(judges)) for entry, judges in sorted(dealt.items())},
        loads=now,
        unplaced=unplaced,
    )


def _chance(seed: str, thing: str) -> bytes:
    return hashlib.sha256(f"{seed}/{thing}".encode()).digest()


def _even_out(
    dealt: dict[Id, set[Id]], *, loads: dict[Id, int], eligible: Mapping[Id, Collection[Id]]
) -> None:
    """While a judge has two entries more than another, hand entries along a chain between them."""
    while steps := _uneven(dealt, loads=loads, eligible=eligible):
        for giver, taker, entry in steps:
            dealt[entry] = dealt[entry] - {giver} | {taker}
            loads[giver] -= 1
            loads[taker] += 1


Step = tuple[Id, Id, Id]
"""Giver, taker, entry."""


def _uneven(
    dealt: Mapping[Id, set[Id]], *, loads: Mapping[Id, int], eligible: Mapping[Id, Collection[Id]]
) -> list[Step]:
    """The steps that bring two loads nearer; none: they are as equal as they can be."""
    held: dict[Id, list[Id]] = {judge: [] for judge in loads}
    for entry in sorted(dealt):
        for judge in dealt[entry]:
            held[judge].append(entry)
    least = min(loads.values(), default=0)
    for start in sorted(loads, key=lambda judge: (-loads[judge], judge)):
        if loads[start] - least < 2:
            return []
        if steps := _chain(start, held=held, dealt=dealt, loads=loads, eligible=eligible):
            return steps
    return []


def _chain(
    start: Id,
    *,
    held: Mapping[Id, list[Id]],
    dealt: Mapping[Id, set[Id]],
    loads: Mapping[Id, int],
    eligible: Mapping[Id, Collection[Id]],
) -> list[Step]:
    """From `start` to a judge with two fewer, found breadth first."""
    reached: dict[Id, Step | None] = {start: None}
    queue = deque([start])
    while queue:
        giver = queue.popleft()
        for entry in held[giver]:
            for taker in sorted(set(eligible[entry]) - dealt[entry] - reached.keys()):
                reached[taker] = (giver, taker, entry)
                if loads[start] - loads[taker] > 1:
                    return _steps(reached, taker)
                queue.append(taker)
    return []


def _steps(reached: Mapping[Id, Step | None], end: Id) -> list[Step]:
    steps, step = [], reached[end]
    while step:
        steps.append(step)
        step = reached[step[0]]
    return steps
