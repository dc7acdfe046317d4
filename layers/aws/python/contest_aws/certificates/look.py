"""The files that certificates are made with: the template, its pictures, and the fonts."""

from functools import cache
from importlib.resources import files
from pathlib import Path

TEMPLATE, CHARACTERS = "certificate.typ", "characters.txt"
PICTURES = ("rosette.svg", "corner.svg", "laurel.svg")


def folder() -> Path:
    return Path(str(files("certificate_look")))


@cache
def covered() -> frozenset[str]:
    """The characters that both weights of the font have."""
    listed = files("contest_aws.certificates") / CHARACTERS
    return frozenset(listed.read_text(encoding="utf-8")) - {"\n"}


def own_template() -> str:
    return (folder() / TEMPLATE).read_text(encoding="utf-8")
