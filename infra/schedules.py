"""The group for one-off schedules of contest dates, the role that they run as, and the hourly
recovery.

The schedules themselves are set by the command line from the rules files, not by this stack.
"""

from aws_cdk import Aws, Duration, Stack
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
        deployment: Deployment,
    ) -> None:
        super().__init__(scope, name)
        self.group = scheduler.ScheduleGroup(
            self,
            "Group",
            schedule_group_name=Stack.of(self).stack_name,
            removal_policy=deployment.removal,
        )
        self.dead_letters = DeadLetters(self, "DeadLetters", deployment=deployment)
        self.role = self._role()
        # Schedules do not wait for an answer. Without this, a failure would go unnoticed.
        keep_calendar.configure_async_invoke(on_failure=SqsDestination(self.dead_letters))
        events.Rule(
            self,
            "Hourly",
            schedule=events.Schedule.rate(Duration.hours(1)),
            targets=[targets.LambdaFunction(recover, dead_letter_queue=self.dead_letters)],
        )
        self._grant("lambda:InvokeFunction", keep_calendar.function_arn)
        self._grant("sqs:SendMessage", self.dead_letters.queue_arn)

    def _role(self) -> iam.Role:
        this_account = {
            "aws:SourceAccount": Aws.ACCOUNT_ID,
            "aws:SourceArn": self.group.schedule_group_arn,
        }
        scheduler_of_ours = iam.ServicePrincipal(
            "scheduler.amazonaws.com", conditions={"StringEquals": this_account}
        )
        return iam.Role(self, "Role", assumed_by=scheduler_of_ours)

    def _grant(self, action: str, resource: str) -> None:
        self.role.add_to_policy(iam.PolicyStatement(actions=[action], resources=[resource]))
