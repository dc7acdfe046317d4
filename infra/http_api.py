"""The HTTP API: one function for each audience, under its own path."""

import json

import jsii
from aws_cdk import RemovalPolicy
from aws_cdk import aws_apigateway as apigateway
from aws_cdk import aws_apigatewayv2 as apigatewayv2
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from aws_cdk.aws_apigatewayv2_integrations import HttpLambdaIntegration
from constructs import Construct

from contest.people.access import ROUTES
from infra.acknowledge import acknowledge

REQUESTS_A_SECOND, BURST = 200, 400
"""2,000 entrants on the last evening need far less. A client that sends more is no browser."""


class HttpApi(Construct):
    def __init__(self, scope: Construct, name: str) -> None:
        super().__init__(scope, name)
        self.api = apigatewayv2.HttpApi(self, "Api", create_default_stage=False)
        acknowledge(
            self.api,
            "AwsSolutions-APIG4",
            reason="Each function checks the caller's token itself, denied by default: an "
            "authorizer would double the invocations and, cached, delay a revocation.",
        )
        self.stage = apigatewayv2.HttpStage(
            self,
            "Stage",
            http_api=self.api,
            stage_name="$default",
            auto_deploy=True,
            throttle=apigatewayv2.ThrottleSettings(rate_limit=REQUESTS_A_SECOND, burst_limit=BURST),
            detailed_metrics_enabled=True,
            access_log_settings=AccessLog(self),
        )

    def serve(self, path: str, function: lambda_.Function) -> None:
        """Routes everything below an audience's path to the function, and the path itself if the
        table of routes has it. For a longer path each route is added by itself, because a gateway
        prefers a full match to a wildcard.
        """
        integration = HttpLambdaIntegration(function.node.id if "/" in path else path, function)
        for served in _served(path):
            self.api.add_routes(
                path=served, methods=[apigatewayv2.HttpMethod.ANY], integration=integration
            )

    def serve_pages(self, function: lambda_.Function) -> None:
        """Serves the pages at every address that no audience has: a gateway takes the longest
        match."""
        integration = HttpLambdaIntegration("pages", function)
        for path in ("/", "/{proxy+}"):
            self.api.add_routes(
                path=path, methods=[apigatewayv2.HttpMethod.GET], integration=integration
            )


def _served(path: str) -> list[str]:
    routes = sorted({route for _, route in ROUTES if route.startswith(f"/{path}")})
    if "/" in path:
        return [route.replace("<", "{").replace(">", "}") for route in routes]
    return [f"/{path}/{{proxy+}}", *(route for route in routes if route == f"/{path}")]


@jsii.implements(apigatewayv2.IAccessLogSettings)
class AccessLog:
    def __init__(self, scope: Construct) -> None:
        self._group = logs.LogGroup(
            scope,
            "AccessLog",
            # China's Cybersecurity Law requires access logs to be kept for at least six months. 180
            # days are less than that, and a stack that is removed early must not shorten it.
            retention=logs.RetentionDays.ONE_YEAR,
            removal_policy=RemovalPolicy.RETAIN,
        )

    @property
    def destination(self) -> apigatewayv2.IAccessLogDestination:
        return apigatewayv2.LogGroupLogDestination(self._group)

    @property
    def format(self) -> apigateway.AccessLogFormat:
        names = (
            "requestId",
            "requestTime",
            "identity.sourceIp",
            "routeKey",
            "status",
            "responseLatency",
            "integrationErrorMessage",
        )
        line = {name.split(".")[-1]: f"$context.{name}" for name in names}
        return apigateway.AccessLogFormat.custom(json.dumps(line))
