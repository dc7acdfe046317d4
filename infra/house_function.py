"""A function with the house defaults: runtime, layers, its own log group, and its own role, which
at first may only write that log.
"""

from dataclasses import dataclass

from aws_cdk import Duration, RemovalPolicy, Size, Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from constructs import Construct

from contest_aws.settings import Settings
from infra.acknowledge import acknowledge
from infra.deployment import Deployment
from infra.layers import ARCHITECTURE, RUNTIME, Layers


@dataclass(frozen=True, kw_only=True)
class FunctionSpec:
    """What a function is, and which items it may access, by prefixes of partition keys."""

    handler: str
    settings: type[Settings]
    reads: tuple[str, ...] = ()
    puts: tuple[str, ...] = ()
    deletes: tuple[str, ...] = ()
    checks: tuple[str, ...] = ()
    """Items whose absence, or version, it may check without reading them."""
    lists_by_status: bool = False
    lists_queue: bool = False
    lists_chains: bool = False
    needs_media: bool = False
    needs_frames: bool = False
    needs_sheets: bool = False
    needs_pages: bool = False
    needs_certificates: bool = False
    requeues: bool = False
    """Whether it queues what is left for its own next call. Lambda ends such a loop after 16 calls,
    unless it is told that the loop is meant to be:
    https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html"""
    encodes: bool = False
    """Whether a deployment may say, by `encoders`, how many of it run at once."""
    memory: int = 512
    disk: int = 512
    """MB of `/tmp`."""
    seconds: int = 60

    @property
    def name(self) -> str:
        """`validate.validate_upload` becomes ValidateUpload, as in the state machines. `host.app`,
        the Lambda of the host's routes, becomes HostApi."""
        folder, module = self.handler.split(".")
        words = f"{folder}_api" if module == "app" else module
        return "".join(word.capitalize() for word in words.split("_"))


class HouseFunction(lambda_.Function):
    waits_for_room: bool
    """Whether calls that are turned away are nothing unusual."""

    def __init__(
        self,
        scope: Construct,
        spec: FunctionSpec,
        *,
        layers: Layers,
        deployment: Deployment,
        settings: Settings,
    ) -> None:
        log, role = _log(scope, spec.name), _role(scope, spec.name)
        log.grant_write(role)
        super().__init__(
            scope,
            spec.name,
            handler=f"{spec.handler}.handler",
            code=lambda_.Code.from_asset(str(deployment.assets / "functions")),
            runtime=RUNTIME,
            architecture=ARCHITECTURE,
            layers=layers.of(
                media=spec.needs_media,
                frames=spec.needs_frames,
                sheets=spec.needs_sheets,
                pages=spec.needs_pages,
                certificates=spec.needs_certificates,
            ),
            memory_size=spec.memory,
            ephemeral_storage_size=Size.mebibytes(spec.disk),
            timeout=Duration.seconds(spec.seconds),
            reserved_concurrent_executions=deployment.encoders if spec.encodes else None,
            recursive_loop=lambda_.RecursiveLoop.ALLOW
            if spec.requeues and deployment.detects_loops
            else None,
            environment={"POWERTOOLS_SERVICE_NAME": spec.name, **settings.environment()},
            role=role,
            log_group=log,
            logging_format=lambda_.LoggingFormat.JSON,
            tracing=lambda_.Tracing.ACTIVE if deployment.tracing else lambda_.Tracing.DISABLED,
        )
        self.waits_for_room = spec.encodes and deployment.encoders is not None
        _acknowledge(self, deployment)


def _log(scope: Construct, name: str) -> logs.LogGroup:
    return logs.LogGroup(
        scope,
        f"{name}Log",
        log_group_name=f"/{Stack.of(scope).stack_name}/{name}",
        retention=logs.RetentionDays.SIX_MONTHS,
        removal_policy=RemovalPolicy.DESTROY,
    )


def _role(scope: Construct, name: str) -> iam.Role:
    role = iam.Role(scope, f"{name}Role", assumed_by=iam.ServicePrincipal("lambda.amazonaws.com"))
    acknowledge(
        role,
        "AwsSolutions-IAM5[Resource::*]",
        reason="Traces and the list of streams have no resource to name. Mails are limited to the "
        "sender's address by a condition.",
    )
    return role


def _acknowledge(function: lambda_.Function, deployment: Deployment) -> None:
    acknowledge(
        function,
        "Serverless-LambdaDLQ",
        reason="Called and waited for by an API, a queue, a stream or a state machine; the one "
        "that the schedules call without waiting has a destination for failures.",
    )
    if not deployment.tracing:
        acknowledge(
            function, "Serverless-LambdaTracing", reason="Lambda has no tracing in this region."
        )
