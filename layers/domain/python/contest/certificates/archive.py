"""All certificates of a contest in one file: how far it is, and what the files in it are called."""

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Self

from pydantic import AwareDatetime

from contest.audit import Audited
from contest.certificates.certificate import Certificate
from contest.model import Id
from contest.winners import file_names

KEPT = timedelta(days=1)
"""After which the bucket deletes the file."""


class Archive(Audited):
    contest: Id
    asked_at: AwareDatetime
    done: int = 0
    total: int = 0
    file: str = ""
    """The object that holds it; empty until it is complete."""
    packed: str = ""
    """What its file has, by `digest_of`; empty if an earlier version of Laurel has packed it."""
    erased: bool = False
    """Whether its file was deleted, because it had the name of somebody who was erased."""

    def is_expired(self, now: datetime) -> bool:
        """Whether its file is gone, or may be at any moment."""
        return self.erased or (bool(self.file) and now >= self.asked_at + KEPT)

    def is_outdated(self, valid: Iterable[Certificate]) -> bool:
        """Whether its file has other certificates than those that count now."""
        return bool(self.file) and self.packed != digest_of(valid)

    def without_file(self) -> Self:
        """Another version without the file. One in the making is made again from the start."""
        return self.next_version(file="", erased=self.erased or bool(self.file), done=0)


def digest_of(certificates: Iterable[Certificate]) -> str:
    """The same for the same certificates. What one says never changes under its code, unless it is
    erased, which deletes the archive."""
    codes = sorted(one.code for one in certificates)
    return hashlib.sha256(" ".join(codes).encode()).hexdigest()


def file_name(certificate: Certificate) -> str:
    """`GYZS-2024-0001 北辰特钢 综合奖·金奖.pdf`: numbers come first, so names never clash."""
    wording = certificate.wording
    parts = (certificate.number, wording.recipient, wording.award)
    return file_names.file_name(parts, "pdf", taken=set())
