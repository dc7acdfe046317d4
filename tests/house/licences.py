"""`python -m tests.house.licences`: every dependency with its licence, and what each is there for.

What ships is in the functions' layers and in the pages. The rest runs on the machines of those who
develop, deploy and organise. A licence that is unknown or not allowed ends it with 1.
"""

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageMetadata, PackageNotFoundError, metadata
from pathlib import Path

from tests.house.definitions import ROOT

PERMISSIVE = {
    *("0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "CNRI-Python", "ISC"),
    *("MIT", "MIT-0", "PSF-2.0", "Python-2.0", "Zlib"),
}
ALLOWED = {"ships": PERMISSIVE, "development": PERMISSIVE | {"MPL-2.0"}}
"""Copyleft is refused in what ships. The MPL's ends at the file, and tools are used as they are."""

SPDX = {
    "Apache 2.0": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD 2-Clause License": "BSD-2-Clause",
    "ISC License": "ISC",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "MIT license": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "PSFL": "PSF-2.0",
}
"""Other spellings than those of https://spdx.org/licenses."""

BY_NAME = {
    # Their metadata names a family of licences; this is the text that they carry.
    "mpmath": "BSD-3-Clause",
    "segno": "BSD-3-Clause",
    "sympy": "BSD-3-Clause",
    "python-dateutil": "Apache-2.0 OR BSD-3-Clause",
    # Installed on Windows alone: their metadata is not here to be read.
    "colorama": "BSD-3-Clause",
    "pywin32": "PSF-2.0",
}
INSIDE = {
    "av": {"FFmpeg": "LGPL-3.0-or-later", "x264": "GPL-2.0-or-later", "x265": "GPL-2.0-or-later"},
    "opencc": {"marisa-trie": "BSD-2-Clause OR LGPL-2.1-or-later"},
    "pymediainfo": {"MediaInfo": "BSD-2-Clause"},
    "typst": {
        "DejaVu Sans Mono": "Bitstream-Vera",
        "Libertinus Serif": "OFL-1.1",
        "New Computer Modern": "GUST-Font-License",
    },
}
"""Libraries that wheels bring along, and their metadata does not tell of."""
ACCEPTED = {
    "av": "docs/decisions/2026-11-28-libraries-inside-av.md",
    "typst": "docs/decisions/2026-11-29-certificates.md",
}
"""What may ship in spite of what it has inside, and where the reason stands."""


@dataclass(frozen=True, order=True)
class Dependency:
    purpose: str
    """ships, or development."""
    source: str
    name: str
    version: str
    licence: str
    """An SPDX expression, or "" if it is unknown."""

    @property
    def allowed(self) -> bool:
        """Whether its licence is, and those of what it has inside."""
        inside = () if self.name in ACCEPTED else self.inside.values()
        return all(allows(one, ALLOWED[self.purpose]) for one in (self.licence, *inside))

    @property
    def inside(self) -> dict[str, str]:
        return INSIDE.get(self.name, {})


def allows(licence: str, allowed: set[str]) -> bool:
    """Whether one of the alternatives is allowed in all its parts."""
    alternatives = re.sub("[()]", "", licence).split(" OR ")
    return any({*one.split(" AND ")} <= allowed for one in alternatives)


def dependencies(root: Path = ROOT) -> list[Dependency]:
    pages = _npm(root / "web" / "package-lock.json", ships=True)
    return sorted({*_python(root), *pages, *_npm(root / "package-lock.json", ships=False)})


def _python(root: Path) -> Iterator[Dependency]:
    shipped = {one for lock in (root / "layers/vendor").glob("*.lock") for one in _locked(lock)}
    for name, version in {*shipped, *_locked(root / "locks/development.lock")}:
        purpose = "ships" if (name, version) in shipped else "development"
        yield Dependency(purpose, "PyPI", name, version, licence_of(name))


def _locked(lock: Path) -> set[tuple[str, str]]:
    """Names and versions."""
    return {*re.findall(r"^([\w.-]+)==(\S+)", lock.read_text(encoding="utf-8"), re.MULTILINE)}


def licence_of(name: str) -> str:
    """By what is installed: an SPDX expression, or ""."""
    try:
        return BY_NAME.get(name) or declared_by(metadata(name))
    except PackageNotFoundError:
        return ""


def declared_by(found: PackageMetadata) -> str:
    """Its expression, else the first of its older fields that names one licence."""
    if expression := found.get("License-Expression"):
        return expression
    classifiers = [one for one in found.get_all("Classifier") or () if one.startswith("License ::")]
    for field in (found.get("License") or "", *(one.split(" :: ")[-1] for one in classifiers)):
        spelled = SPDX.get(field, field)
        if spelled in ALLOWED["development"]:
            return spelled
    return ""


def _npm(lock: Path, *, ships: bool) -> Iterator[Dependency]:
    """A lock file of npm tells the licence of each package, and what development alone needs."""
    for path, package in json.loads(lock.read_text(encoding="utf-8"))["packages"].items():
        if path:
            purpose = "ships" if ships and not package.get("dev") else "development"
            name = path.rpartition("node_modules/")[2]
            yield Dependency(purpose, "npm", name, package["version"], package.get("license", ""))


def lines(found: list[Dependency]) -> Iterator[str]:
    for one in found:
        place = f"{one.name} {one.version} ({one.source})"
        yield f"{one.purpose:12} {place:52} {one.licence or 'unknown'}"
        for library, licence in one.inside.items():
            accepted = f", accepted: {ACCEPTED[one.name]}" if one.name in ACCEPTED else ""
            yield f"{'':12} {f'  inside: {library}':52} {licence}{accepted}"
    refused = [one for one in found if not one.allowed]
    for one in refused:
        yield f"Not allowed: {one.name} {one.version}, {one.licence or 'unknown'}"
    yield f"{len(found)} dependencies, {len(refused)} not allowed"


def main() -> None:
    found = dependencies()
    sys.stdout.writelines(f"{line}\n" for line in lines(found))
    sys.exit(0 if all(one.allowed for one in found) else 1)


if __name__ == "__main__":
    main()
