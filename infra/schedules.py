"""The group for one-off schedules of contest dates, the role that they run as, the hourly recovery,
the digests of audit chains, four times a day, and the host's daily reminder.

The schedules themselves are set by the command line from the rules files, not by this stack.
"""

from aws_cdk import Aws, Duration
from aws_cdk import aws_events as events
from aws_cdk import aws_events_targets as targets
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_scheduler as scheduler
from aws_cdk.aws_lambda_destinations import SqsDestination
from constructs import Construct

from infra.dead_letters import DeadLetters
from infra.deployment import Deployment


class Schedules(Construct):
    def __init__(
        self,
        scope: Construct,
        name: str,
        *,
        keep_calendar: lambda_.Function,
        recover: lambda_.Function,
        seal_chains: lambda_.Function,
        remind_host: lambda_.Function,
        deployment: Deployment,
    ) -> None:
        super().__init__(scope, name)
        # CloudFormation names it, and it goes with the stack. A group that stayed under a fixed
        # name would keep the stack from being deployed again.
        self.group = scheduler.CfnScheduleGroup(self, "Group")
        self.dead_letters = DeadLetters(self, "DeadLetters", deployment=deployment)
        self.role = self._role()
        # Schedules do not wait for an answer. Without this, a failure would go unnoticed.
        failed = SqsDestination(self.dead_letters)
        keep_calendar.configure_async_invoke(on_failure=failed)
        # It fails once a chain is broken. To seal again at once would not mend it.
        seal_chains.configure_async_invoke(on_failure=failed, retry_attempts=0)
        self._run("Hourly", recover, hours=1)
        self._run("Digests", seal_chains, hours=6)
        self._run("Daily", remind_host, hours=24)
        self._grant("lambda:InvokeFunction", keep_calendar.function_arn)
        self._grant("sqs:SendMessage", self.dead_letters.queue_arn)

    def _run(self, name: str, function: lambda_.Function, *, hours: int) -> None:
        events.Rule(
            self,
            name,
            schedule=events.Schedule.rate(Duration.hours(hours)),
            targets=[targets.LambdaFunction(function, dead_letter_queue=self.dead_letters)],
        )

    def _role(self) -> iam.Role:
        this_account = {
            "aws:SourceAccount": Aws.ACCOUNT_ID,
            "aws:SourceArn": self.group.attr_arn,
        }
        scheduler_of_ours = iam.ServicePrincipal(
            "scheduler.amazonaws.com", conditions={"StringEquals": this_account}
        )
        return iam.Role(self, "Role", assumed_by=scheduler_of_ours)

    def _grant(self, action: str, resource: str) -> None:
        self.role.add_to_policy(iam.PolicyStatement(actions=[action], resources=[resource]))
