"""`laurel`: each group of commands is a module with its own Typer app."""

import io
import sys
from importlib.metadata import version
from typing import Annotated

import boto3
import typer
from botocore.exceptions import BotoCoreError, ClientError

import laurel.invitation_sheet  # noqa: F401 - adds its commands to the group of `people`
from contest.refusals import Refused
from laurel import audit, award, contest, entry, mail, people, person, rules
from laurel.inputs import InputError
from laurel.organiser import Deployment, Organiser
from laurel.rules_file import RulesFileError

app = typer.Typer(
    name="laurel",
    help="视频征选活动，从投稿到颁奖。 Video contests, from upload to award.",
    no_args_is_help=True,
    add_completion=False,
)
app.add_typer(rules.app, name="rules")
app.add_typer(contest.app, name="contest")
app.add_typer(entry.app, name="entry")
app.add_typer(people.app, name="invite")
app.add_typer(people.account_app, name="account")
app.add_typer(person.app, name="person")
app.add_typer(award.app, name="award")
app.add_typer(mail.app, name="mail")
app.add_typer(audit.app, name="audit")


def show_version(wanted: bool) -> None:  # noqa: FBT001 - as Typer calls it
    if wanted:
        typer.echo(f"laurel {version('laurel')}")
        raise typer.Exit


@app.callback()
def begin(
    context: typer.Context,
    *,
    _version: Annotated[
        bool,
        typer.Option(
            "--version", callback=show_version, is_eager=True, help="显示版本。 Show the version."
        ),
    ] = False,
    stack: Annotated[
        str, typer.Option(envvar="LAUREL_STACK", help="堆栈名称。 The deployed stack's name.")
    ] = "Laurel",
) -> None:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A terminal that cannot show Chinese gets question marks, never a stack trace.
            stream.reconfigure(errors="replace")

    def organiser() -> Organiser:
        session = boto3.Session()
        return Organiser(Deployment.of_stack(stack, session), session)

    context.obj = organiser


def main() -> None:
    """Runs the command line. Errors are shown as a sentence; only our own bugs show a stack
    trace."""
    try:
        app()
    except Refused as refused:
        for refusal in refused.refusals:
            sys.stderr.write(f"{refusal.sentence('zh')}\n{refusal.sentence('en')}\n")
        sys.exit(1)
    except (BotoCoreError, ClientError, InputError, OSError, RulesFileError) as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(1)


if __name__ == "__main__":
    main()
