"""The two state machines, from their ASL files. `${Names}` in the files are names of functions."""

from pathlib import Path

from aws_cdk import Aws, RemovalPolicy, Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from aws_cdk import aws_stepfunctions as sfn
from constructs import Construct

from infra.acknowledge import acknowledge
from infra.deployment import Deployment

HERE = Path(__file__).parent


class StateMachine(sfn.StateMachine):
    def __init__(
        self,
        scope: Construct,
        name: str,
        *,
        file: str,
        functions: dict[str, lambda_.Function],
        deployment: Deployment,
    ) -> None:
        """`functions`: by the names that the file uses."""
        arns = {key: function.function_arn for key, function in functions.items()}
        super().__init__(
            scope,
            name,
            definition_body=sfn.DefinitionBody.from_string((HERE / file).read_text("utf-8")),
            definition_substitutions={"Partition": Aws.PARTITION, **arns},
            state_machine_type=sfn.StateMachineType.STANDARD,
            # Execution data is left out, because task tokens are secrets and do not belong in logs.
            logs=sfn.LogOptions(
                destination=_log(scope, name), level=sfn.LogLevel.ALL, include_execution_data=False
            ),
            tracing_enabled=deployment.tracing,
            removal_policy=deployment.removal,
        )
        self.add_to_role_policy(
            iam.PolicyStatement(
                sid="RunSteps", actions=["lambda:InvokeFunction"], resources=list(arns.values())
            )
        )
        _acknowledge(self, deployment)


def _log(scope: Construct, name: str) -> logs.LogGroup:
    return logs.LogGroup(
        scope,
        f"{name}Log",
        # With this prefix CloudWatch needs no resource policy for each group.
        log_group_name=f"/aws/vendedlogs/states/{Stack.of(scope).stack_name}-{name}",
        retention=logs.RetentionDays.SIX_MONTHS,
        removal_policy=RemovalPolicy.DESTROY,
    )


def _acknowledge(machine: sfn.StateMachine, deployment: Deployment) -> None:
    acknowledge(
        machine,
        "AwsSolutions-IAM5[Resource::*]",
        reason="Log delivery and traces have no resource to name.",
    )
    if not deployment.tracing:
        acknowledge(
            machine,
            "AwsSolutions-SF2",
            "Serverless-StepFunctionStateMachineXray",
            reason="Lambda has no tracing in this region.",
        )
