"""The right to send mail as the deployment's sender, and the settings for it: by SES, or by an SMTP
server whose password is a secret in the account.
"""

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

    @property
    def by_ses(self) -> bool:
        """Whether SES sends. That of the local cloud measures nothing."""
        return self.settings["mail_by"] == "ses" and not self._deployment.local

    def grant_send(self, function: lambda_.Function) -> None:
        sender, smtp = self._deployment.mail_from, self._deployment.smtp
        if self._secret:
            self._secret.grant_read(function)
        elif sender and not smtp:
            self._grant_ses(function, addresses.split(sender)[1])

    def _grant_ses(self, function: lambda_.Function, address: str) -> None:
        """On every resource, as the sender alone: in the sandbox SES asks for the right to the
        recipient's identity, too, and an identity may have a configuration set
        (https://docs.aws.amazon.com/ses/latest/dg/control-user-access.html)."""
        as_sender = {"StringEquals": {"ses:FromAddress": address}}
        function.add_to_role_policy(
            iam.PolicyStatement(
                sid="SendMail",
                actions=["ses:SendEmail"],
                resources=["*"],
                # The emulator does not know this condition.
                conditions=None if self._deployment.local else as_sender,
            )
        )

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
