"""Checks what people type or pass as files on the command line, before anything is done with it."""

import re
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from pathlib import Path

import typer
from pydantic import TypeAdapter, ValidationError

from contest.award.award import AwardChange
from contest.model import Id
from contest.refusals import Refusal
from contest.refusals.pydantic_errors import invalid_values
from contest_aws.workbook.encoding import decoded

ID: TypeAdapter[Id] = TypeAdapter(Id)
MOST_NAMES = 20
JSON: TypeAdapter[object] = TypeAdapter(object)
CHANGES: TypeAdapter[tuple[AwardChange, ...]] = TypeAdapter(tuple[AwardChange, ...])


class InputError(ValueError):
    """Its text is the sentence for the person who typed the input. A `ValueError`, so that a
    command which reads several sources need not know why one of them cannot be read."""


END_OF_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})[ T]24:00(?::00)?(.*)")


def a_moment(typed: str) -> datetime:
    """Date, time and zone as ISO 8601 has them, 24:00 included. Without a zone it is in the
    contest's own."""
    late = END_OF_DAY.fullmatch(typed.strip())
    try:
        if late:
            return datetime.fromisoformat(f"{late[1]}T00:00{late[2]}") + timedelta(days=1)
        return datetime.fromisoformat(typed.strip())
    except ValueError:
        raise typer.BadParameter(
            f"“{typed}”不是时间，请写成 2024-08-15 09:00（活动所在时区）。 "
            f'"{typed}" is no time. Write it as 2024-08-15 09:00, in the contest\'s zone.'
        ) from None


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


def read_changes(file: Path, id_of: Callable[[str], Id] | None = None) -> tuple[AwardChange, ...]:
    """The host's changes to a proposal, from a JSON file. `id_of`: the id of an entry by what the
    file calls it; None if that is its id."""
    try:
        listed = JSON.validate_json(decoded(file.read_bytes()) or "")
        if id_of is not None and isinstance(listed, list):
            listed = [_with_id(change, id_of) for change in listed]
        return CHANGES.validate_python(listed)
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


def _with_id(change: object, id_of: Callable[[str], Id]) -> object:
    if not isinstance(change, dict) or not isinstance(typed := change.get("entry"), str):
        return change
    return change | {"entry": id_of(typed)}
