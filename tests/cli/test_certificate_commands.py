"""`laurel certificate`: a sample is printed before the season, and a template is tried before it is
stored. The files are read by other programs: pypdf, and zxing on the pixels."""

import io
import re

import av
import pypdf
import pytest
import zxingcpp

from contest_aws.certificates.look import own_template
from contest_aws.media.certificate_files import template_key
from contest_aws.store import keys
from contest_aws.store.protocol import Change
from tests.builders import SHIPPED, any_rules

RULES = any_rules()


class Files:
    def __init__(self):
        self.kept = {}

    def keep(self, key, body, content_type):  # noqa: ARG002 - as the bucket has it
        self.kept[key] = body


@pytest.fixture
def files(organiser, monkeypatch):
    files = Files()
    monkeypatch.setattr(type(organiser), "certificate_files", files)
    return files


def preview(run, out, *more, recipient="北辰特钢有限公司"):
    return run("certificate", "preview", SHIPPED, "--recipient", recipient, "--out", out, *more)


def test_a_sample_is_printed_as_pdf_and_as_picture_without_a_deployment(run, tmp_path):
    pdf, png = tmp_path / "sample.pdf", tmp_path / "sample.png"
    assert preview(run, pdf, "--title", "一炉钢").code == 0
    (page,) = pypdf.PdfReader(io.BytesIO(pdf.read_bytes())).pages
    text = re.sub(r"\s", "", page.extract_text())
    assert "北辰特钢有限公司" in text
    assert "《一炉钢》" in text
    assert preview(run, png).code == 0
    with av.open(io.BytesIO(png.read_bytes())) as picture:
        pixels = next(picture.decode(video=0)).to_ndarray(format="gray")
    (found,) = zxingcpp.read_barcodes(pixels)
    assert found.text == f"https://laurel.example.org/check/{RULES.id}/000000000000"


def test_a_sample_has_every_name_that_a_text_may_have(run, tmp_path):
    """Those of docs/rules.md."""
    names = ("contest", "host", "title", "entrant", "entry", "theme", "link")
    names += ("award", "credits", "date", "number")
    written = (SHIPPED.parent / "short-film-prize-2027.yaml").read_text("utf-8")
    text = "".join(f"    {name} is [{{{name}}}]\n" for name in names)
    file, out = tmp_path / "rules.yaml", tmp_path / "sample.pdf"
    file.write_text(f"{written}\ncertificate:\n  en: |\n{text}", "utf-8")
    made = run("certificate", "preview", file, "--recipient", "Ana Reis", "--out", out)
    assert made.code == 0, made.err
    (page,) = pypdf.PdfReader(io.BytesIO(out.read_bytes())).pages
    printed = re.findall(r"(\w+) is \[([^]]+)\]", " ".join(page.extract_text().split()))
    assert tuple(name for name, _ in printed) == names


def test_a_contest_in_english_prints_no_chinese(run, tmp_path):
    """Neither in its own words nor in the frame around them."""
    written = (SHIPPED.parent / "short-film-prize-2027.yaml").read_text("utf-8")
    file, out = tmp_path / "rules.yaml", tmp_path / "sample.pdf"
    file.write_text(written + "\ncertificate:\n  paper: portrait\n  en: '{award}'\n", "utf-8")
    words = ["--recipient", "Ana Reis", "--title", "The Pier"]
    assert run("certificate", "preview", file, *words, "--out", out).code == 0
    (page,) = pypdf.PdfReader(io.BytesIO(out.read_bytes())).pages
    text = page.extract_text()
    assert "First Prize" in text
    assert re.findall(r"[\u2e80-\u9fff]", text) == []


def test_a_file_is_what_its_name_says_and_nothing_else_is_written(run, tmp_path):
    for name in ("sample.jpg", "sample", "pdf"):
        ended = preview(run, tmp_path / name)
        assert (ended.code, ended.out) == (1, "")
        assert "须以 .pdf 或 .png 结尾" in ended.err
        assert "has to be a .pdf or a .png" in ended.err
    assert list(tmp_path.iterdir()) == []
    assert preview(run, tmp_path / "sample.PNG").code == 0
    assert (tmp_path / "sample.PNG").read_bytes().startswith(b"\x89PNG")


def test_a_character_that_the_fonts_lack_is_named_and_nothing_is_written(run, tmp_path):
    out = tmp_path / "sample.pdf"
    ended = preview(run, out, recipient="王𠮷")
    assert (ended.code, "𠮷 (U+20BB7)" in ended.err, out.exists()) == (1, True, False)


def store_template(run, tmp_path, text):
    file = tmp_path / "ours.typ"
    file.write_text(text, encoding="utf-8")
    return run("certificate", "template", RULES.id, "ours", file)


def test_a_template_with_a_mistake_is_refused_with_its_line_and_not_stored(run, tmp_path, files):
    ended = store_template(run, tmp_path, "= ok\n\n#data.unknown")
    assert (ended.code, files.kept) == (1, {})
    assert "证书模板第 3 行有误" in ended.err


def test_a_template_that_prints_is_stored_under_its_name(run, tmp_path, files):
    changed = own_template().replace("荣誉证书", "奖状")
    assert store_template(run, tmp_path, changed).code == 0
    assert files.kept == {template_key(RULES.id, "ours"): changed.encode()}
    out = tmp_path / "sample.pdf"
    assert preview(run, out, "--template", tmp_path / "ours.typ").code == 0
    (page,) = pypdf.PdfReader(io.BytesIO(out.read_bytes())).pages
    assert "奖状" in re.sub(r"\s", "", page.extract_text())


def test_without_a_text_to_try_it_on_no_template_is_stored(run, tmp_path, files, organiser):
    contest = organiser.contest(RULES.id)
    plain = {"certificate": False, "mark": False}
    awards = tuple(award.model_copy(update=plain) for award in RULES.awards)
    rules = any_rules(certificate=None, awards=awards)
    without = contest.model_copy(update={"rules": rules})
    organiser.store.commit(Change(keys.contest(RULES.id), without, "any"))
    ended = store_template(run, tmp_path, "#nonsense")
    assert (ended.code, files.kept) == (1, {})
    assert "规则中没有证书文字" in ended.err
