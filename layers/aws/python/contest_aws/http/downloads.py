"""How a spreadsheet goes out."""

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
"""For the OpenAPI document, which cannot know it of the function."""
RouteParams = ParamSpec("RouteParams")


def download(page: Page, name: str) -> Response[bytes]:
    """`name`: in ASCII, without its ending."""
    named = {"Content-Disposition": f'attachment; filename="{name}.xlsx"'}
    return Response(200, XLSX, workbook(page), headers=named)


def sends_a_file(
    door: Callable[RouteParams, Response[bytes]],
) -> Callable[RouteParams, Response[bytes]]:
    """Without its annotation: the framework would write whatever is annotated as JSON."""
    del door.__annotations__["return"]
    return door
