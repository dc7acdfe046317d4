"""All certificates of a contest in one file: how far it is, and what the files in it are called."""

from pydantic import AwareDatetime

from contest.audit import Audited
from contest.certificates.certificate import Certificate
from contest.model import Id
from contest.winners import file_names


class Archive(Audited):
    contest: Id
    asked_at: AwareDatetime
    done: int = 0
    total: int = 0
    file: str = ""
    """The object that holds it; empty until it is complete. It is deleted after a day."""


def file_name(certificate: Certificate) -> str:
    """`GYZS-2024-0001 北辰特钢 综合奖·金奖.pdf`: numbers come first, so names never clash."""
    wording = certificate.wording
    parts = (certificate.number, wording.recipient, wording.award)
    return file_names.file_name(parts, "pdf", taken=set())
