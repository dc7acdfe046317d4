"""What the state machine of viewing copies hands to each of its steps."""

from contest.model import Id
from contest_aws.workflow.executions import CopyRequest


class CopyStep(CopyRequest):
    maker: str
    """The name of the execution."""
    failed: bool = False

    @property
    def of(self) -> tuple[Id, Id, int]:
        return self.contest, self.entry, self.upload
