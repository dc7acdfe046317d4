"""What the units' groups of routes share: the app, the parts it works with, whose sheet it is, and
how files and mistakes are told."""

import hashlib
from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from pydantic import Base64Bytes, Field

from contest.calendar import Contest
from contest.model import Fact, Id, Text
from contest.pages import Page
from contest.refusals import refused
from contest.rules_entry import RecommendingUnit
from contest.sheet_rows import Mistake
from contest_aws import http
from contest_aws.desk import unit as desk
from contest_aws.desk.entry import contest_of
from contest_aws.settings import UnitSettings
from contest_aws.table import DynamoStore
from contest_aws.tokens import KmsKey, Tokens
from contest_aws.workbook.write import workbook

settings = UnitSettings.read()
store = DynamoStore(settings.table_name)
app = http.api(store, Tokens(KmsKey(settings.signing_key)))

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class File(Fact):
    """A spreadsheet, .xlsx or .csv, in base64: 4 MiB at the most."""

    file: Base64Bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.file).hexdigest()

    def checked(self, sha256: Sha256) -> bytes:
        """Refused: another file than the one that was previewed."""
        if self.sha256 != sha256:
            raise refused("sheet.another_file")
        return self.file


class MistakeTold(Fact):
    row: int
    cell: str
    """Such as D7."""
    code: str
    measured: str
    allowed: str
    sentence: Text


def told(mistake: Mistake) -> MistakeTold:
    refusal = mistake.refusal
    sentence = Text(zh=refusal.sentence("zh"), en=refusal.sentence("en"))
    return MistakeTold(
        row=mistake.row, cell=mistake.cell, code=refusal.code, measured=refusal.measured,
        allowed=refusal.allowed, sentence=sentence,
    )  # fmt: skip


def mine(contest: Id) -> tuple[Contest, RecommendingUnit]:
    """The contest, and the unit of whoever asks."""
    held = contest_of(store, contest)
    return held, desk.unit_of(held, http.who(app).unit)


def by() -> str:
    return f"unit:{http.who(app).person}"


def download(page: Page, name: str) -> Response[bytes]:
    """`name`: in ASCII, without its ending."""
    named = {"Content-Disposition": f'attachment; filename="{name}.xlsx"'}
    return Response(200, XLSX, workbook(page), headers=named)
