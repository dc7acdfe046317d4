"""Sends spreadsheets to the client, as routes of several functions do. One that is too large for an
answer is put into the bucket, and the client is sent there."""

import json
from collections.abc import Callable
from http import HTTPStatus
from typing import ParamSpec, Protocol

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.types import (
    OpenAPIResponse,
    OpenAPIResponseContentModel,
    OpenAPIResponseContentSchema,
)

from contest.model import Id
from contest.spreadsheets.layout import Page
from contest_aws.workbook.write import workbook

Content = dict[str, OpenAPIResponseContentSchema | OpenAPIResponseContentModel]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST = 4_000_000
"""Bytes. Lambda takes answers of 6 MB, and a file becomes a third longer in one:
https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html"""
IN_ANSWER: Content = {XLSX: {"schema": {"type": "string", "format": "binary"}}}
ADDRESS: Content = {
    "application/json": {
        "schema": {
            "type": "object",
            "properties": {"url": {"type": "string"}},
            "required": ["url"],
        }
    }
}
FILE: dict[int, OpenAPIResponse] = {200: {"description": "An .xlsx file", "content": {**IN_ANSWER}}}
"""For the OpenAPI document, which cannot derive it from the function."""
FILE_OR_REDIRECT: dict[int, OpenAPIResponse] = {
    **FILE,
    303: {
        "description": "A file of more than 4 MB, by `Location`. The address is good for a minute",
        "content": {**ADDRESS},
    },
}
FILE_OR_ADDRESS: dict[int, OpenAPIResponse] = {
    200: {
        "description": "An .xlsx file, or the address of one of more than 4 MB, good for a minute",
        "content": {**IN_ANSWER, **ADDRESS},
    }
}
RouteParams = ParamSpec("RouteParams")


class KeptFiles(Protocol):
    """`contest_aws.media.exported_files.ExportedFiles`."""

    def keep(self, contest_id: Id, body: bytes, *, name: str, kind: str) -> str: ...


def download(page: Page, name: str) -> Response[bytes]:
    """`name`: the file's name in ASCII, without its extension."""
    return as_file(workbook(page), name)


def as_file(made: bytes, name: str) -> Response[bytes]:
    named = {"Content-Disposition": f'attachment; filename="{name}.xlsx"'}
    return Response(HTTPStatus.OK, XLSX, made, headers=named)


def as_large_file(
    made: bytes, name: str, *, files: KeptFiles, contest_id: Id, redirect: bool = True
) -> Response[bytes]:
    """`redirect`: a browser that follows a link goes on to the file by itself. A page that sent a
    request with `fetch` is told the address."""
    if len(made) <= MOST:
        return as_file(made, name)
    address = files.keep(contest_id, made, name=f"{name}.xlsx", kind=XLSX)
    return Response(
        HTTPStatus.SEE_OTHER if redirect else HTTPStatus.OK,
        "application/json",
        json.dumps({"url": address}).encode(),
        headers={"Location": address} if redirect else {},
    )


def sends_a_file(
    door: Callable[RouteParams, Response[bytes]],
) -> Callable[RouteParams, Response[bytes]]:
    """Removes the return annotation, because the framework would write an annotated answer as
    JSON."""
    del door.__annotations__["return"]
    return door
