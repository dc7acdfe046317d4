"""The state machines with their steps, and the rights to start them and to return task
tokens."""

from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from infra import function_specs
from infra.deployment import Deployment
from infra.functions import Functions
from infra.house_function import HouseFunction
from infra.state_machines import StateMachine
from infra.storage import Storage


class Journeys:
    """Not a construct: steps and machines belong to the stack, like the other functions."""

    def __init__(
        self, scope: Construct, *, functions: Functions, storage: Storage, deployment: Deployment
    ) -> None:
        self._scope, self._deployment = scope, deployment
        add = functions.add
        self.viewing_copy = self._add_viewing_copy(functions, storage)
        validate, wait = add(function_specs.VALIDATE_UPLOAD), add(function_specs.AWAIT_DECISION)
        take_frames = add(function_specs.TAKE_FRAMES)
        invite, tally = add(function_specs.INVITE_JUDGES), add(function_specs.TALLY)
        propose, grant = add(function_specs.PROPOSE_AWARDS), add(function_specs.GRANT_AWARDS)
        self.make_certificates = add(function_specs.MAKE_CERTIFICATES)
        self.entry_journey = self._machine("entry_journey", validate, take_frames, wait, invite)
        self.award_round = self._machine(
            "award_round", tally, propose, grant, self.make_certificates, wait
        )
        functions.add_settings(
            entry_journey=self.entry_journey.state_machine_arn,
            award_round=self.award_round.state_machine_arn,
            make_certificates=self.make_certificates.function_arn,
        )
        self.resume = add(function_specs.RESUME)
        self.grant_start(self.resume)
        for starter in (wait, invite):
            self.viewing_copy.grant_start_execution(starter)
        self._grant_answers(wait, self.entry_journey, self.award_round)
        self._grant_answers(self.resume, self.entry_journey, self.award_round)
        self._grant_answers(invite, self.entry_journey)
        self.recover = add(function_specs.RECOVER)
        self._grant_recovery()
        self.viewing_copy.grant_start_execution(self.recover)
        storage.grant_list_media(self.recover, "s3:ListBucketVersions")
        storage.grant_media(self.recover, "s3:PutObject", "s3:ListMultipartUploadParts")
        for reader in (validate, take_frames):
            storage.grant_media(reader, "s3:GetObject", "s3:GetObjectVersion")
        storage.grant_posters(take_frames, "s3:PutObject")
        storage.grant_certificates(
            self.make_certificates, "s3:GetObject", "s3:PutObject", "s3:DeleteObjectVersion"
        )
        storage.grant_results(tally, "s3:PutObject")
        storage.grant_results(propose, "s3:GetObject")

    def _add_viewing_copy(self, functions: Functions, storage: Storage) -> StateMachine:
        add = functions.add
        make_copy, plan = add(function_specs.MAKE_COPY), add(function_specs.PLAN_RENDITION)
        encode, join = add(function_specs.ENCODE_PIECE), add(function_specs.JOIN_PIECES)
        storage.grant_copy(make_copy, viewing=("s3:PutObject",))
        storage.grant_copy(plan)
        storage.grant_encode(encode)
        storage.grant_copy(join, viewing=("s3:PutObject",), pieces=("s3:GetObject",))
        machine = self._machine("viewing_copy", make_copy, plan, encode, join)
        functions.add_settings(viewing_copy=machine.state_machine_arn)
        return machine

    @property
    def machines(self) -> tuple[StateMachine, ...]:
        return self.entry_journey, self.award_round, self.viewing_copy

    def grant_start(self, function: lambda_.Function) -> None:
        function.add_to_role_policy(
            iam.PolicyStatement(
                sid="StartJourneys",
                actions=["states:StartExecution"],
                resources=[self.entry_journey.state_machine_arn],
            )
        )

    def _grant_recovery(self) -> None:
        """Recovery looks for lost executions, stops those that wait with a lost token, and starts
        others in their place."""
        for machine in (self.entry_journey, self.award_round):
            machine.grant_start_execution(self.recover)
            machine.grant(self.recover, "states:ListExecutions")
            machine.grant_executions(
                self.recover,
                "states:DescribeExecution",
                "states:GetExecutionHistory",
                "states:StopExecution",
            )
        self._grant_answers(self.recover, self.entry_journey, self.award_round)

    def _machine(self, file: str, *steps: HouseFunction) -> StateMachine:
        return StateMachine(
            self._scope,
            "".join(word.capitalize() for word in file.split("_")),
            file=f"{file}.asl.json",
            functions={step.node.id: step for step in steps},
            deployment=self._deployment,
        )

    def _grant_answers(self, function: lambda_.Function, *machines: StateMachine) -> None:
        """Grants by a separate policy, because the machine depends on the function, and this right
        depends on the machine."""
        arns = [machine.state_machine_arn for machine in machines]
        iam.Policy(
            self._scope,
            f"{function.node.id}Answers",
            roles=[function.role] if function.role else [],
            statements=[
                iam.PolicyStatement(
                    sid="AnswerWaits",
                    actions=["states:SendTaskSuccess"],
                    # The local cloud checks this right on every resource only.
                    resources=["*"] if self._deployment.local else arns,
                )
            ],
        )
