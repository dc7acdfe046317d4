"""The HTTP API: one function for each audience, under its own path."""

import json

import jsii
from aws_cdk import Duration, RemovalPolicy, Stack
from aws_cdk import aws_apigateway as apigateway
from aws_cdk import aws_apigatewayv2 as apigatewayv2
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from aws_cdk.aws_apigatewayv2_integrations import HttpLambdaIntegration
from constructs import Construct

from contest.people.access import ROUTES
from infra.acknowledge import acknowledge

REQUESTS_A_SECOND, BURST = 2000, 1000
"""All requests of everybody. A film of 680 MB is sent in 130 parts, and a request signs each:
20,000 films on the last evening take 120 requests a second for six hours, and twice that at the
peak. Each reads its contest's one item, which the table gives 1,000 times a second. Every region
allows an account 2,500 and a burst of 1,250 or more:
https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html"""
UNSIGNED_A_SECOND, UNSIGNED_BURST = 200, 400
"""Of one route that writes for people who are not signed in: a flood of codes leaves room for the
uploads."""


class HttpApi(Construct):
    def __init__(self, scope: Construct, name: str) -> None:
        super().__init__(scope, name)
        log = AccessLog(self)
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
            access_log_settings=log,
        )
        self.throttled = log.throttled
        self._slower: dict[str, dict[str, object]] = {}

    def serve(self, path: str, function: lambda_.Function, *, slower: bool = False) -> None:
        """Routes everything below an audience's path to the function, and the path itself if the
        table of routes has it. For a longer path each route is added by itself, because a gateway
        prefers a full match to a wildcard. `slower`: each of these routes has a limit of its own.
        """
        integration = HttpLambdaIntegration(function.node.id if "/" in path else path, function)
        for served in _served(path):
            routes = self.api.add_routes(
                path=served, methods=[apigatewayv2.HttpMethod.ANY], integration=integration
            )
            if slower:
                self._slow_down(f"ANY {served}", *routes)

    def serve_pages(self, function: lambda_.Function) -> None:
        """Serves the pages at every address that no audience has: a gateway takes the longest
        match."""
        integration = HttpLambdaIntegration("pages", function)
        for path in ("/", "/{proxy+}"):
            self.api.add_routes(
                path=path, methods=[apigatewayv2.HttpMethod.GET], integration=integration
            )

    def _slow_down(self, key: str, *routes: apigatewayv2.HttpRoute) -> None:
        """The settings of a route stand in the stage, which can only be written once the route is
        there. They replace all of the stage's own."""
        self._slower[key] = {
            "ThrottlingRateLimit": UNSIGNED_A_SECOND,
            "ThrottlingBurstLimit": UNSIGNED_BURST,
            "DetailedMetricsEnabled": True,
        }
        resource = self.stage.node.default_child
        assert isinstance(resource, apigatewayv2.CfnStage)  # noqa: S101  # for the type
        resource.route_settings = self._slower
        self.stage.node.add_dependency(*routes)


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
        self.throttled = self._count_throttled(scope)

    def _count_throttled(self, scope: Construct) -> cloudwatch.IMetric:
        """Requests that the gateway turned away itself, and no function has seen: its own metrics
        count them among all other answers from 400 to 499
        (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-metrics.html)."""
        return self._group.add_metric_filter(
            "Throttled",
            filter_pattern=logs.FilterPattern.all(
                logs.FilterPattern.string_value("$.status", "=", "429"),
                logs.FilterPattern.string_value("$.integrationStatus", "!=", "200"),
            ),
            metric_namespace=Stack.of(scope).stack_name,
            metric_name="ThrottledRequests",
        ).metric(statistic="Sum", period=Duration.minutes(5))

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
            "integrationStatus",  # 200 if a function answered, whatever it said
            "responseLatency",
            "integrationErrorMessage",
        )
        line = {name.split(".")[-1]: f"$context.{name}" for name in names}
        return apigateway.AccessLogFormat.custom(json.dumps(line))
