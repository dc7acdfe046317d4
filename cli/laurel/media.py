"""`laurel media`: checks a video as the validation of an upload does, and writes copies of it
for judges, on this machine alone."""

import json
import os
import stat
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from contest.refusals import Refusal, Refused
from contest.refusals.formatting import size
from contest.rules.sections import MediaRules
from contest.rules.sizes import ViewingLimits
from contest.upload import oversized
from contest.validate.labels.file_labels import AigcLabel, FileLabels
from contest.validate.labels.words import PROBLEMS, STATEMENTS
from contest.validate.verdict import MediaFacts, Verdict, clock
from contest.viewing.copying import Copying, Windows
from contest.viewing.plan import plan_copy
from contest_aws.encoding.rendition import encode
from contest_aws.encoding.source import RangedFile
from contest_aws.media.inspection import inspect
from contest_aws.media.ranged_reader import PlannedReader
from laurel.new_files import new_file
from laurel.rules import Languages, where, with_sentences
from laurel.rules_file import RulesFileError, load_rules

app = typer.Typer(help="视频文件。 Video files.", no_args_is_help=True)

SHIPPED = Path(__file__).resolve().parents[2] / "contests" / "new-industrialization-2024.yaml"
"""The rules of the shipped contest. Laurel is installed from its repository, which has them."""
REFUSED, UNREADABLE = 1, 2
"""Exit codes."""
LIMITS = ViewingLimits()


@app.command()
def check(
    file: Annotated[Path, typer.Argument(help="视频文件。 The video.")],
    *,
    rules: Annotated[
        Path,
        typer.Option(
            help="规则文件；默认为随附的活动。 The rules file; by default the shipped one.",
            show_default=False,
        ),
    ] = SHIPPED,
    as_json: Annotated[
        bool, typer.Option("--json", help="以 JSON 输出。 Print JSON, for programs.")
    ] = False,
) -> None:
    """检查视频是否符合要求，与上传后的校验相同。 Check a video as its upload would be."""
    media = _rules(rules)
    with _said_if_unreadable(file):
        verdict = verdict_on(file, media)
    if as_json:
        # Written as bytes, so that no terminal's encoding changes what programs read.
        text = json.dumps(to_json(verdict), ensure_ascii=False, indent=2, default=float)
        typer.echo(text.encode())
    else:
        typer.echo("\n".join(lines(file, verdict)))
    raise typer.Exit(0 if verdict.passed else REFUSED)


@app.command()
def copy(
    file: Annotated[Path, typer.Argument(help="视频文件。 The video.")],
    out: Annotated[Path, typer.Argument(help="新文件。 The new file, which must not exist.")],
) -> None:
    """生成评委观看的副本，只含画面和声音。 Write the copy that judges get, picture and sound."""
    try:
        with _said_if_unreadable(file):
            write_copy(file, out)
    except Refused as problem:
        typer.echo("\n".join(_listed("✗", problem.refusals)), err=True)
        raise typer.Exit(REFUSED) from None


@app.command("encode")
def encode_anew(
    file: Annotated[Path, typer.Argument(help="视频文件。 The video.")],
    out: Annotated[Path, typer.Argument(help="新文件。 The new file, which must not exist.")],
    *,
    short_side: Annotated[
        int, typer.Option(min=360, max=2160, help="短边像素上限。 Pixels of the shorter side.")
    ] = LIMITS.short_side,
    megabits: Annotated[
        int, typer.Option(min=1, max=100, help="码率上限，Mbit/s。 The highest bit rate.")
    ] = LIMITS.megabits,
) -> None:
    """转码为各浏览器都能播放的版本。 Encode a film anew, so that every browser plays it."""
    limits = ViewingLimits(short_side=short_side, megabits=megabits)
    with _said_if_unreadable(file), tempfile.TemporaryDirectory() as folder:
        if out.exists():
            raise FileExistsError(f"文件已存在。 The file exists: {out}")
        with _opened(file) as (fetch, length):
            verdict = inspect(PlannedReader(fetch, size=length), rules=_rules(SHIPPED))
            if verdict.facts is None:
                typer.echo("\n".join(_listed("✗", verdict.refusals)), err=True)
                raise typer.Exit(REFUSED)
            joined = Path(folder) / "joined.mp4"
            encode(lambda: RangedFile(fetch, size=length), verdict.facts, limits, joined)
        write_copy(joined, out)


@contextmanager
def _said_if_unreadable(file: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError) as error:  # ValueError: a path with a null character
        said = getattr(error, "strerror", None) or error
        typer.echo(f"{file}: 无法读取。 Cannot be read: {said}", err=True)
        raise typer.Exit(UNREADABLE) from None


def _rules(file: Path) -> MediaRules:
    try:
        return load_rules(file).media
    except RulesFileError as error:
        for problem in error.problems:
            sentences = "\n".join(with_sentences(problem, Languages.BOTH))
            typer.echo(f"{where(file, problem)}\n{sentences}", err=True)
        raise typer.Exit(UNREADABLE) from None


def verdict_on(file: Path, rules: MediaRules) -> Verdict:
    """The verdict that an upload of the file would get. A file that is too big to be uploaded is
    refused too. Raises OSError for what cannot be read, or is no file."""
    with _opened(file) as (fetch, length):
        verdict = inspect(PlannedReader(fetch, size=length), rules=rules)
    too_big = oversized(rules, size=length)
    return verdict.model_copy(update={"refusals": (*too_big, *verdict.refusals)})


def write_copy(file: Path, out: Path) -> None:
    """Writes the viewing copy of a film. It is made twice: its beginning is known at the end, and
    nothing is kept in memory. Raises OSError for what cannot be read or written, and `Refused` for
    what is no valid film."""
    with _opened(file) as (fetch, length):
        windows = Windows(fetch, size=length)
        plan = plan_copy(windows.read, size=length)
        *_, first = (part for part in Copying(plan, windows.read).parts() if part.number == 1)
        with new_file(out) as part, part.open("wb") as new:
            new.write(first.body)
            others = Copying(plan, windows.read).parts()
            new.writelines(other.body for other in others if other.number > 1)


@contextmanager
def _opened(file: Path) -> Iterator[tuple[Callable[[int, int], bytes], int]]:
    """What reads the file by offset and length, and its size."""
    opened = os.open(file, os.O_RDONLY | os.O_NONBLOCK)
    try:
        status = os.fstat(opened)
        if not stat.S_ISREG(status.st_mode):
            raise OSError("不是文件。 It is not a file.")
        yield lambda start, length: os.pread(opened, length, start), status.st_size
    finally:
        os.close(opened)


def to_json(verdict: Verdict) -> dict[str, Any]:
    return {
        "passed": verdict.passed,
        "refusals": [_reason(one) for one in verdict.refusals],
        "warnings": [_reason(one) for one in verdict.warnings],
        "facts": verdict.facts.model_dump() if verdict.facts else {},
    }


def _reason(reason: Refusal) -> dict[str, Any]:
    return {
        "code": reason.code,
        "sentence": reason.text.model_dump(),
        "measured": reason.measured,
        "allowed": reason.allowed,
    }


def lines(file: Path, verdict: Verdict) -> Iterator[str]:
    result = "符合要求。 Passed." if verdict.passed else "不符合要求。 Refused."
    yield f"{file}: {result}"
    if verdict.facts:
        yield f"  {_summary(verdict.facts)}"
        yield from (f"  {line}" for line in _labels(verdict.facts.labels))
    yield from _listed("✗", verdict.refusals)
    yield from _listed("!", verdict.warnings)


def _labels(labels: FileLabels) -> Iterator[str]:
    """What the file says about AI: one line for each label."""
    for label in labels.aigc:
        yield f"AIGC: {_said(label)} ({label.place})"
    if labels.credentials:
        types = ", ".join(labels.source_types) or "?"
        yield f"C2PA: 有内容凭证，来源类型 content credentials, source types: {types}"
    if labels.incomplete:
        yield "元数据过多，未全部查找标识。 There is too much metadata to search for labels."


def _said(label: AigcLabel) -> str:
    if label.says is None:
        reason = PROBLEMS[label.problem] if label.problem else None
        return f"无法读取 unreadable: {reason.zh} {reason.en}" if reason else ""
    text = STATEMENTS[label.says]
    parts = (label.content_producer, label.produce_id, label.content_propagator, label.propagate_id)
    return " · ".join([f"{text.zh} {text.en}", *filter(None, parts)])


def _listed(mark: str, reasons: Iterable[Refusal]) -> Iterator[str]:
    for reason in reasons:
        yield f"{mark} {reason.sentence('zh')}"
        yield f"  {reason.sentence('en')}"


def _summary(facts: MediaFacts) -> str:
    codecs = " + ".join(filter(None, [facts.video_codec, facts.audio_codec]))
    rate = f"{facts.frame_rate:.3f}".rstrip("0").rstrip(".")
    return (
        f"{clock(facts.seconds)} · {facts.width}×{facts.height} · {rate} fps · {codecs} · "
        f"{size(facts.size, 'en')}"
    )
