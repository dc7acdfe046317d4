"""`laurel`: each group of commands is a module with its own Typer app."""

import io
import sys
from functools import cache
from importlib.metadata import version
from typing import Annotated, NoReturn

import boto3
import typer
from botocore.exceptions import BotoCoreError, ClientError
from pydantic import ValidationError

import laurel.comments
import laurel.conflicts
import laurel.invitation_sheet
import laurel.invited_people
import laurel.review_round
import laurel.simulate  # noqa: F401 - these six add their commands to groups
from contest.refusals import Refused
from contest_aws.services.upkeep import award_invariants, review_invariants, viewing_invariants
from laurel import (
    audit,
    award,
    aws_words,
    ceremony,
    certificate,
    contest,
    entry,
    mail,
    media,
    objection,
    package,
    people,
    person,
    results,
    review,
    rules,
    unit,
)
from laurel.inputs import InputError
from laurel.organiser import Deployment, Organiser
from laurel.output import say, warn
from laurel.rules_file import RulesFileError

NO_SUCH_STACK = "ValidationError"
"""CloudFormation's code (DescribeStacks)."""

app = typer.Typer(
    name="laurel",
    help="视频征选活动，从投稿到颁奖。 Video contests, from upload to award.",
    no_args_is_help=True,
    add_completion=False,
)
app.add_typer(rules.app, name="rules")
app.add_typer(media.app, name="media")
app.add_typer(contest.app, name="contest")
app.add_typer(entry.app, name="entry")
app.add_typer(people.app, name="invite")
app.add_typer(people.account_app, name="account")
app.add_typer(person.app, name="person")
app.add_typer(review.app, name="review")
app.add_typer(unit.app, name="unit")
app.add_typer(award.app, name="award")
app.add_typer(certificate.app, name="certificate")
app.add_typer(results.app, name="results")
app.add_typer(objection.app, name="objection")
app.add_typer(package.app, name="package")
app.add_typer(ceremony.app, name="ceremony")
app.add_typer(mail.app, name="mail")
app.add_typer(audit.app, name="audit")


def show_version(wanted: bool) -> None:  # noqa: FBT001 - as Typer calls it
    if wanted:
        typer.echo(f"laurel {version('laurel')}")
        raise typer.Exit


KINDS = (review_invariants, award_invariants, viewing_invariants)


@app.command()
def check(
    context: typer.Context,
    contest_id: Annotated[str, typer.Argument(help="活动编号。 The contest's id.")],
) -> None:
    """核对评审、评奖和观看副本。 Check what has to hold of review, awards and viewing copies."""
    organiser: Organiser = context.obj()
    contest = organiser.contest(contest_id)
    found = [
        finding for invariants in KINDS for finding in invariants.check(organiser.store, contest)
    ]
    for finding in found:
        typer.echo(f"{finding.invariant}\t{finding.about}")
    rules = sum(len(invariants.INVARIANTS) for invariants in KINDS)
    say(f"{rules} 项规则，{len(found)} 处不符。", f"{rules} invariants, {len(found)} findings.")
    if found:
        raise typer.Exit(1)


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

    @cache
    def organiser() -> Organiser:
        session = boto3.Session()
        return Organiser(_deployment(stack, session), session)

    context.obj = organiser


def _deployment(stack: str, session: boto3.Session) -> Deployment:
    try:
        deployment, own = Deployment.of_stack(stack, session), version("laurel")
    except ClientError as error:
        if error.response["Error"]["Code"] != NO_SUCH_STACK:
            raise
    except ValidationError:
        pass  # a stack of something else
    else:
        if deployment.laurel_version != own:
            warn(aws_words.other_version(deployed=deployment.laurel_version, own=own))
        return deployment
    missing = aws_words.no_stack(stack)
    raise InputError(f"{missing.zh} {missing.en}")


def main() -> None:
    """Runs the command line. Errors are shown as a sentence; only our own bugs show a stack
    trace."""
    try:
        app()
    except Refused as refused:
        _end(*(refusal.sentence(each) for refusal in refused.refusals for each in ("zh", "en")))
    except RulesFileError as error:
        _end(*rules.lines(error))
    except InputError as error:
        _end(str(error))
    except (BotoCoreError, ClientError) as error:
        said = aws_words.of_aws(error)
        _end(said.zh, said.en)
    except OSError as error:
        said = aws_words.of_file(error)
        _end(f"{said.zh} {said.en}")


def _end(*lines: str) -> NoReturn:
    sys.stderr.write("".join(f"{line}\n" for line in lines))
    sys.exit(1)


if __name__ == "__main__":
    main()
