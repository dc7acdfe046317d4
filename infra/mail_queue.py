"""The queue of mails to be sent, with the function that sends them a few at a time. A mail that
cannot be sent now is retried for hours before it becomes a dead letter.
"""

from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from infra.dead_letters import DeadLetters
from infra.deployment import Deployment
from infra.house_queue import HouseQueue

SECONDS, BATCH = 120, 4
"""A mail server that does not answer costs 12 s for each mail, and for the copy of each."""
TRIES = 40
"""Once every twelve minutes, for eight hours."""
AT_ONCE = 2


class MailQueue(Construct):
    def __init__(self, scope: Construct, name: str, *, deployment: Deployment) -> None:
        super().__init__(scope, name)
        self.dead_letters = DeadLetters(self, "DeadLetters", deployment=deployment)
        self.queue = HouseQueue(
            self,
            "Mails",
            seconds=SECONDS,
            tries=TRIES,
            dead_letters=self.dead_letters,
            deployment=deployment,
        )

    def add_consumer(self, send_mails: lambda_.Function) -> None:
        self.queue.add_consumer(send_mails, batch=BATCH, at_once=AT_ONCE)
