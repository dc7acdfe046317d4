"""`laurel results`: the results of an award round under every method, its score matrix as a file,
and the results computed again from such a file."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from contest.award.award import AwardRound
from contest.award.calibration import Calibration, Total, calibrate, totals_of
from contest.award.comparison import Comparison, compared
from contest.award.names import Names
from contest.award.results import Results
from contest.award.tendencies import JudgeTendency, disagreements, tendencies
from contest.model import Text, shown
from contest.rules.rules import Rules
from contest_aws.services.award import award_rounds, award_snapshots, proposals
from contest_aws.workbook.score_matrix import to_workbook
from laurel import award_listing, list_history, score_matrix
from laurel.award import AwardRoundId, ContestId
from laurel.contest import AsJson
from laurel.entry_numbers import Numbers, numbers_of
from laurel.inputs import InputError
from laurel.new_files import new_file
from laurel.organiser import Organiser
from laurel.output import Coded, Listing, Value, line, print_json, say, show

app = typer.Typer(help="评审结果。 Results: show, export, recompute.", no_args_is_help=True)

MOST_DISAGREEMENTS = 10
SCORES = {
    "rank": "名次 rank",
    "number": "编号 number",
    "title": "作品 work",
    "score": "得分 score",
    "calibrated": "校准分 calibrated",
    "uncertainty": "± 误差 error",
    "reviews": "评审 reviews",
}
JUDGES = {
    "judge": "专家 judge",
    "reviews": "评审 reviews",
    "shared": "共同评审 shared",
    "offset": "偏差 offset",
    "spread": "离散 spread",
    "agreement": "一致 agreement",
    "tendencies": "倾向 tendency",
}
DISAGREEMENTS = {
    "number": "编号 number",
    "title": "作品 work",
    "lowest": "最低 lowest",
    "highest": "最高 highest",
}
CHANGES = {
    "method": "方法 method",
    "place": "奖项 award",
    "gains": "增加 gains",
    "loses": "失去 loses",
}
METHODS = {
    "mean": Text(zh="平均", en="mean"),
    "trimmed_mean": Text(zh="去掉最高最低", en="trimmed mean"),
    "calibrated": Text(zh="校准", en="calibrated"),
}
TENDENCIES = {"harsh": "偏严", "lenient": "偏宽", "flat": "拉不开", "out_of_line": "与众不同"}


class Works(NamedTuple):
    """What people call the works, by id."""

    names: Names
    numbers: Numbers


@app.command("show")
def show_(
    context: typer.Context,
    contest_id: ContestId,
    award_round: AwardRoundId,
    *,
    as_json: AsJson = False,
) -> None:
    """得分、校准分、专家倾向，以及换一种方法会有什么不同。 Results, and what would change."""
    organiser: Organiser = context.obj()
    round_ = organiser.award_round(contest_id, award_round)
    rules, results = organiser.contest(contest_id).rules, _results(organiser, round_)
    names = proposals.names_in(organiser.store, organiser.contest(contest_id), results)
    reviews = totals_of(results)
    calibration = calibrate(reviews)
    ranked = (one.entry for one in results.lines)
    numbers = numbers_of(organiser.store, contest_id, ranked)
    listings = _listings(rules, results, Works(names, numbers), reviews, calibration)
    if as_json:
        print_json({name: award_listing.to_json(rows) for name, rows in listings.items()})
        return
    for listing in listings.values():
        if listing.rows:
            show(listing)
    if not calibration.comparable:
        say(
            "专家之间没有足够的共同评审，分数未作校准。",
            "The judges share too few works to be compared: nothing is calibrated.",
        )


@app.command()
def export(
    context: typer.Context,
    contest_id: ContestId,
    award_round: AwardRoundId,
    file: Annotated[Path, typer.Argument(help="新文件（.xlsx）。 A new file (.xlsx).")],
) -> None:
    """导出评分表，其中带有规则，可离线复算。 Export the score matrix, with the rules in it."""
    organiser: Organiser = context.obj()
    round_ = organiser.award_round(contest_id, award_round)
    with new_file(file) as part:
        part.write_bytes(to_workbook(_results(organiser, round_)))
    say(f"已导出：{file}。", f"Written. sha256 {round_.results_hash}")


@app.command()
def snapshots(
    context: typer.Context,
    contest_id: ContestId,
    award_round: AwardRoundId,
    *,
    as_json: AsJson = False,
) -> None:
    """名单的历次存档及原因。 All snapshots of the list of winners, with their reasons."""
    organiser: Organiser = context.obj()
    organiser.award_round(contest_id, award_round)
    kept = award_snapshots.kept(organiser.store, contest_id, award_round)
    show(list_history.listing(kept, organiser.contest(contest_id).rules), as_json=as_json)


@app.command("recompute")
def recompute_(
    file: Annotated[Path, typer.Argument(help="导出的评分表。 A file that `export` wrote.")],
) -> None:
    """由导出的评分表复算结果，无需部署。 Compute the results again from an exported file.

    结果与文件不同时，退出码为 1。 Exit code 1 if they differ from those in the file."""
    found = score_matrix.recomputed(file.read_bytes())
    line(f"sha256 {found.sha256}")
    if found.same_snapshot and not found.differences:
        say(
            f"复算 {len(found.results.lines)} 件作品，结果完全一致。",
            "Computed again: every digit is the same.",
        )
        return
    for entry in found.differences:
        say(f"结果不同：{entry}。", "This result differs.")
    if not found.same_snapshot:
        say("评分或规则与存档不同。", "The scores or the rules are not those of the snapshot.")
    raise typer.Exit(1)


def _results(organiser: Organiser, round_: AwardRound) -> Results:
    if not round_.results_hash:
        raise InputError(
            f"{round_.id} 尚未统分，请稍后再试。 {round_.id} is not tallied yet. Try again soon."
        )
    return award_rounds.results_of(organiser.snapshots, round_)


def _listings(
    rules: Rules,
    results: Results,
    works: Works,
    reviews: Sequence[Total],
    calibration: Calibration,
) -> dict[str, Listing]:
    judges = [_judge(one) for one in tendencies(reviews, calibration)]
    apart: list[dict[str, Value | Coded]] = [
        {
            "number": works.numbers.get(one.entry),
            "entry": one.entry,
            "title": works.names.title(one.entry),
            "lowest": shown(one.lowest),
            "highest": shown(one.highest),
        }
        for one in disagreements(results, MOST_DISAGREEMENTS)
    ]
    changes = [
        row
        for one in compared(rules.awards, results, works.names, calibration)
        for row in _changes(one, works.names)
    ]
    return {
        "scores": Listing("得分 Scores", SCORES, _scores(results, works, calibration), rules),
        "judges": Listing("专家 Judges", JUDGES, judges, rules),
        "disagreements": Listing("分歧最大 Most disputed", DISAGREEMENTS, apart, rules),
        "changes": Listing("换一种方法 What would change", CHANGES, changes, rules),
    }


def _scores(
    results: Results, works: Works, calibration: Calibration
) -> list[dict[str, Value | Coded]]:
    by_entry = {one.entry: one for one in calibration.scores}
    return [
        {
            "rank": one.rank,
            "number": works.numbers.get(one.entry),
            "entry": one.entry,
            "title": works.names.title(one.entry),
            "score": shown(one.overall),
            "calibrated": shown(by_entry[one.entry].score) if calibration.comparable else "",
            "uncertainty": shown(by_entry[one.entry].uncertainty),
            "reviews": one.reviews,
        }
        for one in results.lines
    ]


def _judge(one: JudgeTendency) -> dict[str, Value | Coded]:
    def number(value: float | None) -> str:
        return "" if value is None else shown(value)

    return {
        "judge": one.judge,
        "reviews": one.reviews,
        "shared": one.shared,
        "offset": number(one.offset),
        "spread": number(one.spread),
        "agreement": number(one.agreement),
        "tendencies": "，".join(f"{TENDENCIES[name]} {name}" for name in one.tendencies),
    }


def _changes(one: Comparison, names: Names) -> list[dict[str, Value | Coded]]:
    def named(who: tuple[str, ...]) -> str:
        return "、".join(
            f"《{names.titles[each]}》" if each in names.titles else names.unit(each)
            for each in who
        )

    return [
        {
            "method": Coded(one.method, METHODS[one.method]),
            "place": change.place,
            "gains": named(change.gains),
            "loses": named(change.loses),
        }
        for change in one.changes
    ]
