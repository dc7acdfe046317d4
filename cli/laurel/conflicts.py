"""`laurel review conflicts`, `settle-conflict`, `report`: what keeps judges from their works."""

from typing import Annotated

import typer

from contest.people.account import normalised
from contest.review.conflict_decision import ConflictState
from contest.rules.rules import Rules
from contest_aws.services.review import conflicts
from contest_aws.services.review.conflict_facts import Candidate
from contest_aws.services.review.conflicts import ConflictReport, Verdict
from laurel.contest import AsJson
from laurel.entry_numbers import numbers_of
from laurel.organiser import Organiser
from laurel.output import Listing, Value, print_json, say, show
from laurel.review import app

ContestId = Annotated[str, typer.Argument(help="活动编号。 The contest's id.")]
JudgeId = Annotated[str, typer.Argument(help="专家编号。 The judge's id.")]
EntryId = Annotated[str, typer.Argument(help="作品编号，如 GY-0412。 The entry's number or id.")]
Reason = Annotated[str, typer.Option(help="理由，记入审计。 The reason; it is audited.")]
COLUMNS = {
    "entry": "作品 entry",
    "title": "名称 title",
    "kind": "类别 kind",
    "certain": "性质 nature",
    "why": "原因 why",
    "unit": "涉及单位 unit",
}
CERTAIN, SUSPECTED = "确定 certain", "疑似 suspected"


@app.command("conflicts")
def list_(
    context: typer.Context, contest_id: ContestId, judge_id: JudgeId, *, as_json: AsJson = False
) -> None:
    """一位专家须回避或待认定的作品。 The works that a judge may not review, and why."""
    organiser: Organiser = context.obj()
    ctx = organiser.context(contest_id)
    organiser.judge(contest_id, judge_id)
    found = conflicts.conflicts_with(ctx, judge_id)
    numbers = numbers_of(ctx.store, contest_id, (work.entry for work in found))
    rows: list[dict[str, Value]] = [
        {
            "entry": numbers.get(work.entry, work.entry),
            "title": work.title,
            "kind": one.code,
            "certain": CERTAIN if one.certain else SUSPECTED,
            "why": one.reason,
            "unit": one.evidence,
            "decision": work.decision.state.value if work.decision else None,
        }
        for work in found
        for one in work.conflicts
    ]
    columns = COLUMNS | {"decision": "认定 decision"}
    show(Listing(ctx.contest.rules.name.zh, columns, rows, ctx.contest.rules), as_json=as_json)


@app.command()
def settle_conflict(
    context: typer.Context,
    contest_id: ContestId,
    judge_id: JudgeId,
    entry_id: EntryId,
    reason: Reason,
    *,
    dismiss: Annotated[
        bool, typer.Option("--dismiss", help="排除疑似，而不是认定。 Dismiss it instead.")
    ] = False,
) -> None:
    """认定或排除疑似利益冲突。 Confirm or dismiss what is suspected of a judge and a work."""
    organiser: Organiser = context.obj()
    organiser.judge(contest_id, judge_id)
    entry = organiser.entry(contest_id, entry_id).id
    verdict: Verdict = ConflictState.DISMISSED if dismiss else ConflictState.CONFIRMED
    conflicts.settle_conflict(
        organiser.context(contest_id), judge_id, entry, verdict, reason=reason
    )
    if dismiss:
        say("已排除。", "Dismissed.")
    else:
        say("已认定须回避。", "Confirmed: the judge does not review the work.")


@app.command()
def report(
    context: typer.Context,
    contest_id: ContestId,
    address: Annotated[str, typer.Argument(help="邮箱。 The e-mail address.")],
    name: Annotated[str, typer.Option(help="姓名。 Name.")],
    unit: Annotated[str, typer.Option(help="单位。 Unit.")] = "",
    phone: Annotated[str, typer.Option(help="电话。 Phone.")] = "",
    *,
    works: Annotated[
        bool, typer.Option("--works", help="逐件列出。 List the works one by one.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """邀请前查看候选专家须回避哪些作品。 Which works a candidate could not review, and why."""
    organiser: Organiser = context.obj()
    ctx = organiser.context(contest_id)
    candidate = Candidate(normalised(address), name, unit, phone)
    found = conflicts.report(ctx, candidate)
    if as_json:
        print_json(found.model_dump(mode="json"))
        return
    say(
        f"共 {found.works} 件作品，可评 {found.reviewable} 件。",
        f"Of {found.works} works {found.reviewable} can be reviewed.",
    )
    rows: list[dict[str, Value]] = [dict(kind) for kind in found.kinds]
    columns = {"code": "类别 kind", "certain": CERTAIN, "suspected": SUSPECTED}
    show(Listing(ctx.contest.rules.name.zh, columns, rows, ctx.contest.rules))
    if works:
        _show_works(found, ctx.contest.rules)


def _show_works(found: ConflictReport, rules: Rules) -> None:
    rows: list[dict[str, Value]] = [
        {
            "entry": work.number or work.entry,
            "title": work.title,
            "kind": one.code,
            "certain": CERTAIN if one.certain else SUSPECTED,
            "why": one.reason,
            "unit": one.evidence,
        }
        for work in found.listed
        for one in work.conflicts
    ]
    show(Listing(rules.name.zh, COLUMNS, rows, rules))
