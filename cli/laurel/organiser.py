"""The organiser's access to a deployed Laurel: its outputs, and its parts under the organiser's own
AWS credentials. No public API is needed."""

import json
import secrets
from datetime import timedelta
from functools import cached_property
from typing import Any, Self

import boto3
from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic.alias_generators import to_pascal

from contest.audit import ORGANISER, RULES, Actor
from contest.award.award import AwardRound
from contest.entry.entry import Entry
from contest.model import Id
from contest.people.account import Account, Role, normalised
from contest.refusals import Refused
from contest.review.judge import Judge
from contest.rules.contest import Contest
from contest_aws import clients, clock
from contest_aws.http.tokens import KmsKey, Tokens
from contest_aws.media.bucket import Media
from contest_aws.media.certificate_files import CertificateFiles
from contest_aws.media.digests import Digests
from contest_aws.media.purge import Removal
from contest_aws.media.snapshots import Snapshots
from contest_aws.services.award import award_rounds, beginning
from contest_aws.services.context import Context
from contest_aws.services.entries import contest_of, contests
from contest_aws.services.people import accounts, on_behalf
from contest_aws.services.review.judges import judges_of
from contest_aws.services.upkeep import recovery
from contest_aws.services.upload.numbers import entry_named
from contest_aws.store.dynamodb import DynamoStore
from contest_aws.workflow.executions import Journeys, Machines, name_of, position
from contest_aws.workflow.queues import Queue
from contest_aws.workflow.schedules import Schedules
from laurel import aws_words
from laurel.inputs import InputError, no_such

MANY = 1000
"""A recovery by hand retries this often: the person has already looked into why executions
failed."""


class Deployment(BaseModel):
    """The stack's outputs."""

    model_config = ConfigDict(
        alias_generator=to_pascal, populate_by_name=True, extra="ignore", frozen=True
    )

    api_url: str
    site_url: str
    """Where browsers find the pages."""
    table_name: str
    media_bucket: str
    results_bucket: str
    entry_journey: str
    award_round: str
    keep_calendar: str
    make_certificates: str
    recover: str
    signing_key: str
    schedule_group: str
    schedule_role: str
    schedule_dead_letters: str
    upload_queue: str
    upload_dead_letters: str
    mail_queue: str
    laurel_version: str
    uploads_close: str = ""
    """From when on the media bucket refuses uploads (ISO 8601); empty if never."""

    @classmethod
    def of_stack(cls, name: str, session: boto3.Session) -> Self:
        """Raises botocore's ClientError if there is no such stack, and InputError if it is another
        version's."""
        stack = session.client("cloudformation", config=clients.BY_HAND).describe_stacks(
            StackName=name
        )["Stacks"][0]
        outputs = {out["OutputKey"]: out["OutputValue"] for out in stack.get("Outputs", [])}
        try:
            return cls.model_validate(outputs)
        except ValidationError:
            if "LaurelVersion" not in outputs:
                raise
        said = aws_words.unreadable_stack(name)
        raise InputError(f"{said.zh} {said.en}")


class Organiser:
    def __init__(self, deployment: Deployment, session: boto3.Session) -> None:
        self.deployment, self.session = deployment, session

    def _client(self, service: Any) -> Any:  # noqa: ANN401 - boto3's own
        return self.session.client(service, config=clients.BY_HAND)

    @cached_property
    def store(self) -> DynamoStore:
        return self.store_of(self.deployment.table_name)

    def store_of(self, table: str) -> DynamoStore:
        return DynamoStore(table, self._client("dynamodb"))

    @cached_property
    def tokens(self) -> Tokens:
        return Tokens(KmsKey(self.deployment.signing_key, self._client("kms")))

    @cached_property
    def journeys(self) -> Journeys:
        return Journeys(self._client("stepfunctions"))

    @cached_property
    def _s3(self) -> Any:  # noqa: ANN401 - boto3's own
        return self.session.client("s3", config=clients.for_bucket().merge(clients.BY_HAND))

    @cached_property
    def snapshots(self) -> Snapshots:
        return Snapshots(self.deployment.results_bucket, self._s3)

    @cached_property
    def digests(self) -> Digests:
        return Digests(self.deployment.results_bucket, self._s3)

    @cached_property
    def objects(self) -> Removal:
        return Removal(self.deployment.media_bucket, self._s3)

    @cached_property
    def media(self) -> Media:
        return Media(self.deployment.media_bucket, self._s3)

    @cached_property
    def certificate_files(self) -> CertificateFiles:
        return CertificateFiles(self.deployment.media_bucket, self._s3)

    @property
    def machines(self) -> Machines:
        return Machines(self.deployment.entry_journey, self.deployment.award_round)

    @cached_property
    def schedules(self) -> Schedules:
        return Schedules(
            group=self.deployment.schedule_group,
            role=self.deployment.schedule_role,
            target=self.deployment.keep_calendar,
            dead_letters=self.deployment.schedule_dead_letters,
            client=self._client("scheduler"),
        )

    @cached_property
    def mail_queue(self) -> Queue:
        return Queue(self.deployment.mail_queue, self._client("sqs"))

    def contest(self, contest_id: Id) -> Contest:
        """An unknown contest is refused with the names of those that there are."""
        try:
            return contest_of(self.store, contest_id)
        except Refused:
            raise no_such(
                "活动", "contest", contest_id, [c.id for c in contests(self.store)]
            ) from None

    def entry(self, contest_id: Id, entry_id: str) -> Entry:
        """By its number or its id."""
        self.contest(contest_id)
        try:
            return entry_named(self.store, contest_id, entry_id)
        except Refused:
            raise no_such("作品", "entry", entry_id) from None

    def judge(self, contest_id: Id, judge_id: Id) -> Judge:
        self.contest(contest_id)
        known = {judge.id: judge for judge in judges_of(self.store, contest_id)}
        if judge_id not in known:
            raise no_such("专家", "judge", judge_id, list(known))
        return known[judge_id]

    def award_round(self, contest_id: Id, round_id: Id) -> AwardRound:
        self.contest(contest_id)
        try:
            return award_rounds.round_of(self.store, contest_id, round_id)
        except Refused:
            known = [round_.id for round_ in award_rounds.rounds_of(self.store, contest_id)]
            raise no_such("评奖轮次", "award round", round_id, known) from None

    def account(self, address: str) -> Account:
        found = accounts.find(self.store, normalised(address))
        if found is None:
            raise no_such("账号", "account", address)
        return found

    @cached_property
    def _identity(self) -> str:
        arn: str = self._client("sts").get_caller_identity()["Arn"]
        return arn.rpartition(":")[2]

    def host(self) -> Actor:
        """The host as the person whose AWS identity this is: two people are two identities."""
        return Actor.of("host", self._identity)

    def context(self, contest_id: Id, actor: Actor | None = None) -> Context:
        """A context in the contest. The host acts, as this person, unless another actor is
        given."""
        contest = self.contest(contest_id)
        return Context(self.store, contest, actor or self.host(), clock.now())

    def token(self, contest_id: Id, *, role: Role, person: Id, days: int = 1, **more: str) -> str:
        """A token for a person in a role, for rehearsals and tests. `more`: as for
        `session_for`."""
        now = clock.now()
        session = on_behalf.session_for(
            Context(self.store, self.contest(contest_id), ORGANISER, now),
            role=role,
            person=person,
            session_id=secrets.token_hex(10),
            ends_at=now + timedelta(days=days),
            **more,
        )
        return self.tokens.issue(session)

    def keep_calendar(self, contest_id: Id) -> dict[str, Any]:
        """Do now what is due, as the schedules would."""
        failed = "办理到期事项失败，请查看函数日志。 The calendar failed, see the function's log"
        return self._invoke(self.deployment.keep_calendar, contest_id, failed)

    def make_certificates(self, contest_id: Id) -> None:
        """Make now the files of certificates that have none."""
        failed = "生成证书失败，请查看函数日志。 Making certificates failed, see the function's log"
        self._invoke(self.deployment.make_certificates, contest_id, failed)

    def _invoke(self, function: str, contest_id: Id, failed: str) -> dict[str, Any]:
        answer = self.session.client("lambda", config=clients.INVOKE).invoke(
            FunctionName=function, Payload=json.dumps({"contest": contest_id}).encode()
        )
        found: dict[str, Any] = json.loads(answer["Payload"].read())
        if "FunctionError" in answer:
            raise InputError(f"{failed}: {found.get('errorMessage', found)}")
        return found

    def set_schedules(self, contest_id: Id) -> list[str]:
        """Set schedules at every date still to come, ends of objection periods included. A
        rehearsal has none: a person who sets its clock also runs its calendar."""
        contest = self.contest(contest_id)
        if contest.rehearsal:
            return []
        rounds = award_rounds.current_rounds(self.store, contest)
        return self.schedules.keep(contest, now=clock.now(), award_rounds=rounds)

    def begin_awards(
        self, contest_id: Id, *, award_round: Id, review_round: Id, actor: Actor
    ) -> None:
        round_ = beginning.begin(
            self.context(contest_id, actor),
            award_round=award_round,
            review_round=review_round,
        )
        where = position(round_)
        self.journeys.start(self.deployment.award_round, where, name=name_of(where))

    def recover(self, contest_id: Id) -> list[str]:
        """Recover what no execution works on, as happens every hour, and set the schedules. Returns
        the names of the executions that were started."""
        taken = recovery.recover(
            self.context(contest_id, RULES),
            self.journeys,
            self.media,
            self.machines,
            tries=MANY,
        )
        self.set_schedules(contest_id)
        return list(taken.started)
