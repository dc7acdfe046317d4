"""`laurel rules`: check a rules file, and write the JSON Schema with which editors complete it."""

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from contest.model import Language
from contest.rules.rules import Rules
from laurel import rules_schema
from laurel.output import moment
from laurel.rules_file import Problem, RulesFileError, load_rules

app = typer.Typer(help="活动规则文件。 The rules file of a contest.", no_args_is_help=True)


class Languages(StrEnum):
    ZH = "zh"
    EN = "en"
    BOTH = "both"

    @property
    def each(self) -> tuple[Language, ...]:
        match self:
            case Languages.ZH:
                return ("zh",)
            case Languages.EN:
                return ("en",)
            case _:
                return ("zh", "en")


@app.command()
def check(
    file: Annotated[Path, typer.Argument(help="规则文件 (.yaml)。 The rules file.")],
    language: Annotated[
        Languages, typer.Option(help="输出语言。 The language of the output.")
    ] = Languages.BOTH,
) -> None:
    """检查规则文件，逐行指出问题。 Check a rules file and name the line of every mistake."""
    try:
        rules = load_rules(file)
    except RulesFileError as error:
        typer.echo("\n".join(lines(error, language)))
        raise typer.Exit(1) from None
    typer.echo(summary(rules, language))


@app.command()
def schema(
    file: Annotated[
        Path | None, typer.Argument(help="写入此文件；不写则显示。 The file to write.")
    ] = None,
) -> None:
    """生成规则文件的 JSON Schema。 Make the JSON Schema of the rules file."""
    if file is None:
        typer.echo(rules_schema.text(), nl=False)
        return
    try:
        file.write_text(rules_schema.text(), encoding="utf-8", newline="\n")
    except OSError as error:
        typer.echo(f"{file}: 无法写入。 Cannot be written: {error.strerror}", err=True)
        raise typer.Exit(1) from None


def lines(error: RulesFileError, language: Languages = Languages.BOTH) -> Iterator[str]:
    """All problems of a file, each with its line."""
    for problem in error.problems:
        yield where(error.path, problem)
        yield from with_sentences(problem, language)


def where(file: Path, problem: Problem) -> str:
    return " ".join(filter(None, [f"{file}:{problem.line or 1}:", problem.field]))


def with_sentences(problem: Problem, language: Languages) -> Iterator[str]:
    for one in language.each:
        found = problem.found and problem.found.in_language(one)
        allowed = problem.allowed and problem.allowed.in_language(one)
        parts = [problem.message.in_language(one)]
        if found:
            parts.append(f"写的是 {found}" if one == "zh" else f"found {found}")
        if allowed:
            parts.append(f"允许：{allowed}" if one == "zh" else f"allowed: {allowed}")
        yield "  " + ("；".join(parts) + "。" if one == "zh" else "; ".join(parts))


def summary(rules: Rules, language: Languages) -> str:
    until = moment(rules.dates.submission_closes, rules)
    themes, criteria, awards = len(rules.themes), len(rules.criteria), len(rules.awards)
    lines = {
        "zh": f"规则无误：{rules.name.zh}（{themes} 个主题，{criteria} 项标准，{awards} 个奖项，"
        f"征集截止 {until}）。",
        "en": f"The rules are good: {rules.name.en} ({themes} themes, {criteria} criteria, "
        f"{awards} awards, submission closes {until}).",
    }
    return " ".join(lines[one] for one in language.each)
