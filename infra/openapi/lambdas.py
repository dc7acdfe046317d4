"""The routes of all HTTP functions. Each module is imported as Lambda imports it, but with
placeholder settings, in a separate process: its routes are only read."""

import os
import sys
from importlib import import_module
from pathlib import Path

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver
from aws_lambda_powertools.event_handler.api_gateway import Route

from infra.function_specs import APIS
from infra.house_function import FunctionSpec

FUNCTIONS = Path(__file__).parents[2] / "functions"
NOBODY = "nobody@example.org"
"""A placeholder that is also a valid address where one is required."""


def resolver() -> APIGatewayHttpResolver:
    """A resolver with the routes of all functions, so that models they share are described once."""
    sys.path.insert(0, str(FUNCTIONS))
    os.environ.setdefault("AWS_DEFAULT_REGION", "cn-north-1")
    whole = APIGatewayHttpResolver(enable_validation=True)
    for spec in APIS.values():
        app = _app(spec)
        whole._static_routes += app._static_routes  # noqa: SLF001 - there is no public way
        whole._dynamic_routes += app._dynamic_routes  # noqa: SLF001
    return whole


def routes(whole: APIGatewayHttpResolver) -> list[Route]:
    return [*whole._static_routes, *whole._dynamic_routes]  # noqa: SLF001 - as above


def _app(spec: FunctionSpec) -> APIGatewayHttpResolver:
    fields = spec.settings.model_fields
    required = [name for name, field in fields.items() if field.is_required()]
    named = dict.fromkeys(required, NOBODY) | {"mail_by": "nobody"}
    nothing = spec.settings.model_validate(named)
    os.environ.update(nothing.environment())
    app: APIGatewayHttpResolver = import_module(spec.handler).app
    return app
