"""What a file says about AI, as it was found. People other than the entrant and the host see it in
words of our own only: the label's fields name companies, accounts and works."""

from enum import StrEnum
from typing import Self

from pydantic import Field

from contest.model import Fact

MOST_LABELS = 8
LONGEST_FIELD = 256
"""Characters that are kept of a field: reserved codes may hold signatures."""


class AiStatement(StrEnum):
    """What a label says of a work. The first three are the values of `Label` (GB 45438-2025,
    appendix E): it is made by AI, may be, or is suspected to be."""

    MADE = "made"
    MAYBE = "maybe"
    SUSPECTED = "suspected"


class LabelProblem(StrEnum):
    """Why a value under `AIGC` could not be read."""

    TOO_LONG = "too_long"
    NOT_TEXT = "not_text"
    NOT_JSON = "not_json"
    REPEATED = "repeated"
    """A field stands there twice."""
    NOT_OBJECT = "not_object"
    NO_LABEL = "no_label"
    UNKNOWN_LABEL = "unknown_label"
    BAD_FIELD = "bad_field"
    """A field is not a text."""
    BROKEN_XML = "broken_xml"


class AigcLabel(Fact):
    """One value under `AIGC`; with a problem, it has no other field."""

    place: str
    """The boxes that it stands in, such as `moov/udta/meta`."""
    says: AiStatement | None = None
    content_producer: str = ""
    produce_id: str = ""
    reserved_code1: str = ""
    content_propagator: str = ""
    propagate_id: str = ""
    reserved_code2: str = ""
    problem: LabelProblem | None = None

    @property
    def content(self) -> tuple[object, ...]:
        """The same for labels that differ in nothing but their place."""
        return tuple(self.model_dump(exclude={"place"}).values())


class FileLabels(Fact):
    """All labels of a file; the same content is listed once, by its first place."""

    aigc: tuple[AigcLabel, ...] = Field(default=(), max_length=MOST_LABELS)
    credentials: bool = False
    """Whether there is a C2PA manifest. Its signature is not checked."""
    source_types: tuple[str, ...] = ()
    """IPTC's digital source types that the manifest names, such as `trainedAlgorithmicMedia`."""
    incomplete: bool = False
    """Whether there was more metadata than is searched."""

    @property
    def says(self) -> AiStatement | None:
        """The strongest of what the labels say; None if none says anything that can be read."""
        said = {label.says for label in self.aigc}
        if not BY_AI.isdisjoint(self.source_types):
            said.add(AiStatement.MADE)
        return next((statement for statement in AiStatement if statement in said), None)

    def without_names(self) -> Self:
        """As far as it names no company, account or work."""
        kept = (
            AigcLabel(place=label.place, says=label.says, problem=label.problem)
            for label in self.aigc
        )
        return self.model_copy(update={"aigc": tuple(kept)})

    @property
    def unreadable(self) -> bool:
        """Whether there is a value under `AIGC` that cannot be read."""
        return any(label.problem for label in self.aigc)


BY_AI = frozenset(
    {
        "trainedAlgorithmicMedia",
        "compositeWithTrainedAlgorithmicMedia",
        "trainedAlgorithmicData",
    }
)
SOURCE_TYPES = BY_AI | {
    "algorithmicMedia",
    "algorithmicallyEnhanced",
    "compositeCapture",
    "composite",
    "compositeSynthetic",
    "computationalCapture",
    "dataDrivenMedia",
    "digitalArt",
    "digitalCapture",
    "digitalCreation",
    "humanEdits",
    "minorHumanEdits",
    "multiFrameComputationalCapture",
    "negativeFilm",
    "positiveFilm",
    "print",
    "screenCapture",
    "softwareImage",
    "virtualRecording",
}
"""IPTC's NewsCodes, and C2PA's own; other names are ignored, so that a file cannot put text of its
own in front of a screener."""
