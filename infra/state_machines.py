"""The state machines, from their ASL files. `${Names}` in the files are names of functions."""

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

    def grant_executions(self, function: lambda_.Function, *actions: str) -> None:
        """Grants on all executions of this machine, wherever it is deployed."""
        function.add_to_role_policy(
            iam.PolicyStatement(
                actions=list(actions),
                resources=[f"arn:{Aws.PARTITION}:states:*:*:execution:{self.state_machine_name}:*"],
            )
        )
        machine = self.node.default_child
        assert isinstance(machine, sfn.CfnStateMachine)  # noqa: S101  # for the type
        assert function.role is not None  # noqa: S101  # for the type
        name = Stack.of(self).get_logical_id(machine)
        acknowledge(
            function.role,
            f"AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:states:*:*:execution:<{name}.Name>:*]",
            reason="An execution's name is not known before it has started.",
        )


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
