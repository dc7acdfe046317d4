"""The KMS key that signs session tokens. It cannot be exported; its public half verifies."""

from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from infra.deployment import Deployment


class Signing(Construct):
    def __init__(self, scope: Construct, name: str, *, deployment: Deployment) -> None:
        super().__init__(scope, name)
        self.key = kms.Key(
            self,
            "Key",
            description="Laurel: signs session tokens",
            key_spec=kms.KeySpec.ECC_NIST_P256,
            key_usage=kms.KeyUsage.SIGN_VERIFY,
            removal_policy=deployment.removal,
        )

    def grant_verify(self, function: lambda_.Function) -> None:
        self._grant(function, "VerifyTokens", "kms:GetPublicKey")

    def grant_sign(self, function: lambda_.Function) -> None:
        self._grant(function, "SignTokens", "kms:Sign", "kms:GetPublicKey")

    def _grant(self, function: lambda_.Function, sid: str, *actions: str) -> None:
        function.add_to_role_policy(
            iam.PolicyStatement(sid=sid, actions=list(actions), resources=[self.key.key_arn])
        )
