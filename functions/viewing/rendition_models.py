"""What the steps of a rendition hand to each other."""

from contest.model import Fact
from contest_aws.encoding.piece import Wanted
from contest_aws.encoding.source import Span
from viewing.step_models import CopyStep


class PlannedPiece(Fact):
    number: int
    """From 1."""
    span: Span


class RenditionPlan(Fact):
    begun: bool
    """False if none is needed, it is ready, or another execution makes it."""
    rendition: str = ""
    """The key of its file."""
    wanted: Wanted | None = None
    pieces: tuple[PlannedPiece, ...] = ()


class PieceStep(CopyStep):
    rendition: str
    wanted: Wanted
    piece: PlannedPiece


class JoinStep(CopyStep):
    rendition: str
    pieces: tuple[PlannedPiece, ...]
