"""`laurel award`: begin an award round over a closed review round, show its proposal, confirm
it."""

from pathlib import Path
from typing import Annotated

import typer

from contest.award.award import AwardChange, AwardRound, AwardStatus
from contest.award.names import unit_id
from contest.model import Id
from contest_aws.services.award import award_rounds, proposals, revocation
from contest_aws.services.award.revocation import RevocationRequest
from contest_aws.services.unit_register import register_of
from laurel import award_listing, award_simulation
from laurel.contest import AsJson
from laurel.inputs import InputError, an_id, no_such, read_changes
from laurel.organiser import Organiser
from laurel.output import (
    Listing,
    line,
    moment,
    print_json,
    say,
    show,
)
from laurel.rules_file import load_rules

app = typer.Typer(help="评奖。 Awards: begin, show, confirm, revoke.", no_args_is_help=True)

ContestId = Annotated[str, typer.Argument(help="活动编号。 The contest's id.")]
AwardRoundId = Annotated[str, typer.Argument(help="评奖轮次。 The award round's id.")]
ReviewRoundId = Annotated[
    str, typer.Argument(help="已结束的评审轮次，见规则。 The closed review round, of the rules.")
]
Place = Annotated[str, typer.Option(help="奖项或等级。 The award, or its level.")]
RevocationReason = Annotated[
    str | None,
    typer.Option(
        help="理由，会告知获奖者；不写即同意另一位已提出的撤销。 Told to the winner; left out, "
        "you agree with the revocation that another person asked for."
    ),
]
RevokedWork = Annotated[
    str | None, typer.Option(help="作品编号，如 GY-0412。 The entry's number or id.")
]
RevokedUnit = Annotated[str | None, typer.Option(help="单位名称。 The unit's name.")]
RevokedTheme = Annotated[str | None, typer.Option(help="主题奖的主题。 Of a theme award.")]
Dropped = Annotated[
    bool,
    typer.Option(
        "--drop",
        help="放弃待另一位确认的撤销，理由只记入审计。 Drop the revocation that waits for another "
        "person; the reason is for the audit record.",
    ),
]
SUMMARY = {"id", "round", "status", "version", "results_hash", "public_from", "objections_end"}
WAITS = "On record. Another person has to confirm it."
SIMULATED = {
    "award": "奖项 award",
    "entry": "作品 work",
    "unit": "单位 unit",
    "score": "得分 score",
    "tied": "并列 tied",
    "why": "理由 why",
}


@app.command()
def begin(
    context: typer.Context,
    contest_id: ContestId,
    award_round: AwardRoundId,
    review_round: ReviewRoundId,
) -> None:
    """开始评奖；颁奖后再开，递补空缺。 Tally and propose; after a grant, for what is free."""
    new = an_id(award_round)
    organiser: Organiser = context.obj()
    known = [round_.id for round_ in organiser.contest(contest_id).rules.rounds]
    if review_round not in known:
        raise no_such("评审轮次", "review round", review_round, known)
    actor = organiser.host()
    organiser.begin_awards(contest_id, award_round=new, review_round=review_round, actor=actor)
    say(
        f"已开始。稍后用 laurel award show {contest_id} {new} 查看获奖建议。",
        f"Begun. See the proposal in a moment by laurel award show {contest_id} {new}.",
    )


@app.command("show")
def show_(
    context: typer.Context,
    contest_id: ContestId,
    award_round: AwardRoundId,
    *,
    changes: Annotated[
        Path | None,
        typer.Option(
            help="调整（JSON），只试不改；不写即按第一位确认人的调整。 Changes to try; left out, "
            "those of the first who confirmed."
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """获奖建议或调整后的名单及理由。 Show the list, with a reason for each line."""
    tried = _changes(context, contest_id, changes) if changes else None
    organiser: Organiser = context.obj()
    round_ = organiser.award_round(contest_id, award_round)
    seen = award_listing.shown(organiser, round_, tried)
    lists = award_listing.lists(organiser, round_, seen)
    if as_json:
        whole = round_.model_dump(mode="json", include=SUMMARY) | {
            "list_sha256": seen.list_sha256,
            "refusals": [one.model_dump(mode="json") for one in seen.refusals],
        }
        print_json(whole | {name: award_listing.to_json(rows) for name, rows in lists.items()})
        return
    show(lists["winners"])
    for name in ("unranked", "waiting"):
        if lists[name].rows:
            show(lists[name])
    award_listing.say_free(lists["free"])
    _say_hashes(round_, seen)
    if round_.objections_end:
        _say_objections(moment(round_.objections_end, organiser.contest(contest_id).rules))


def _changes(context: typer.Context, contest_id: str, file: Path) -> tuple[AwardChange, ...]:
    """They name works by number or id. The deployment is asked once the file can be read."""
    return read_changes(file, lambda typed: _entry_id(context, contest_id, typed))


def _entry_id(context: typer.Context, contest_id: str, typed: str) -> Id:
    organiser: Organiser = context.obj()
    return organiser.entry(contest_id, typed).id


@app.command()
def confirm(
    context: typer.Context,
    contest_id: ContestId,
    award_round: AwardRoundId,
    expected_version: Annotated[
        int, typer.Option(help="所见版本。 The version that `award show` printed.")
    ],
    list_sha256: Annotated[
        str,
        typer.Option("--list", help="所见名单。 The list, as `award show` printed."),
    ],
    changes: Annotated[
        Path | None,
        typer.Option(
            help="调整（JSON）；不写即按第一位确认人的调整。 Changes, each with its reason; left "
            "out, those of the first who confirmed."
        ),
    ] = None,
) -> None:
    """确认获奖名单并开始公示。 Confirm the proposal. The objection period begins."""
    given = _changes(context, contest_id, changes) if changes else None
    organiser: Organiser = context.obj()
    seen = organiser.award_round(contest_id, award_round)
    round_ = proposals.confirm(
        organiser.context(contest_id),
        organiser.snapshots,
        seen,
        changes=given,
        expected_version=expected_version,
        list_sha256=list_sha256,
    )
    organiser.set_schedules(contest_id)
    if round_.status is AwardStatus.PROPOSED:
        say("已登记，须由另一位确认。", WAITS)
    if round_.objections_end:
        _say_objections(moment(round_.objections_end, organiser.contest(contest_id).rules))


@app.command()
def discard(
    context: typer.Context,
    contest_id: ContestId,
    award_round: AwardRoundId,
    reason: Annotated[str, typer.Option(help="理由，记入审计。 The reason, for the audit record.")],
) -> None:
    """放弃此轮评奖，可另开一轮。 Discard an award round. Another can begin over the same scores."""
    organiser: Organiser = context.obj()
    round_ = organiser.award_round(contest_id, award_round)
    award_rounds.discard(organiser.context(contest_id), round_, reason=reason)
    say(f"{award_round}：已放弃。", "Discarded.")


@app.command()
def revoke(
    context: typer.Context,
    contest_id: ContestId,
    award_round: AwardRoundId,
    place: Place,
    *,
    reason: RevocationReason = None,
    entry: RevokedWork = None,
    unit: RevokedUnit = None,
    theme: RevokedTheme = None,
    drop: Dropped = False,
) -> None:
    """撤销已颁发的奖项，其他作品不递补。 Revoke a granted award. No other work moves up."""
    organiser: Organiser = context.obj()
    seen = organiser.award_round(contest_id, award_round)
    asked = RevocationRequest(
        place=an_id(place),
        theme=theme and an_id(theme),
        entry=entry and organiser.entry(contest_id, entry).id,
        unit=unit and unit_id(register_of(organiser.store, contest_id).shown(unit)),
        reason="" if reason is None else reason,
    )
    if drop:
        revocation.drop(organiser.context(contest_id), seen, asked)
        say(f"{place}：不再撤销。", "Dropped. The award stands.")
        return
    if reason is None:
        asked = _agreed(seen, asked)
    round_ = revocation.revoke(organiser.context(contest_id), seen, asked)
    if revocation.waiting_for(round_, asked):
        say("已登记，须由另一位确认。", WAITS)
    else:
        say(f"{place}：已撤销。", "Revoked.")


def _agreed(round_: AwardRound, asked: RevocationRequest) -> RevocationRequest:
    """The request with the reason of whoever asked first."""
    waiting = revocation.waiting_for(round_, asked)
    if waiting is None:
        raise InputError(
            "没有待确认的撤销，请用 --reason 写明理由。 "
            "No revocation of this award waits for a second person: state a --reason."
        )
    return asked.model_copy(update={"reason": waiting.reason})


@app.command()
def simulate(
    rules_file: Annotated[Path, typer.Argument(metavar="RULES", help="规则文件。 The rules file.")],
    scores: Annotated[
        Path,
        typer.Option(
            help="评分表（CSV）：round, entry, judge 和各项标准。 The scores: round, entry, judge "
            "and a column a criterion."
        ),
    ],
    *,
    entries: Annotated[
        Path | None,
        typer.Option(
            help="作品表（CSV）：id, title, theme, entrant, unit_type, recommending_unit, status。 "
            "The entries."
        ),
    ] = None,
    changes: Annotated[
        Path | None, typer.Option(help="调整（JSON）。 The list that `award confirm` takes.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """用一份评分表试算获奖名单，无需部署。 Try an award plan on a matrix of scores."""
    rules = load_rules(rules_file)
    found = award_simulation.simulate(rules, scores, entries=entries, changes=changes)
    if as_json:
        print_json(award_simulation.to_json(found))
    else:
        for line_ in award_simulation.lines(found):
            line(line_)
        show(
            Listing("获奖建议 The proposal", SIMULATED, award_simulation.winner_rows(found), rules)
        )
    if found.refusals:
        raise typer.Exit(1)


def _say_objections(until: str) -> None:
    say(f"公示至 {until}。", f"Open to objections until {until}.")


def _say_hashes(round_: AwardRound, listed: award_listing.ShownList) -> None:
    for refusal in listed.refusals:
        say(refusal.sentence("zh"), refusal.sentence("en"))
    hashes = {"version": round_.version, "list": listed.list_sha256, "sha256": round_.results_hash}
    line("  ".join(f"{name} {value}" for name, value in hashes.items() if value))
