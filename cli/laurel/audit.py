"""`laurel audit`: verify the audit chains, in the deployment or in a folder that was exported.

Exit codes of `verify`: 0 intact, 1 tampered with, 2 not readable."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from botocore.exceptions import BotoCoreError, ClientError
from pydantic import TypeAdapter

from contest import chains
from contest.chains import Chain, Digest, Tampering, Verification
from contest.model import canonical
from contest_aws.services.upkeep.chains import all_chains
from laurel.new_files import PART, new_file
from laurel.organiser import Organiser

app = typer.Typer(help="审计记录。 Audit records: verify, export.", no_args_is_help=True)

CHAINS, DIGEST = "chains.jsonl", "digest.json"
TAMPERED, UNREADABLE = 1, 2
KEPT_DIGEST: TypeAdapter[Digest | None] = TypeAdapter(Digest | None)
Source = tuple[Iterator[Chain], Digest | None]
Table = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help="从备份恢复出的表，代替部署的表。 A table that was restored from the backup, in place "
        "of the deployment's.",
    ),
]


@app.command()
def verify(
    context: typer.Context,
    folder: Annotated[
        Path | None,
        typer.Argument(help="导出的文件夹，可离线核验。 A folder that `export` wrote; offline."),
    ] = None,
    *,
    table: Table = None,
) -> None:
    """核验全部审计链及最近的摘要。 Verify all audit chains, against the last digest too."""
    try:
        found, digest = _exported(folder) if folder else _deployed(context.obj(), table)
        report = chains.verify(found, digest)
    except (BotoCoreError, ClientError, OSError, ValueError) as error:
        typer.echo(f"无法读取。 Cannot be read: {error}", err=True)
        raise typer.Exit(UNREADABLE) from None
    for one in report.tampered:
        typer.echo(_sentence(one))
    typer.echo(_summary(report, digest))
    if report.tampered:
        raise typer.Exit(TAMPERED)


@app.command()
def export(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(help="新建或空的文件夹。 A new or empty folder.")],
    *,
    table: Table = None,
) -> None:
    """导出全部审计链和最近的摘要，供离线核验。 Export all chains and the last digest."""
    folder.mkdir(parents=True, exist_ok=True)
    if any(one.suffix != PART for one in folder.iterdir()):
        typer.echo(f"文件夹不是空的。 The folder is not empty: {folder}", err=True)
        raise typer.Exit(UNREADABLE)
    found, digest = _deployed(context.obj(), table)
    with new_file(folder / CHAINS) as listed, new_file(folder / DIGEST) as sealed:
        count = _write(found, listed)
        sealed.write_bytes(canonical(digest) if digest else b"null")
    typer.echo(f"已导出 {count} 条链 / {count} chains exported: {folder}")


def _write(found: Iterator[Chain], file: Path) -> int:
    """Write the chains, and return how many there are."""
    count = 0
    with file.open("w", encoding="utf-8") as opened:
        for count, chain in enumerate(found, start=1):  # noqa: B007 - the last one is told
            # A value that is no JSON was not written by Laurel. It is kept as text.
            line = json.dumps(chain.model_dump(), ensure_ascii=False, default=repr)
            opened.write(f"{line}\n")
    return count


def _deployed(organiser: Organiser, table: str | None) -> Source:
    stored = organiser.digests.last()
    digest = stored.digest if stored else None
    store = organiser.store_of(table) if table else organiser.store
    return all_chains(store, digest), digest


def _exported(folder: Path) -> Source:
    digest = KEPT_DIGEST.validate_json((folder / DIGEST).read_bytes())
    lines = (folder / CHAINS).read_text("utf-8").splitlines()
    return (Chain.model_validate_json(line) for line in lines), digest


def _sentence(one: Tampering) -> str:
    text = one.damage.text
    return f"✗ {one.subject}：第 {one.record} 条记录：{text.zh}。 / record {one.record}: {text.en}."


def _summary(report: Verification, digest: Digest | None) -> str:
    counts = f"{report.chains} 条链 chains, {report.records} 条记录 records"
    if report.tampered:
        number = len(report.tampered)
        return f"{counts}：{number} 条链被改动 / {number} chains were tampered with"
    if digest is None:
        return f"{counts}：完好；尚无摘要 / intact; there is no digest yet"
    at, sealed = f"{digest.at:%Y-%m-%d %H:%M:%S %Z}", len(digest.heads)
    return (
        f"{counts}：完好，与 {at} 的摘要一致（封存 {sealed} 条链） / "
        f"intact, and as sealed in the digest of {at} ({sealed} chains)"
    )
