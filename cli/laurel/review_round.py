"""`laurel review`: plan, deal, extend and close a review round, and decide on works with too few
reviews."""

from datetime import datetime
from typing import Annotated

import typer

from contest.entry.entry import STATUS_NAMES, Entry
from contest.viewing.viewing_copy import CopyState
from contest_aws.services.award import next_round
from contest_aws.services.context import Context
from contest_aws.services.review import (
    dealing,
    decisions,
    extension,
    planning,
    reminders,
    removal,
    rounds,
)
from contest_aws.services.review.coverage import coverage
from contest_aws.store import keys
from laurel.contest import AsJson, aware
from laurel.entry_numbers import numbers_of
from laurel.inputs import a_moment, no_such
from laurel.organiser import Organiser
from laurel.output import Coded, Listing, Value, line, moment, print_json, say, show
from laurel.review import app

ContestId = Annotated[str, typer.Argument(help="活动编号。 The contest's id.")]
RoundId = Annotated[str, typer.Argument(help="评审轮次，见规则。 The review round, of the rules.")]
JudgeId = Annotated[str, typer.Argument(help="专家编号。 The judge's id.")]
EntryId = Annotated[str, typer.Argument(help="作品编号，如 GY-0412。 The entry's number or id.")]
Reason = Annotated[str, typer.Option(help="理由，记入审计。 The reason; it is audited.")]
Hash = Annotated[str, typer.Option("--hash", help="预览时显示的哈希。 The hash of the preview.")]


def _context(context: typer.Context, contest_id: str, round_id: str) -> Context:
    organiser: Organiser = context.obj()
    ctx = organiser.context(contest_id)
    known = [round_.id for round_ in ctx.contest.rules.rounds]
    if round_id not in known:
        raise no_such("评审轮次", "review round", round_id, known)
    return ctx


@app.command("coverage")
def coverage_(
    context: typer.Context, contest_id: ContestId, round_id: RoundId, *, as_json: AsJson = False
) -> None:
    """评审进度，评审数不足的作品在前。 How far a round is, works with few reviews first."""
    ctx = _context(context, contest_id, round_id)
    found = coverage(ctx, round_id)
    if as_json:
        print_json(found.model_dump(mode="json"))
        return
    rows = list[dict[str, Value | Coded]]()
    numbers = numbers_of(ctx.store, contest_id, (entry.entry for entry in found.entries))
    for entry in found.entries:
        status = Coded(entry.status, STATUS_NAMES[entry.status].organiser)
        decide = "待决定 undecided" if entry.undecided else ""
        if entry.viewing_copy is CopyState.FAILED:
            decide = f"{decide} 观看副本生成失败 no viewing copy".strip()
        if entry.rendition is CopyState.FAILED:
            decide = f"{decide} 转码失败 no rendition".strip()
        given: dict[str, Value | Coded] = {
            "entry": numbers.get(entry.entry, entry.entry),
            "title": entry.title,
            "judges": entry.judges,
        }
        rows.append(
            given | {"reviews": f"{entry.submitted}/{entry.asked}", "status": status, "is": decide}
        )
    columns = {
        "entry": "编号 entry",
        "title": "作品 work",
        "judges": "专家 judges",
        "reviews": "评审 reviews",
        "status": "状态 status",
        "is": "决定 decision",
    }
    show(Listing(f"{round_id}: {found.state or '—'}", columns, rows, ctx.contest.rules))
    for judge in found.judges:
        say(f"{judge.name or judge.judge}：{judge.submitted}/{judge.works}", judge.state or "")


@app.command()
def preview(
    context: typer.Context, contest_id: ContestId, round_id: RoundId, *, as_json: AsJson = False
) -> None:
    """预览分配方案。 Preview the plan: loads, works without judges, and its hash."""
    ctx = _context(context, contest_id, round_id)
    plan, new = planning.preview_round(ctx, round_id)
    if as_json:
        print_json(plan.model_dump(mode="json") | {"hash": new.sha256, "connected": plan.connected})
        return
    rows: list[dict[str, Value | Coded]] = [
        {"judge": judge, "works": works} for judge, works in plan.loads.items()
    ]
    columns = {"judge": "专家 judge", "works": "作品 works"}
    show(Listing(round_id, columns, rows, ctx.contest.rules))
    for entry, why in plan.unplaced.items():
        say(f"{entry}：{why.sentence('zh')}", why.sentence("en"))
    line(f"hash {new.sha256}")


@app.command()
def deal(context: typer.Context, contest_id: ContestId, round_id: RoundId, sha256: Hash) -> None:
    """按预览的方案分配。 Deal by the plan that was previewed."""
    ctx = _context(context, contest_id, round_id)
    dealing.deal_previewed(ctx, round_id, sha256=sha256)
    dealing.finish(ctx, round_id)
    say("已分配。", "Dealt.")


@app.command()
def entries(
    context: typer.Context,
    contest_id: ContestId,
    round_id: RoundId,
    confirm: Annotated[
        str | None, typer.Option(help="确认此哈希的名单。 Confirm the list of this hash.")
    ] = None,
) -> None:
    """预览或确认进入本轮的作品名单。 Preview, or confirm, which works enter a later round."""
    ctx = _context(context, contest_id, round_id)
    if confirm:
        next_round.confirm(ctx, round_id, sha256=confirm)
        say("名单已确认。", "The list is confirmed.")
        return
    found = next_round.preview(ctx, round_id)
    entered = [keys.entry(contest_id, entry) for entry in found.entries]
    rows: list[dict[str, Value | Coded]] = [
        {"number": one.number, "title": one.form.title, "entry": one.id}
        for one in map(ctx.store.find_each(entered, Entry).__getitem__, entered)
    ]
    columns = {"number": "编号 number", "title": "作品 work", "entry": "entry"}
    show(Listing(round_id, columns, rows, ctx.contest.rules))
    line(f"hash {found.sha256}")
    if found.confirmed:
        say("名单已确认。", "The list is confirmed.")


@app.command()
def extend(
    context: typer.Context,
    contest_id: ContestId,
    round_id: RoundId,
    until: Annotated[
        datetime,
        typer.Option(
            parser=a_moment,
            metavar="TIME",
            help="新的截止时间，如 2024-10-08T00:00。 The new closing date.",
        ),
    ],
    reason: Reason,
) -> None:
    """延长评审，已结束的也可以。 Extend a round, also one that has closed."""
    ctx = _context(context, contest_id, round_id)
    moved = aware(until, ctx.contest.rules.time_zone)
    contest = extension.extend(ctx, round_id, until=moved, reason=reason)
    organiser: Organiser = context.obj()
    organiser.set_schedules(contest_id)
    organiser.keep_calendar(contest_id)
    shown = moment(contest.round(round_id).closes, contest.rules)
    say(f"评审延长至 {shown}。", f"The round closes at {shown}.")


@app.command()
def close(context: typer.Context, contest_id: ContestId, round_id: RoundId) -> None:
    """提前结束评审。 Close a round now."""
    ctx = _context(context, contest_id, round_id)
    if not rounds.close_round(ctx, round_id):
        say("这一轮尚未开启。", "The round was never opened.")
        return
    left = sum(row.undecided for row in coverage(ctx, round_id).entries)
    say(f"评审已结束，{left} 件作品待决定。", f"Closed. {left} works wait for a decision.")


@app.command()
def replace(
    context: typer.Context,
    contest_id: ContestId,
    round_id: RoundId,
    judge_id: JudgeId,
    reason: Reason,
) -> None:
    """把专家未提交的作品改派他人。 Give what a judge has not submitted to others."""
    ctx = _context(context, contest_id, round_id)
    works = removal.replace(ctx, round_id, judge=judge_id, reason=reason)
    say(f"{works} 件作品已改派。", f"{works} works were taken from the judge.")


@app.command()
def remind(
    context: typer.Context, contest_id: ContestId, round_id: RoundId, judge_id: JudgeId
) -> None:
    """提醒一位专家。 Remind a judge of the works that they have not submitted."""
    reminders.remind(_context(context, contest_id, round_id), round_id, judge=judge_id)
    say("已提醒。", "Reminded.")


@app.command()
def leave_out(
    context: typer.Context,
    contest_id: ContestId,
    round_id: RoundId,
    entry_id: EntryId,
    reason: Annotated[str, typer.Option(help="理由，原样告知参选者。 The entrant gets it.")],
) -> None:
    """评审数不足的作品不参加排名。 Leave a work with too few reviews out of the ranking."""
    ctx = _context(context, contest_id, round_id)
    organiser: Organiser = context.obj()
    entry = organiser.entry(contest_id, entry_id).id
    decisions.leave_out(ctx, round_id, entry, reason=reason)
    say(f"{entry_id}：不参加排名。", "Left out of the ranking.")


@app.command()
def accept(
    context: typer.Context,
    contest_id: ContestId,
    round_id: RoundId,
    entry_id: EntryId,
    reason: Reason,
) -> None:
    """评审数不足的作品按现有评审计分。 Rank a work by the reviews that it has."""
    ctx = _context(context, contest_id, round_id)
    organiser: Organiser = context.obj()
    entry = organiser.entry(contest_id, entry_id).id
    decisions.accept(ctx, round_id, entry, reason=reason)
    say(f"{entry_id}：按现有评审计分。", "Ranked by the reviews that it has.")
