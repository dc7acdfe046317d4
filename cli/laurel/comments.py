"""`laurel review comments`: what judges wrote about a work."""

from typing import Annotated

import typer

from contest_aws.services.award import comments
from contest_aws.services.review.reviews import ever_of
from laurel.contest import AsJson
from laurel.organiser import Organiser
from laurel.output import Listing, Value, show
from laurel.review import app

COLUMNS = {"round": "轮次 round", "judge": "专家 judge", "comment": "评语 comment"}


@app.command("comments")
def list_(
    context: typer.Context,
    contest_id: Annotated[str, typer.Argument(help="活动编号。 The contest's id.")],
    entry_id: Annotated[str, typer.Argument(help="作品编号。 The entry's number or id.")],
    *,
    shown: Annotated[
        bool,
        typer.Option("--shown", help="只列参选者现在能看到的。 Those that its entrant reads now."),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """一件作品的专家评语（已提交的）。 Judges' comments on a work, as submitted."""
    organiser: Organiser = context.obj()
    contest, entry = organiser.contest(contest_id), organiser.entry(contest_id, entry_id)
    rows: list[dict[str, Value]]
    if shown:
        seen = comments.shown_to_entrant(organiser.store, contest, entry)
        rows = [{"round": one.round, "comment": one.text} for one in seen]
    else:
        given = ever_of(organiser.store, contest, entry.id)
        rows = [
            {"round": one.round, "judge": one.judge, "comment": one.said}
            for one in given
            if one.counts and one.said
        ]
    columns = {name: head for name, head in COLUMNS.items() if name != "judge" or not shown}
    show(Listing(entry.form.title, columns, rows, contest.rules), as_json=as_json)
