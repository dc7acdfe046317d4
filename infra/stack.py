"""The whole of Laurel in one account: composes the parts and grants their rights."""

from collections.abc import Mapping
from importlib.metadata import version
from typing import Any

from aws_cdk import CfnOutput, Stack
from aws_cdk import aws_iam as iam
from constructs import Construct

from infra import function_specs
from infra.alarms import Alarms
from infra.deployment import Deployment
from infra.functions import Functions
from infra.house_function import HouseFunction
from infra.http_api import HttpApi
from infra.journeys import Journeys
from infra.mail import Mail
from infra.schedules import Schedules
from infra.signing import Signing
from infra.storage import Storage
from infra.streams import Streams
from infra.table import Table
from infra.uploads import Uploads

UNSIGNED = {
    "sign-in",
    "public",
    "public/<contest_id>/gallery",
    "public/<contest_id>/media-package",
    "public/<contest_id>/objections",
}
"""The APIs that answer people who are not signed in."""
UNSIGNED_WRITERS = {
    "sign-in",
    "public/<contest_id>/media-package",
    "public/<contest_id>/objections",
}
"""Those of them that write."""


class LaurelStack(Stack):
    def __init__(
        self,
        scope: Construct,
        name: str,
        *,
        deployment: Deployment,
        **stack: Any,  # as Stack accepts them
    ) -> None:
        super().__init__(scope, name, **stack)
        self._table = Table(self, "Table", deployment=deployment)
        self._http = HttpApi(self, "Http")
        self._site = deployment.site_origin or self._http.api.api_endpoint
        self._storage = Storage(self, "Storage", deployment=deployment, site_origin=self._site)
        self._functions = Functions(
            self, table=self._table, storage=self._storage, deployment=deployment
        )
        self._mail = Mail(self, "Mail", deployment=deployment, site=self._site)
        self._streams = Streams(self, "Streams", table=self._table.table, deployment=deployment)
        self._functions.add_settings(**self._mail.settings, **self._streams.settings)
        self._keep_calendar = self._functions.add(function_specs.KEEP_CALENDAR)
        self._functions.add_settings(keep_calendar=self._keep_calendar.function_arn)
        self._journeys = Journeys(
            self, functions=self._functions, storage=self._storage, deployment=deployment
        )
        self._signing = Signing(self, "Signing", deployment=deployment)
        self._functions.add_settings(
            signing_key=self._signing.key.key_arn,
            hosts=",".join(deployment.hosts),
            full_exports=",".join(deployment.full_exports),
        )
        self._add_apis()
        self._add_events(deployment)
        self._watch(Alarms(self, "Alarms", email=deployment.alarm_email))
        closes = {"UploadsClose": deployment.uploads_close} if deployment.uploads_close else {}
        _add_outputs(Construct(self, "Outputs"), self._outputs() | closes)

    def _add_apis(self) -> None:
        apis = {path: self._functions.add(spec) for path, spec in function_specs.APIS.items()}
        for path, function in apis.items():
            self._http.serve(path, function, slower=path in UNSIGNED_WRITERS)
        self._http.serve_pages(self._functions.add(function_specs.PAGES))
        for path in sorted(apis.keys() - UNSIGNED):
            self._signing.grant_verify(apis[path])
        self._signing.grant_sign(apis["sign-in"])
        for path in ("sign-in", "account", "unit"):
            self._mail.grant_send(apis[path])
        for function in (apis["host"], self._journeys.recover):
            function.add_to_role_policy(
                iam.PolicyStatement(
                    sid="MakeCertificatesSoon",
                    actions=["lambda:InvokeFunction"],
                    resources=[self._journeys.make_certificates.function_arn],
                )
            )
        for function in (apis["account"], apis["host"], self._journeys.recover):
            function.add_to_role_policy(
                iam.PolicyStatement(
                    sid="KeepCalendarSoon",
                    actions=["lambda:InvokeFunction"],
                    resources=[self._keep_calendar.function_arn],
                )
            )
        self._grant_objects(apis)
        for path in ("host/<contest_id>/awards", "host/<contest_id>/exports"):
            self._storage.grant_results(apis[path], "s3:GetObject")
            self._storage.grant_exports(apis[path])
        self._storage.grant_read_digests(apis["host/<contest_id>/audit"])
        self._journeys.award_round.grant_start_execution(apis["host/<contest_id>/awards"])
        self._journeys.viewing_copy.grant_start_execution(apis["host"])

    def _grant_objects(self, apis: Mapping[str, HouseFunction]) -> None:
        gallery, package = "public/<contest_id>/gallery", "public/<contest_id>/media-package"
        upload = ("s3:PutObject", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts")
        self._storage.grant_media(apis["entrant"], *upload)
        for path in ("screener", gallery, package):
            self._storage.grant_media(apis[path], "s3:GetObjectVersion")
        for path in ("screener", gallery):
            self._storage.grant_posters(apis[path], "s3:GetObject")
        for path in ("screener", "judge", "entrant"):
            self._storage.grant_viewing(apis[path], "s3:GetObjectVersion")
        for path in ("host", "entrant", "unit"):
            self._storage.grant_certificates(apis[path], "s3:GetObject")

    def _add_events(self, deployment: Deployment) -> None:
        add = self._functions.add
        start = add(function_specs.START_JOURNEY)
        self._journeys.grant_start(start)
        self._uploads = Uploads(
            self, "Uploads", media=self._storage.media, start_journey=start, deployment=deployment
        )
        self._streams.read_by(add(function_specs.DISPATCH))
        self._streams.add_consumer("settle_review", add(function_specs.SETTLE_REVIEW))
        self._streams.add_consumer("resume", self._journeys.resume)
        keep_snapshots = add(function_specs.KEEP_SNAPSHOTS)
        self._storage.grant_results(keep_snapshots, "s3:GetObject", "s3:PutObject")
        self._streams.add_consumer("keep_snapshots", keep_snapshots)
        self._streams.add_consumer("write_mails", self._add_mails())
        self._streams.add_consumer("erase", self._add_erase())
        seal_chains = add(function_specs.SEAL_CHAINS)
        self._storage.grant_digests(seal_chains)
        self._schedules = Schedules(
            self,
            "Schedules",
            keep_calendar=self._keep_calendar,
            recover=self._journeys.recover,
            seal_chains=seal_chains,
            remind_host=self._add_reminder(),
            deployment=deployment,
        )

    def _add_mails(self) -> HouseFunction:
        """One function writes a mail for a change of an entry or a grant, another sends it. Only
        the sender may read an address, and a mail that cannot be sent now holds up no other."""
        write, send = (
            self._functions.add(function_specs.WRITE_MAILS),
            self._functions.add(function_specs.SEND_MAILS),
        )
        self._mail.queue.queue.grant_send_messages(write)
        self._mail.queue.add_consumer(send)
        self._mail.grant_send(send)
        return write

    def _add_reminder(self) -> HouseFunction:
        remind = self._functions.add(function_specs.REMIND_HOST)
        self._mail.queue.queue.grant_send_messages(remind)
        return remind

    def _add_erase(self) -> HouseFunction:
        erase = self._functions.add(function_specs.ERASE)
        self._storage.grant_erase(erase)
        self._streams.queues["erase"].grant_send_messages(erase)
        return erase

    def _watch(self, alarms: Alarms) -> None:
        for function in self._functions.all.values():
            alarms.watch_function(function)
        alarms.watch_api(self._http.api, throttled=self._http.throttled)
        for machine in self._journeys.machines:
            alarms.watch_machine(machine)
        alarms.watch_stream(self._functions.all[function_specs.DISPATCH.name])
        for queue in self._streams.queues.values():
            alarms.watch_queue(queue)
        alarms.watch_dead_letters("UploadDeadLetters", self._uploads.dead_letters)
        alarms.watch_dead_letters("StreamDeadLetters", self._streams.dead_letters)
        alarms.watch_dead_letters("MailDeadLetters", self._mail.queue.dead_letters)
        alarms.watch_dead_letters("ScheduleDeadLetters", self._schedules.dead_letters)
        if self._mail.by_ses:
            alarms.watch_reputation()
        alarms.draw()

    def _outputs(self) -> dict[str, str]:
        return {
            "LaurelVersion": version("laurel"),
            "ApiUrl": self._http.api.api_endpoint,
            "SiteUrl": self._site,
            "TableName": self._table.table.table_name,
            "MediaBucket": self._storage.media.bucket_name,
            "ResultsBucket": self._storage.results.bucket_name,
            "EntryJourney": self._journeys.entry_journey.state_machine_arn,
            "AwardRound": self._journeys.award_round.state_machine_arn,
            "ViewingCopy": self._journeys.viewing_copy.state_machine_arn,
            "KeepCalendar": self._keep_calendar.function_arn,
            "MakeCertificates": self._journeys.make_certificates.function_arn,
            "Recover": self._journeys.recover.function_arn,
            "SigningKey": self._signing.key.key_arn,
            "ScheduleGroup": self._schedules.group.ref,
            "ScheduleRole": self._schedules.role.role_arn,
            "ScheduleDeadLetters": self._schedules.dead_letters.queue_arn,
            "UploadQueue": self._uploads.queue.queue_url,
            "UploadDeadLetters": self._uploads.dead_letters.queue_url,
            "MailQueue": self._mail.queue.queue.queue_url,
            "MailDeadLetters": self._mail.queue.dead_letters.queue_url,
            "StreamDeadLetters": self._streams.dead_letters.queue_url,
        }


def _add_outputs(scope: Construct, outputs: dict[str, str]) -> None:
    """Adds outputs under plain names, which the command line and the local cloud read."""
    for name, value in outputs.items():
        CfnOutput(scope, name, value=value).override_logical_id(name)
