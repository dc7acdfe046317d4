"""Checks what people type or pass as files on the command line, before anything is done with it."""

from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from contest.award.award import AwardChange
from contest.model import Id
from contest.refusals import Refusal
from contest.refusals.pydantic_errors import invalid_values

ID: TypeAdapter[Id] = TypeAdapter(Id)
CHANGES: TypeAdapter[tuple[AwardChange, ...]] = TypeAdapter(tuple[AwardChange, ...])


class InputError(Exception):
    """Its text is the sentence for the person who typed the input."""


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
        return CHANGES.validate_json(file.read_bytes())
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
