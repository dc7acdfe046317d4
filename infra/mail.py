"""The right to send mail as the deployment's sender, and the settings for it: by SES, or by an SMTP
server whose password is a secret in the account.
"""

from aws_cdk import Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_secretsmanager as secretsmanager
from constructs import Construct

from contest import addresses
from infra.deployment import Deployment
from infra.mail_queue import MailQueue


class Mail(Construct):
    def __init__(self, scope: Construct, name: str, *, deployment: Deployment, site: str) -> None:
        super().__init__(scope, name)
        self._deployment = deployment
        self._secret = self._password()
        self.queue = MailQueue(self, "Queue", deployment=deployment)
        self.settings = {
            "site": site,
            "mail_queue": self.queue.queue.queue_url,
            "mail_rehearsals": str(deployment.mail_rehearsals),
            **self._server(),
        }
        """For `contest_aws.settings.MailSettings` and its subclasses."""

    def grant_send(self, function: lambda_.Function) -> None:
        sender, smtp = self._deployment.mail_from, self._deployment.smtp
        if self._secret:
            self._secret.grant_read(function)
        elif sender and not smtp:
            function.add_to_role_policy(
                iam.PolicyStatement(
                    sid="SendMail", actions=["ses:SendEmail"], resources=self._identities(sender)
                )
            )

    def _identities(self, sender: str) -> list[str]:
        """SES may have verified the address, or its whole domain."""
        if self._deployment.local:
            return ["*"]  # the emulator checks this right on every resource only
        _, address = addresses.split(sender)
        return [
            Stack.of(self).format_arn(service="ses", resource="identity", resource_name=name)
            for name in (address, address.partition("@")[2])
        ]

    def _password(self) -> secretsmanager.ISecret | None:
        smtp = self._deployment.smtp
        if not smtp or not smtp.secret:
            return None
        return secretsmanager.Secret.from_secret_name_v2(self, "Password", smtp.secret)

    def _server(self) -> dict[str, str]:
        sender, smtp = self._deployment.mail_from, self._deployment.smtp
        if not sender:
            return {"mail_by": "nobody"}
        if not smtp:
            return {"mail_by": "ses", "mail_from": sender}
        return {
            "mail_by": "smtp",
            "mail_from": sender,
            "smtp_host": smtp.host,
            "smtp_port": str(smtp.port),
            "smtp_secret": smtp.secret or "",
        }
