"""Receives spreadsheets and reports the mistakes in them. `downloads` sends spreadsheets."""

import base64
import binascii
import hashlib
from typing import Annotated

from pydantic import Base64Encoder, EncodedBytes, StringConstraints
from pydantic_core import PydanticCustomError

from contest.model import Fact, Text
from contest.refusals import refused
from contest.spreadsheets.rows import Mistake

Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class _Strict(Base64Encoder):
    """Accepts base64 only. Its parent class ignores characters that it does not know."""

    @classmethod
    def decode(cls, data: bytes) -> bytes:
        try:
            return base64.b64decode(data, validate=True)
        except binascii.Error as error:
            raise PydanticCustomError("base64", "not base64: {why}", {"why": str(error)}) from None


class SheetUpload(Fact):
    """A spreadsheet, .xlsx or .csv, in base64; at most 4 MiB."""

    file: Annotated[bytes, EncodedBytes(encoder=_Strict)]

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.file).hexdigest()

    def checked(self, sha256: Sha256) -> bytes:
        """The file's bytes. Refused if it is not the file that was previewed."""
        if self.sha256 != sha256:
            raise refused("sheet.another_file")
        return self.file


class SheetMistake(Fact):
    row: int
    cell: str
    """For example D7."""
    code: str
    measured: str
    allowed: str
    sentence: Text


def sheet_mistake(mistake: Mistake) -> SheetMistake:
    refusal = mistake.refusal
    told_of = refusal.model_dump(include={"code", "measured", "allowed"})
    return SheetMistake(row=mistake.row, cell=mistake.cell, sentence=refusal.text, **told_of)
