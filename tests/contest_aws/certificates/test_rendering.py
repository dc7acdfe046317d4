"""Certificates as files, read by other programs: pypdf, zxing, and the PNG by its pixels."""

import hashlib
import io
import re
from datetime import UTC, datetime

import av
import pypdf
import pytest
import zxingcpp
from fontTools.ttLib import TTFont

from contest.award.award import Winner
from contest.certificates.certificate import Certificate
from contest.certificates.wording import wording
from contest.refusals import Refusal, Refused
from contest_aws.certificates.look import covered, folder, own_template
from contest_aws.certificates.rendering import Press
from tests.builders import any_text, shipped_rules

LINK = "https://d111111abcdef8.cloudfront.net/check/new-industrialization-2024/7K3M9QX0AB1C"
LOOK = folder()
ISSUED = datetime(2024, 10, 23, 2, tzinfo=UTC)
LONG = "某某重型机械装备制造集团股份有限公司、某某影视文化传媒有限责任公司、湖南省促进中心"


def any_certificate(*, recipient="北辰特钢有限公司", title="一炉钢的二十四小时", **section):
    its = shipped_rules().certificate.model_copy(update=section)
    rules = shipped_rules().model_copy(update={"certificate": its})
    winner = Winner(
        award="overall",
        level="gold",
        name=any_text("金奖"),
        entry="e0",
        title=title,
        recipient=recipient,
        why=any_text("x"),
    )
    return Certificate(
        contest=rules.id,
        code="7K3M9QX0AB1C",
        number="GYZS-2024-0001",
        round="first",
        place="gold",
        entry="e0",
        wording=wording(rules, winner, at=ISSUED),
        link=LINK,
        mark=True,
        issued_at=ISSUED,
    )


@pytest.fixture(scope="module")
def press():
    return Press()


def text_of(pdf):
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return re.sub(r"\s", "", "".join(page.extract_text() for page in pages))


def gray(png):
    with av.open(io.BytesIO(png)) as picture:
        return next(picture.decode(video=0)).to_ndarray(format="gray")


@pytest.mark.parametrize("paper", ["landscape", "portrait"])
@pytest.mark.parametrize("title", ["一炉钢的二十四小时", "从一炉钢水到万里长空：" * 9])
@pytest.mark.parametrize("recipient", ["李", LONG])
def test_a_certificate_is_one_page_of_a4_that_says_it_all(press, paper, title, recipient):
    one = any_certificate(recipient=recipient, title=title, paper=paper)
    reader = pypdf.PdfReader(io.BytesIO(press.pdf(one)))
    (page,) = reader.pages
    sides = [round(float(side) / 72 * 25.4) for side in (page.mediabox.width, page.mediabox.height)]
    assert sides == ([297, 210] if paper == "landscape" else [210, 297])
    text = text_of(press.pdf(one))
    for said in (*one.wording.lines, one.wording.host, one.wording.date, "GYZS-2024-0001"):
        assert re.sub(r"\s", "", said) in text
    assert "7K3M-9QX0-AB1C" in text


@pytest.mark.parametrize("paper", ["landscape", "portrait"])
def test_its_qr_code_leads_to_the_check_page(press, paper):
    (found,) = zxingcpp.read_barcodes(gray(press.png(any_certificate(paper=paper))))
    assert (found.text, found.format) == (LINK, zxingcpp.BarcodeFormat.QRCode)


def test_all_its_fonts_are_embedded_and_it_says_that_it_is_pdf_a(press):
    reader = pypdf.PdfReader(io.BytesIO(press.pdf(any_certificate())))
    fonts = reader.pages[0]["/Resources"]["/Font"]
    assert len(fonts) >= 2
    for font in fonts.values():
        (inner,) = font.get_object()["/DescendantFonts"]
        descriptor = inner.get_object()["/FontDescriptor"].get_object()
        assert {"/FontFile2", "/FontFile3"} & descriptor.keys()
        assert "NotoSerifSC" in str(descriptor["/FontName"])
    metadata = reader.trailer["/Root"]["/Metadata"].get_object().get_data().decode()
    assert "<pdfaid:part>2<" in metadata
    assert "<pdfaid:conformance>B<" in metadata


def test_the_same_certificate_is_the_same_file(press):
    one = any_certificate()
    assert press.pdf(one) == Press().pdf(one)


def test_names_are_printed_as_they_are_and_never_read_as_markup(press):
    one = any_certificate(recipient="#panic() *甲* $x$", title='= 《乙》\\ #read("/etc/passwd")')
    assert "#panic()*甲*$x$" in text_of(press.pdf(one))


@pytest.mark.parametrize(
    ("template", "line", "says"),
    [
        ("\n\n#let x = ", "3", "expected expression"),
        ("= ok\n#data.unknown", "2", "unknown variable: data"),
        ('a\nb\n#import "@preview/tablex:0.0.8"', "3", "packages cannot be imported"),
        ('#read("/etc/passwd")', "1", "file not found"),
    ],
)
def test_a_template_with_a_mistake_is_refused_with_the_line(template, line, says):
    with pytest.raises(Refused) as problem:
        Press(template).pdf(any_certificate())
    (refusal,) = problem.value.refusals
    assert (refusal.code, refusal.allowed) == ("certificate.template", line)
    assert says in refusal.measured


def test_a_changed_template_is_used():
    changed = own_template().replace("荣誉证书", "奖状")
    assert "奖状" in text_of(Press(changed).pdf(any_certificate()))


def test_the_fonts_have_the_characters_that_are_listed_and_all_that_names_use():
    for name in ("NotoSerifSC-Medium.ttf", "NotoSerifSC-Bold.ttf"):
        assert (LOOK / name).stat().st_size < 5e6
        with TTFont(LOOK / name) as font:
            assert {chr(code) for code in font.getBestCmap()} >= covered()
    hanzi = [c for c in covered() if "\u3400" <= c <= "\u9fff" or c >= "\U00020000"]
    assert len(hanzi) >= 8105
    # GB 2312 has 6,763 hanzi; the names of the two characters outside it are of 通用规范汉字表.
    level = [bytes([a, b]) for a in range(0xB0, 0xF8) for b in range(0xA1, 0xFF)]
    known = {c.decode("gb2312") for c in level if c[0] != 0xD7 or c[1] < 0xFA}
    assert known <= covered()
    assert set("喆堃𬭎") <= covered()
    assert "𠮷" not in covered()


def test_the_fonts_are_those_that_were_made():
    made = {
        name: hashlib.sha256((LOOK / name).read_bytes()).hexdigest()[:16]
        for name in ("NotoSerifSC-Medium.ttf", "NotoSerifSC-Bold.ttf")
    }
    assert made == MADE


MADE = {
    "NotoSerifSC-Medium.ttf": "668fc97d437b1133",
    "NotoSerifSC-Bold.ttf": "1e919a6fa8a37eab",
}
"""The beginnings of their SHA-256, as `make fonts` wrote them."""


def test_a_refusal_says_where_the_template_is_wrong():
    refusal = Refusal(code="certificate.template", measured="expected expression", allowed="3")
    assert refusal.sentence("zh") == "证书模板第 3 行有误：expected expression。"
