"""Alarms for the operators, and a dashboard of the system's health."""

from aws_cdk import ArnFormat, Aws, Duration, Stack
from aws_cdk import aws_apigatewayv2 as apigatewayv2
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_cloudwatch_actions as actions
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_sns as sns
from aws_cdk import aws_sns_subscriptions as subscriptions
from aws_cdk import aws_sqs as sqs
from aws_cdk import aws_stepfunctions as sfn
from constructs import Construct

from infra.house_function import HouseFunction

SPAN, HOUR = Duration.minutes(5), Duration.hours(1)
LATE = 300
"""Seconds."""


class Alarms(Construct):
    def __init__(self, scope: Construct, name: str, *, email: str | None) -> None:
        super().__init__(scope, name)
        self._topic = sns.Topic(self, "Topic", enforce_ssl=True)
        self._allow_alarms()
        if email:
            self._topic.add_subscription(subscriptions.EmailSubscription(email))
        self._shown: dict[str, list[cloudwatch.IMetric]] = {}

    def watch_function(self, function: HouseFunction) -> None:
        name, throttled = function.node.id, function.metric_throttles(period=SPAN)
        self._alarm(f"{name}Fails", function.metric_errors(period=SPAN), "Failed calls")
        if not function.waits_for_room:
            self._alarm(f"{name}Throttled", throttled, "Throttled calls")

    def watch_api(self, api: apigatewayv2.HttpApi, *, throttled: cloudwatch.IMetric) -> None:
        """A function that answers with an error of its own has not failed: only the gateway counts
        it (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-metrics.html)."""
        errors = api.metric_server_error(period=SPAN, statistic="Sum")
        self._alarm(f"{api.node.id}Fails", errors, "Requests answered with an error of ours")
        self._alarm(f"{api.node.id}Throttled", throttled, "Requests turned away, too many at once")

    def watch_machine(self, machine: sfn.StateMachine) -> None:
        name = machine.node.id
        self._alarm(f"{name}Fails", machine.metric_failed(period=SPAN), "Failed executions")
        self._alarm(
            f"{name}TimesOut", machine.metric_timed_out(period=SPAN), "Executions timed out"
        )

    def watch_stream(self, function: lambda_.Function) -> None:
        age = function.metric("IteratorAge", period=SPAN, statistic="Maximum")
        title = "Age of the oldest change not dispatched, ms"
        self._alarm(f"{function.node.id}Lags", age, title, above=1000 * LATE)

    def watch_queue(self, queue: sqs.Queue) -> None:
        age = queue.metric_approximate_age_of_oldest_message(period=SPAN, statistic="Maximum")
        self._alarm(f"{queue.node.id}Lags", age, "Age of the oldest message, s", above=LATE)

    def watch_dead_letters(self, name: str, queue: sqs.Queue) -> None:
        waiting = queue.metric_approximate_number_of_messages_visible(
            period=SPAN, statistic="Maximum"
        )
        self._alarm(f"{name}NotEmpty", waiting, "Dead letters")

    def watch_reputation(self) -> None:
        """Of the account as a sender by SES. AWS advises to keep bounces below 5 % and complaints
        below 0.1 %, or it may stop all mails of the account
        (https://docs.aws.amazon.com/ses/latest/dg/reputationdashboard-cloudwatch-alarm.html)."""
        for what, least in (("Bounce", 0.05), ("Complaint", 0.001)):
            rate = cloudwatch.Metric(
                namespace="AWS/SES",
                metric_name=f"Reputation.{what}Rate",
                statistic="Maximum",
                period=HOUR,
            )
            self._alarm(f"{what}sOften", rate, f"{what} rate of mails", above=least, at_it=True)

    def draw(self) -> None:
        """Creates the dashboard of everything that is watched so far."""
        board = cloudwatch.Dashboard(self, "Dashboard", default_interval=Duration.days(1))
        board.add_widgets(
            *(
                cloudwatch.GraphWidget(title=title, left=metrics, width=12)
                for title, metrics in self._shown.items()
            )
        )

    def _allow_alarms(self) -> None:
        """A topic with a policy of its own loses the default one, so alarms have to be allowed by
        name: https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html"""
        alarms = Stack.of(self).format_arn(
            service="cloudwatch",
            resource="alarm",
            resource_name="*",
            arn_format=ArnFormat.COLON_RESOURCE_NAME,
        )
        self._topic.add_to_resource_policy(
            iam.PolicyStatement(
                sid="AlarmsPublish",
                principals=[iam.ServicePrincipal("cloudwatch.amazonaws.com")],
                actions=["sns:Publish"],
                resources=[self._topic.topic_arn],
                conditions={
                    "ArnLike": {"aws:SourceArn": alarms},
                    "StringEquals": {"aws:SourceAccount": Aws.ACCOUNT_ID},
                },
            )
        )

    def _alarm(
        self,
        name: str,
        metric: cloudwatch.IMetric,
        title: str,
        *,
        above: float = 0,
        at_it: bool = False,
    ) -> None:
        """`at_it`: it is raised at the threshold itself, too."""
        operator = cloudwatch.ComparisonOperator
        self._shown.setdefault(title, []).append(metric)
        alarm = cloudwatch.Alarm(
            self,
            name,
            metric=metric,
            threshold=above,
            comparison_operator=operator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD
            if at_it
            else operator.GREATER_THAN_THRESHOLD,
            evaluation_periods=1,
            treat_missing_data=cloudwatch.TreatMissingData.NOT_BREACHING,
        )
        alarm.add_alarm_action(actions.SnsAction(self._topic))
