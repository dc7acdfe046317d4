"""`laurel contest`: load a rules file, show a contest, set a rehearsal's clock, run the calendar,
recover interrupted executions."""

import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer

from contest.entry.entry import STATUS_NAMES, EntryStatus
from contest.erasure import Kept
from contest.model import Id, Text
from contest.rules.contest import Contest
from contest.upload import UNFINISHED
from contest_aws import clock
from contest_aws.services import contests, entries
from contest_aws.services.context import Context
from contest_aws.services.upkeep import ending, retention
from laurel.inputs import MOST_NAMES, InputError, a_moment
from laurel.organiser import Organiser
from laurel.output import Coded, Listing, Value, moment, say, show, warn
from laurel.rules_file import load_rules

app = typer.Typer(help="征选活动。 Contests: load, show, rehearse.", no_args_is_help=True)

ContestId = Annotated[str, typer.Argument(help="活动编号。 The contest's id.")]
AsJson = Annotated[bool, typer.Option("--json", help="输出 JSON。 Print JSON.")]
KEPT = {
    Kept.PERSONAL_DATA: Text(zh="个人信息", en="personal data"),
    Kept.MEDIA: Text(zh="未获奖作品的视频", en="videos that won nothing"),
}
DONE = {
    "opened": Text(zh="评审中的轮次", en="review rounds that are open"),
    "unconfirmed": Text(
        zh="等待确认入围名单、尚未开启的轮次（laurel review entries）",
        en="review rounds that open once you have confirmed which works enter (laurel review "
        "entries)",
    ),
    "closed": Text(zh="已结束的轮次", en="review rounds that are closed"),
    "never_opened": Text(
        zh="从未开启、已过期的轮次，请注意", en="review rounds that never opened, look into them"
    ),
    "undecided": Text(
        zh="评审数不足、待决定的作品（laurel review coverage）",
        en="entries with too few reviews, on which you have to decide (laurel review coverage)",
    ),
    "without_judges": Text(
        zh="缺少可评专家的作品，请再邀请专家",
        en="entries that lack judges without a conflict, invite more",
    ),
}
"""What the calendar answers, in words."""


@app.command()
def load(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="规则文件。 The rules file.")],
    *,
    rehearsal: Annotated[
        bool, typer.Option(help="演练：时钟可调。 A rehearsal, whose clock can be set.")
    ] = False,
    at: Annotated[
        datetime | None,
        typer.Option(
            parser=a_moment,
            metavar="TIME",
            help="演练的当前时间，如 2024-08-15T09:00。 The time on a rehearsal's clock.",
        ),
    ] = None,
    new: Annotated[
        bool, typer.Option("--new", help="确认新建正式活动，不再询问。 A new, true contest.")
    ] = False,
) -> None:
    """载入规则文件，并按其日期设置日程。 Load a rules file and set its schedules."""
    rules, now = load_rules(file), clock.now()
    organiser: Organiser = context.obj()
    actor, is_rehearsal = organiser.host(), rehearsal or at is not None
    if not (is_rehearsal or new):
        _ask_if_new(organiser, rules.id)
    clock_offset = aware(at, rules.time_zone) - now if at else timedelta(0)
    contest = contests.load(
        organiser.store,
        rules,
        actor=actor,
        now=now,
        rehearsal=is_rehearsal,
        clock_offset=clock_offset,
    )
    if at and contest.clock_offset != clock_offset:
        context_ = Context(organiser.store, contest, actor, now)
        contest = contests.turn_clock(context_, now + clock_offset)
    organiser.set_schedules(contest.id)
    organiser.keep_calendar(contest.id)
    _say_loaded(organiser, contest, now)


def _say_loaded(organiser: Organiser, contest: Contest, now: datetime) -> None:
    rules = contest.rules
    say(rules.name.zh, f"{rules.name.en} ({contest.id})")
    last = rules.dates.upload_ends + rules.screening.resubmit_within
    warn_of_closed_uploads(organiser, contest, last)
    if contest.rehearsal:
        shown = moment(contest.time_at(now), rules)
        say(f"演练，时钟为 {shown}。", f"A rehearsal. Its clock shows {shown}.")


def _ask_if_new(organiser: Organiser, contest_id: Id) -> None:
    """A true contest is public at once, and stays: beside others it is made on purpose only."""
    known = sorted(contest.id for contest in entries.contests(organiser.store))
    if not known or contest_id in known:
        return
    names = "、".join(known[:MOST_NAMES])
    zh = f"“{contest_id}”将是新的正式活动，会公开，不能删除。已有：{names}。"
    en = f'"{contest_id}" would be a new, true contest: public, and for good. There are: {names}.'
    if not sys.stdin.isatty():
        raise InputError(f"{zh}确认请加 --new。 {en} Add --new if you mean it.")
    typer.confirm(f"{zh} {en}\n确定载入？ Load it?", abort=True)


def warn_of_closed_uploads(organiser: Organiser, contest: Contest, last: datetime) -> None:
    """If the bucket refuses uploads before those that begin by `last`, in the contest's time, can
    be finished. What is past needs no word."""
    closes, end = organiser.deployment.uploads_close, contest.clock_at(last) + UNFINISHED
    if closes and max(datetime.fromisoformat(closes), clock.now()) < end:
        needed = moment(end, contest.rules)
        warn(
            Text(
                zh=f"存储桶自 {closes} 起拒绝一切上传，而此活动的上传须能进行到 {needed}。"
                "请以更晚的 uploads_close 重新部署（docs/deploy.md）。",
                en=f"From {closes} on the bucket refuses all uploads, and this contest needs them "
                f"until {needed}. Deploy with a later uploads_close (docs/deploy.md).",
            )
        )


@app.command("show")
def show_(context: typer.Context, contest_id: ContestId, *, as_json: AsJson = False) -> None:
    """作品按状态计数。 Count the entries by status."""
    organiser: Organiser = context.obj()
    contest = organiser.contest(contest_id)
    rules = contest.rules
    rows: list[dict[str, Value | Coded]] = [
        {
            "status": Coded(status, STATUS_NAMES[status].organiser),
            "entries": sum(1 for _ in organiser.store.entries_at(contest_id, status)),
        }
        for status in EntryStatus
    ]
    title = f"{rules.name.zh} · {moment(contest.time_at(clock.now()), rules)}"
    columns = {"status": "状态 status", "entries": "作品 entries"}
    show(Listing(title, columns, rows, rules), as_json=as_json)


@app.command()
def turn_clock(
    context: typer.Context,
    contest_id: ContestId,
    to: Annotated[
        datetime,
        typer.Argument(
            parser=a_moment,
            metavar="TIME",
            help="新的时间，如 2024-08-15T09:00。 The new time on its clock.",
        ),
    ],
) -> None:
    """调整演练时钟，并办理到期事项。 Set a rehearsal's clock and do what is due by then."""
    organiser: Organiser = context.obj()
    contest = organiser.contest(contest_id)
    contest_time = aware(to, contest.rules.time_zone)
    contests.turn_clock(organiser.context(contest_id), contest_time)
    shown = moment(contest_time, contest.rules)
    say(f"演练时钟：{shown}。", f"The rehearsal's clock shows {shown}.")
    _say_done(organiser.keep_calendar(contest_id))


@app.command()
def keep_calendar(context: typer.Context, contest_id: ContestId) -> None:
    """办理到期事项：开启和结束评审、公示。 Do now what the schedules would do."""
    organiser: Organiser = context.obj()
    organiser.contest(contest_id)
    _say_done(organiser.keep_calendar(contest_id))


@app.command()
def recover(context: typer.Context, contest_id: ContestId) -> None:
    """接续中断的流程。 Recover entries and award rounds that no execution works on."""
    organiser: Organiser = context.obj()
    names = organiser.recover(contest_id)
    for name in names:
        say("↻", name)
    say(f"已接续 {len(names)} 个流程。", f"{len(names)} executions were started.")


@app.command()
def end(
    context: typer.Context,
    contest_id: ContestId,
    reason: Annotated[str, typer.Option(help="理由，记入审计。 The reason, for the audit record.")],
    *,
    yes: Annotated[bool, typer.Option("--yes", help="不再询问。 Do not ask.")] = False,
) -> None:
    """终止活动：不再征集、评审、评奖，保存期限开始计算。 Call a contest off, for good."""
    organiser: Organiser = context.obj()
    ctx = organiser.context(contest_id)
    if not (yes or ctx.contest.ended):
        typer.confirm(f"{contest_id}：确定终止，不可恢复？ / call off for good?", abort=True)
    ending.end(ctx, reason=reason)
    organiser.set_schedules(contest_id)
    organiser.keep_calendar(contest_id)
    say(f"{contest_id}：已终止。", "Called off.")
    for what, moment_ in retention.until(organiser.store, organiser.contest(contest_id)).items():
        kept = moment(moment_, ctx.contest.rules)
        say(f"{KEPT[what].zh}：保存至 {kept}。", f"{KEPT[what].en.capitalize()}: until {kept}.")


@app.command("retention")
def show_retention(
    context: typer.Context,
    contest_id: ContestId,
    *,
    remove: Annotated[
        bool, typer.Option("--now", help="立即删除已到期的。 Delete now what is due.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """预览到期应删除的信息和视频。 Preview which data the rules delete, and when."""
    organiser: Organiser = context.obj()
    contest, now = organiser.contest(contest_id), clock.now()
    until, rules = retention.until(organiser.store, contest), contest.rules
    rows = list[dict[str, Value | Coded]]()
    for what in Kept:
        counts = retention.preview(organiser.store, organiser.objects, contest, what)
        shown = ", ".join(f"{name} {count}" for name, count in sorted(counts.items()))
        rows.append({"what": Coded(what, KEPT[what]), "until": until.get(what), "to_go": shown})
    title = f"{rules.name.zh} · {moment(contest.time_at(now), rules)}"
    columns = {"what": "内容 what", "until": "保存至 kept until", "to_go": "将删除 to go"}
    show(Listing(title, columns, rows, rules), as_json=as_json)
    if remove:
        _remove_due(organiser.context(contest_id), warn if as_json else _say_text)


def _remove_due(ctx: Context, tell: Callable[[Text], None]) -> None:
    begun = retention.begin_due(ctx)
    for one in begun:
        kind = KEPT[one.what]
        tell(
            Text(
                zh=f"{kind.zh}：已开始删除，将自动完成。",
                en=f"{kind.en.capitalize()}: being deleted; it will finish by itself.",
            )
        )
    if not begun:
        tell(Text(zh="没有需要删除的内容。", en="There is nothing to delete."))


def _say_text(text: Text) -> None:
    say(text.zh, text.en)


def aware(moment: datetime, zone: str) -> datetime:
    """A moment without a time zone is in the contest's own."""
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))


def _say_done(done: dict[str, Any]) -> None:
    for what, words in DONE.items():
        if names := done.get(what):
            listed = ", ".join(names)
            say(f"{words.zh}：{listed}。", f"{words.en}: {listed}.".capitalize())
    if not any(map(done.get, DONE)):
        say("没有到期事项。", "Nothing is due.")
