"""Sends spreadsheets to the client, as routes of several functions do."""

from collections.abc import Callable
from typing import ParamSpec

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.types import OpenAPIResponse

from contest.spreadsheets.layout import Page
from contest_aws.workbook.write import workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FILE: dict[int, OpenAPIResponse] = {
    200: {
        "description": "An .xlsx file",
        "content": {XLSX: {"schema": {"type": "string", "format": "binary"}}},
    }
}
"""For the OpenAPI document, which cannot derive it from the function."""
RouteParams = ParamSpec("RouteParams")


def download(page: Page, name: str) -> Response[bytes]:
    """`name`: the file's name in ASCII, without its extension."""
    return as_file(workbook(page), name)


def as_file(made: bytes, name: str) -> Response[bytes]:
    named = {"Content-Disposition": f'attachment; filename="{name}.xlsx"'}
    return Response(200, XLSX, made, headers=named)


def sends_a_file(
    door: Callable[RouteParams, Response[bytes]],
) -> Callable[RouteParams, Response[bytes]]:
    """Removes the return annotation, because the framework would write an annotated answer as
    JSON."""
    del door.__annotations__["return"]
    return door
