"""The whole of Laurel in one account: composed here, and granted what each part may do."""

from typing import Any

from aws_cdk import CfnOutput, Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from contest_aws import keys
from infra import jobs
from infra.alarms import Alarms
from infra.deployment import Deployment
from infra.house_function import HouseFunction, Job
from infra.http_api import HttpApi
from infra.layers import Layers
from infra.schedules import Schedules
from infra.state_machines import StateMachine
from infra.storage import Storage
from infra.streams import Streams
from infra.table import Table
from infra.uploads import Uploads


class LaurelStack(Stack):
    def __init__(
        self,
        scope: Construct,
        name: str,
        *,
        deployment: Deployment,
        **stack: Any,  # as Stack takes them
    ) -> None:
        super().__init__(scope, name, **stack)
        self._deployment = deployment
        self._layers = Layers(self, "Layers", assets=deployment.assets)
        self._table = Table(self, "Table", deployment=deployment)
        self._http = HttpApi(self, "Http")
        self._storage = Storage(
            self,
            "Storage",
            deployment=deployment,
            site_origin=deployment.site_origin or self._http.api.api_endpoint,
        )
        self._settings = {
            "table_name": self._table.table.table_name,
            "media_bucket": self._storage.media.bucket_name,
            "results_bucket": self._storage.results.bucket_name,
        }
        self._functions: dict[str, HouseFunction] = {}
        self._add_state_machines()
        self._add_apis()
        self._add_events()
        self._watch()
        self._tell()

    def _add(self, job: Job) -> HouseFunction:
        function = HouseFunction(
            self,
            job,
            layers=self._layers,
            deployment=self._deployment,
            settings=job.settings.model_validate(self._settings),
        )
        self._table.let_read(function, job.reads)
        self._table.let_put(function, job.puts)
        if job.lists_by_status:
            self._table.let_list_by_status(function)
        self._functions[job.name] = function
        return function

    def _add_state_machines(self) -> None:
        validate, wait, invite = map(
            self._add, (jobs.VALIDATE_UPLOAD, jobs.AWAIT_DECISION, jobs.INVITE_JUDGES)
        )
        tally, propose, grant = map(self._add, (jobs.TALLY, jobs.PROPOSE_AWARDS, jobs.GRANT_AWARDS))
        self._entry_journey = self._machine("entry_journey", validate, wait, invite)
        self._award_round = self._machine("award_round", tally, propose, grant, wait)
        self._settings["entry_journey"] = self._entry_journey.state_machine_arn
        self._resume = self._add(jobs.RESUME)
        self._let_answer(wait, self._entry_journey, self._award_round)
        self._let_answer(self._resume, self._entry_journey, self._award_round)
        self._let_answer(invite, self._entry_journey)
        self._storage.let_media(validate, "s3:GetObject", "s3:GetObjectVersion")
        self._storage.let_results(tally, "s3:PutObject")
        self._storage.let_results(propose, "s3:GetObject")

    def _add_apis(self) -> None:
        apis = {path: self._add(job) for path, job in jobs.APIS.items()}
        for path, function in apis.items():
            self._http.serve(path, function)
        self._storage.let_media(apis["entrant"], *_UPLOAD)
        self._storage.let_media(apis["screener"], "s3:GetObjectVersion")
        self._storage.let_media(apis["judge"], "s3:GetObjectVersion")

    def _add_events(self) -> None:
        start = self._add(jobs.START_JOURNEY)
        start.add_to_role_policy(
            iam.PolicyStatement(
                sid="StartJourneys",
                actions=["states:StartExecution"],
                resources=[self._entry_journey.state_machine_arn],
            )
        )
        self._uploads = Uploads(
            self,
            "Uploads",
            media=self._storage.media,
            start_journey=start,
            deployment=self._deployment,
        )
        self._streams = Streams(
            self, "Streams", table=self._table.table, deployment=self._deployment
        )
        settle = self._add(jobs.SETTLE_REVIEW)
        self._streams.wake(settle, prefixes=(keys.JUDGE,))
        self._streams.wake(self._resume, prefixes=(keys.ENTRY, keys.AWARDS))
        self._schedules = Schedules(
            self,
            "Schedules",
            keep_calendar=self._add(jobs.KEEP_CALENDAR),
            deployment=self._deployment,
        )

    def _machine(self, file: str, *steps: HouseFunction) -> StateMachine:
        return StateMachine(
            self,
            "".join(word.capitalize() for word in file.split("_")),
            file=f"{file}.asl.json",
            functions={step.node.id: step for step in steps},
            deployment=self._deployment,
        )

    def _let_answer(self, function: lambda_.Function, *machines: StateMachine) -> None:
        """A policy apart from the role: the machine needs the function, this needs the machine."""
        arns = [machine.state_machine_arn for machine in machines]
        iam.Policy(
            self,
            f"{function.node.id}Answers",
            roles=[function.role] if function.role else [],
            statements=[
                iam.PolicyStatement(
                    sid="AnswerWaits",
                    actions=["states:SendTaskSuccess"],
                    # The local cloud looks for this right on every resource only.
                    resources=["*"] if self._deployment.local else arns,
                )
            ],
        )

    def _watch(self) -> None:
        alarms = Alarms(self, "Alarms", email=self._deployment.alarm_email)
        for function in self._functions.values():
            alarms.watch_function(function)
        alarms.watch_machine(self._entry_journey)
        alarms.watch_machine(self._award_round)
        alarms.watch_stream(self._functions["SettleReview"])
        alarms.watch_stream(self._resume)
        alarms.watch_dead_letters("UploadDeadLetters", self._uploads.dead_letters)
        alarms.watch_dead_letters("StreamDeadLetters", self._streams.dead_letters)
        alarms.watch_dead_letters("ScheduleDeadLetters", self._schedules.dead_letters)
        alarms.draw()

    def _tell(self) -> None:
        outputs = {
            "ApiUrl": self._http.api.api_endpoint,
            "TableName": self._table.table.table_name,
            "MediaBucket": self._storage.media.bucket_name,
            "ResultsBucket": self._storage.results.bucket_name,
            "EntryJourney": self._entry_journey.state_machine_arn,
            "AwardRound": self._award_round.state_machine_arn,
            "KeepCalendar": self._functions["KeepCalendar"].function_arn,
            "ScheduleGroup": self._schedules.group.schedule_group_name,
            "ScheduleRole": self._schedules.role.role_arn,
            "ScheduleDeadLetters": self._schedules.dead_letters.queue_arn,
            "UploadQueue": self._uploads.queue.queue_url,
            "UploadDeadLetters": self._uploads.dead_letters.queue_url,
            "StreamDeadLetters": self._streams.dead_letters.queue_url,
        }
        told = Construct(self, "Outputs")
        for name, value in outputs.items():
            CfnOutput(told, name, value=value).override_logical_id(name)


_UPLOAD = ("s3:PutObject", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts")
