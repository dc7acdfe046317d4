"""A certificate as PDF or PNG. The same certificate gives the same bytes: the time in the file is
the time of issue, and fonts, template and pictures are our own files."""

import json
import re
from io import BytesIO
from typing import Literal

import segno
import typst

from contest.certificates.certificate import Certificate
from contest.certificates.code import grouped
from contest.refusals import refused
from contest_aws.certificates.look import PICTURES, folder, own_template

STANDARD = "a-2b"
"""PDF/A-2b: fonts are embedded, and nothing depends on the reader's machine."""
IMPORTS = re.compile(r'#?(?:import|include)\s+"@')
PLACE = re.compile(r"┌─ main\.typ:(\d+)")


class Press:
    """Renders certificates by one template. It reads the fonts once."""

    def __init__(self, template: str | None = None) -> None:
        text = own_template() if template is None else template
        if found := IMPORTS.search(text):
            line = text.count("\n", 0, found.start()) + 1
            raise refused(
                "certificate.template", measured="packages cannot be imported", allowed=line
            )
        self._files = {"main.typ": text.encode()} | {
            name: (folder() / name).read_bytes() for name in PICTURES
        }
        self._fonts = typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder())]
        )

    def pdf(self, certificate: Certificate) -> bytes:
        return self._compiled(certificate, "pdf")

    def png(self, certificate: Certificate, *, ppi: int = 144) -> bytes:
        return self._compiled(certificate, "png", ppi=ppi)

    def _compiled(
        self, certificate: Certificate, kind: Literal["pdf", "png"], *, ppi: int | None = None
    ) -> bytes:
        try:
            made = typst.compile(  # type: ignore[call-overload]  # its types know no dict of files
                self._files,
                font_paths=self._fonts,
                format=kind,
                ppi=ppi,
                sys_inputs={
                    "certificate": json.dumps(printed(certificate), ensure_ascii=False),
                    "qr": qr_code(certificate.link),
                },
                pdf_standards=STANDARD if kind == "pdf" else [],
                timestamp=int(certificate.issued_at.timestamp()),
            )
        except typst.TypstError as error:
            raise template_fault(error) from error
        if not isinstance(made, bytes):
            raise refused("certificate.template", measured="more than one page", allowed=1)
        return made


def template_fault(error: typst.TypstError) -> Exception:
    """With the line of the template; 1 where Typst names none."""
    found = PLACE.search(str(error.diagnostic))
    return refused(
        "certificate.template", measured=error.message, allowed=found.group(1) if found else 1
    )


def printed(certificate: Certificate) -> dict[str, object]:
    """What a template finds in `sys.inputs.certificate`."""
    return certificate.wording.model_dump(mode="json", exclude={"template"}) | {
        "number": certificate.number,
        "code": grouped(certificate.code),
        "link": certificate.link,
        "mark": certificate.mark,
    }


def qr_code(address: str) -> str:
    """The address as an SVG picture. Level M: readable with 15 % of it damaged."""
    written = BytesIO()
    segno.make(address, error="m", micro=False).save(
        written, kind="svg", border=0, xmldecl=False, svgns=True
    )
    return written.getvalue().decode()
