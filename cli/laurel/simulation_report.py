"""What `laurel review simulate` tells people."""

from collections import Counter

from laurel.output import Listing, Value, line, say, show
from laurel.panel_files import JudgeRow
from laurel.simulation import Simulation

CERTAIN, SUSPECTED = "确定 certain", "疑似 suspected"


def report(done: Simulation) -> None:
    made = done.plan
    _show_loads(done)
    if done.conflicts:
        _show_conflicts(done)
    if made.unplaced:
        _show_unplaced(done)
    _show_numbers(done)
    if made.connected:
        say("各专家的评分可以相互比较。", "All judges are linked by shared entries.")
    else:
        say(
            f"专家分成互不相连的 {made.components} 组，各组的评分无法相互比较。",
            f"The judges fall into {made.components} groups without shared entries: their scores "
            "cannot be compared.",
        )
    if made.quality is not None:
        say(f"专长匹配达到上限的 {made.quality:.2%}。", f"Match of fields: {made.quality:.2%}.")
    line(f"种子 seed: {made.seed}  校验值 hash: {made.hash}")


def _show_numbers(done: Simulation) -> None:
    of, each = len(done.entries), done.round.reviews_per_entry
    placed = of - len(done.plan.unplaced)
    say(
        f"轮次 {done.round.id}：{of} 件作品中 {placed} 件分配完毕，每件 {each} 位专家。",
        f"Round {done.round.id}: {placed} of {of} entries have their {each} judges.",
    )
    if done.lacking:
        total = len(done.judges) + done.lacking
        say(
            f"再有 {done.lacking} 位无须回避的专家即可，共 {total} 位。",
            f"{done.lacking} more judges without conflicts would suffice, {total} in all.",
        )


def _show_loads(done: Simulation) -> None:
    conflicts = Counter(judge for judge, _ in done.conflicts)
    rows: list[dict[str, Value]] = [
        {
            "judge": judge,
            "name": one.facts.name,
            "reviews": done.plan.loads[judge],
            "limit": _limit(done, one),
            "conflicts": conflicts[judge],
        }
        for judge, one in sorted(done.judges.items())
    ]
    columns = {
        "judge": "专家 judge",
        "name": "姓名 name",
        "reviews": "作品数 reviews",
        "limit": "上限 limit",
        "conflicts": "须回避 conflicts",
    }
    show(Listing("专家 Judges", columns, rows, done.rules))


def _limit(done: Simulation, judge: JudgeRow) -> int:
    return (
        done.round.max_load if judge.max_load is None else min(done.round.max_load, judge.max_load)
    )


def _show_conflicts(done: Simulation) -> None:
    rows: list[dict[str, Value]] = [
        {
            "entry": entry,
            "judge": judge,
            "kind": one.code,
            "certain": CERTAIN if one.certain else SUSPECTED,
            "why": one.reason,
        }
        for (judge, entry), found in sorted(done.conflicts.items(), key=lambda both: both[0][::-1])
        for one in found
    ]
    columns = {
        "entry": "作品 entry",
        "judge": "专家 judge",
        "kind": "类别 kind",
        "certain": "性质 nature",
        "why": "原因 why",
    }
    show(Listing("须回避 Conflicts", columns, rows, done.rules))


def _show_unplaced(done: Simulation) -> None:
    rows: list[dict[str, Value]] = [
        {"entry": entry, "title": done.entries[entry].title, "why": refusal.text}
        for entry, refusal in done.plan.unplaced.items()
    ]
    columns = {"entry": "作品 entry", "title": "名称 title", "why": "原因 why"}
    show(Listing("未能分配 Not placed", columns, rows, done.rules))
