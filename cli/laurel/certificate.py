"""`laurel certificate`: try a certificate on a rules file, issue, list, correct and fetch them."""

import sys
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from contest.award.award import Winner
from contest.award.places import places
from contest.certificates.archive import file_name
from contest.certificates.certificate import Certificate, CertificateStatus
from contest.certificates.code import as_typed, grouped
from contest.certificates.coverage import refuse_uncovered
from contest.certificates.wording import certificate_rules, wording
from contest.model import Text
from contest.rules.numbering import numbered
from contest.rules.rules import Rules
from contest_aws.certificates.look import covered
from contest_aws.media.certificate_files import template_key
from contest_aws.services.award import certificates
from contest_aws.services.award.certificate_archive import valid_with_file
from contest_aws.services.award.certificate_check import validity_of
from contest_aws.services.award.certificates import Issuing, Spelling
from contest_aws.services.winners import certificate_correction
from contest_aws.services.winners.certificate_correction import Correction
from laurel.award import AwardRoundId, ContestId
from laurel.contest import AsJson
from laurel.inputs import InputError, an_id, no_such
from laurel.new_files import new_file
from laurel.organiser import Organiser
from laurel.output import Coded, Listing, Value, say, show
from laurel.rules_file import load_rules

if TYPE_CHECKING:
    from contest_aws.certificates.rendering import Press

app = typer.Typer(
    help="证书。 Certificates: preview, issue, list, correct, fetch.", no_args_is_help=True
)
Code = Annotated[str, typer.Argument(help="核验码。 The check code.")]
COLUMNS = {
    "number": "编号 number",
    "code": "核验码 code",
    "award": "奖项 award",
    "recipient": "获奖者 recipient",
    "title": "作品 work",
    "status": "状态 status",
    "since": "自 since",
}
STATUS_NAMES = {
    CertificateStatus.VALID: Text(zh="有效", en="valid"),
    CertificateStatus.REPLACED: Text(zh="已更正", en="replaced"),
    CertificateStatus.REVOKED: Text(zh="已撤销", en="revoked"),
}
SAMPLE_CODE = "0" * 12
SAMPLE_CREDITS = Text(zh="导演张三、摄影李四", en="Zhang San, Li Si")
Template = Annotated[
    Path | None, typer.Option(help="模板文件（.typ）。 A template of your own, in Typst.")
]


@app.command()
def preview(
    rules_file: Annotated[Path, typer.Argument(metavar="RULES", help="规则文件。 The rules file.")],
    recipient: Annotated[str, typer.Option(help="获奖者。 The recipient.")],
    out: Annotated[Path, typer.Option(help="写入的文件：.pdf 或 .png。 The file to write.")],
    *,
    title: Annotated[str, typer.Option(help="作品标题。 The work's title.")] = "作品标题",
    place: Annotated[
        str | None, typer.Option(help="奖项或等级，默认第一个。 The award, or its level.")
    ] = None,
    template: Template = None,
) -> None:
    """试印一份证书，无需部署。 Print a sample certificate, without a deployment."""
    ending = out.suffix.lower()
    if ending not in (".pdf", ".png"):
        raise InputError(
            f"文件名须以 .pdf 或 .png 结尾：{out}。 The file has to be a .pdf or a .png: {out}."
        )
    rules = load_rules(rules_file)
    _require_text(rules)
    sample = _sample(rules, recipient, title=title, place=place)
    refuse_uncovered([sample.wording], covered())
    press = _press(template)
    made = press.png(sample) if ending == ".png" else press.pdf(sample)
    out.write_bytes(made)
    say(f"已写入 {out}。", f"Written to {out}.")


@app.command()
def template(
    context: typer.Context,
    contest_id: ContestId,
    name: Annotated[str, typer.Argument(help="模板名称，写入规则。 Its name in the rules.")],
    file: Annotated[Path, typer.Argument(help="模板文件（.typ）。 The template, in Typst.")],
) -> None:
    """检查并保存活动自己的证书模板。 Check a template, and store it for the contest."""
    organiser: Organiser = context.obj()
    rules = organiser.contest(contest_id).rules
    _require_text(rules)
    _press(file).pdf(_sample(rules, "获奖者", title="作品标题", place=None))
    key = template_key(contest_id, an_id(name))
    organiser.certificate_files.keep(key, file.read_bytes(), "text/plain; charset=utf-8")
    say(f"已保存。在规则中写 certificate.template: {name}。", "Stored. Name it in the rules.")


@app.command()
def issue(
    context: typer.Context,
    contest_id: ContestId,
    award_round: AwardRoundId,
    *,
    spell: Annotated[
        list[str] | None,
        typer.Option(
            help="字体缺字时印出的写法，如 王𠮷=王吉。 How a name is printed whose characters the "
            "fonts lack: NAME=PRINTED."
        ),
    ] = None,
) -> None:
    """颁发尚未颁发的证书并生成文件。 Issue what is missing, and make the files."""
    organiser: Organiser = context.obj()
    spellings = [_spelling(one) for one in spell or ()]
    round_ = organiser.award_round(contest_id, award_round)
    ctx = organiser.context(contest_id)
    issued = certificates.issue(ctx, round_, _issuing(organiser), spellings=spellings)
    organiser.make_certificates(contest_id)
    say(f"新颁发 {len(issued)} 份证书。", f"{len(issued)} certificates issued.")


@app.command("list")
def list_(context: typer.Context, contest_id: ContestId, *, as_json: AsJson = False) -> None:
    """全部证书及其状态。 All certificates, and whether they count."""
    organiser: Organiser = context.obj()
    rules = organiser.contest(contest_id).rules
    rows = [_row(organiser, one) for one in certificates.all_of(organiser.store, contest_id)]
    show(Listing("证书 Certificates", COLUMNS, rows, rules), as_json=as_json)


@app.command()
def correct(
    context: typer.Context,
    contest_id: ContestId,
    code: Code,
    reason: Annotated[str, typer.Option(help="理由，记入审计。 The reason, for the record.")],
    *,
    recipient: Annotated[str | None, typer.Option(help="正确的名称。 The name.")] = None,
    title: Annotated[str | None, typer.Option(help="正确的作品标题。 The title.")] = None,
) -> None:
    """更正证书：新证书用新编号，原证书作废。 Correct a certificate; it gets a new number."""
    organiser: Organiser = context.obj()
    ctx = organiser.context(contest_id)
    correction = Correction(reason, recipient, title)
    known = as_typed(code) or ""
    after = certificate_correction.correct(ctx, known, correction, _issuing(organiser))
    organiser.make_certificates(contest_id)
    say(f"新证书：{after.number}，核验码 {grouped(after.code)}。", f"Replaced by {after.number}.")


@app.command()
def fetch(
    context: typer.Context,
    contest_id: ContestId,
    code: Code,
    out: Annotated[Path, typer.Argument(help="写入的文件。 The file to write.")],
) -> None:
    """下载一份证书。 Download one certificate."""
    organiser: Organiser = context.obj()
    wanted = as_typed(code)
    found = [c for c in valid_with_file(organiser.context(contest_id)) if c.code == wanted]
    if not found:
        raise no_such("有效的证书", "valid certificate", code)
    out.write_bytes(organiser.certificate_files.read(found[0].file))
    say(f"已写入 {out}。", f"Written to {out}.")


@app.command("all")
def all_(
    context: typer.Context,
    contest_id: ContestId,
    out: Annotated[Path, typer.Argument(metavar="OUT.zip", help="写入的文件。 The zip file.")],
) -> None:
    """下载全部有效证书。 Download every certificate that counts, as one zip file."""
    organiser: Organiser = context.obj()
    wanted = valid_with_file(organiser.context(contest_id))
    with (
        new_file(out, replace=True) as part,
        zipfile.ZipFile(part, "w") as packed,
        typer.progressbar(wanted, label="证书 certificates", file=sys.stderr) as under_way,
    ):
        for one in under_way:
            packed.writestr(file_name(one), organiser.certificate_files.read(one.file))
    say(f"{len(wanted)} 份证书已写入 {out}。", f"{len(wanted)} certificates in {out}.")


def _require_text(rules: Rules) -> None:
    if rules.certificate is None:
        raise InputError("规则中没有证书文字。 The rules have no text of certificates.")


def _press(template: Path | None) -> "Press":
    try:
        from contest_aws.certificates.rendering import Press  # noqa: PLC0415 - a large library
    except ModuleNotFoundError:
        raise InputError(
            "需要 typst 和 segno：请在项目目录运行 make setup。 "
            "This needs typst and segno: run make setup in the project."
        ) from None
    return Press(template.read_text(encoding="utf-8") if template else None)


def _sample(rules: Rules, recipient: str, *, title: str, place: str | None) -> Certificate:
    known = places(rules.awards)
    chosen = known.get(place or next(iter(known)))
    if chosen is None:
        raise no_such("奖项", "award", place or "", known)
    a_unit = chosen.award.kind == "unit"
    winner = Winner(
        award=chosen.award.id,
        level=chosen.level.id if chosen.level else None,
        name=chosen.name,
        theme=rules.themes[0].id if chosen.award.kind == "theme" else None,
        entry=None if a_unit else "sample",
        unit="sample" if a_unit else None,
        title="" if a_unit else title,
        recipient=recipient,
        why=chosen.name,
    )
    at = rules.dates.ceremony or datetime.now(UTC)
    number = numbered(certificate_rules(rules).number, 1)
    link = f"https://laurel.example.org/check/{rules.id}/{SAMPLE_CODE}"
    return Certificate(
        contest=rules.id,
        code=SAMPLE_CODE,
        number=number,
        round="sample",
        place=winner.place,
        theme=winner.theme,
        entry=winner.entry,
        unit=winner.unit,
        wording=wording(rules, winner, at=at, beside=_named(rules, winner, number, link=link)),
        link=link,
        mark=chosen.award.mark,
        issued_at=at,
    )


def _named(rules: Rules, winner: Winner, number: str, *, link: str) -> dict[str, str]:
    """What a text may name beside the winner; of a unit's, what belongs to a work stays empty."""
    names = {"number": number, "link": link}
    if winner.entry is None:
        return names
    language = certificate_rules(rules).language
    theme = rules.themes[0].name.in_language(language)
    return names | {
        "entry": numbered(rules.entry_number, 1),
        "theme": theme,
        "credits": SAMPLE_CREDITS.in_language(language),
    }


def _issuing(organiser: Organiser) -> Issuing:
    return Issuing(site=organiser.deployment.site_url, covered=covered())


def _spelling(typed: str) -> Spelling:
    written, separator, printed = typed.partition("=")
    if not (written and separator and printed):
        raise InputError(
            f"请写成 原文=印出的写法：{typed}。 Write it as NAME=PRINTED, not {typed!r}."
        )
    return Spelling(written, printed)


def _row(organiser: Organiser, certificate: Certificate) -> dict[str, Value | Coded]:
    stands = validity_of(organiser.store, certificate)
    return {
        "number": certificate.number,
        "code": grouped(certificate.code),
        "award": certificate.wording.award,
        "recipient": certificate.wording.recipient,
        "title": certificate.wording.title,
        "status": Coded(stands.status, STATUS_NAMES[stands.status]),
        "since": stands.since,
    }
