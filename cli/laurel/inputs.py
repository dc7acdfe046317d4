"""Checks what people type or pass as files on the command line, before anything is done with it."""

from collections.abc import Iterable
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from contest.award.award import AwardChange
from contest.model import Id
from contest.refusals import Refusal
from contest.refusals.pydantic_errors import invalid_values
from contest_aws.workbook.encoding import decoded

ID: TypeAdapter[Id] = TypeAdapter(Id)
MOST_NAMES = 20
CHANGES: TypeAdapter[tuple[AwardChange, ...]] = TypeAdapter(tuple[AwardChange, ...])


class InputError(Exception):
    """Its text is the sentence for the person who typed the input."""


MOMENTS = [
    "%Y-%m-%d",
    *(f"%Y-%m-%d{between}%H:%M{end}" for between in " T" for end in ("", ":%S", "%z", ":%S%z")),
]
"""How a date and time may be typed. Without a zone it is in the contest's own."""


def no_such(zh: str, en: str, typed: str, known: Iterable[str] = ()) -> InputError:
    """An unknown name, with those that there are."""
    names = "、".join(sorted(known)[:MOST_NAMES])
    return InputError(
        f"没有这个{zh}：{typed}。{f'现有：{names}。' if names else ''} "
        f"There is no {en} {typed!r}.{f' There are: {names}.' if names else ''}"
    )


def an_id(typed: str) -> Id:
    try:
        return ID.validate_python(typed)
    except ValidationError:
        raise InputError(
            f"编号“{typed}”只能由小写字母、数字和连字符组成，最长 64 个字符。 "
            f'The id "{typed}" has to be of lower-case letters, digits and hyphens, 64 at the most.'
        ) from None


def read_changes(file: Path) -> tuple[AwardChange, ...]:
    """The host's changes to a proposal, from a JSON file."""
    try:
        return CHANGES.validate_json(decoded(file.read_bytes()) or "")
    except OSError as error:
        raise InputError(
            f"无法读取文件。 The file cannot be read: {file}: {error.strerror}"
        ) from None
    except ValidationError as error:
        first = invalid_values(error.errors(include_url=False))[0]
        why = Refusal(code="request.invalid", **first._asdict())
        raise InputError(
            f"文件内容不是奖项调整列表：{file}: {first.field}: {why.sentence('zh')} "
            f"The file is no list of changes: {why.sentence('en')}"
        ) from None
