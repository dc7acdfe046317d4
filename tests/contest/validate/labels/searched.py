"""The labels of a film, read as an upload is."""

from contest.validate.labels.file_labels import FileLabels
from contest.validate.labels.search import file_labels
from contest.validate.mp4.gate import gated_movie
from contest_aws.media.ranged_reader import PlannedReader


def labels_of(film: bytes) -> FileLabels:
    return searched(film)[0]


def searched(film: bytes) -> tuple[FileLabels, list[int]]:
    """The labels, and the lengths of the requests that only they needed."""
    reads = []

    def fetch(start, length):
        reads.append(length)
        return film[start : start + length]

    reader = PlannedReader(fetch, size=len(film))
    gate = gated_movie(reader.read, size=len(film))
    before_them = len(reads)
    return file_labels(reader.read, gate), reads[before_them:]
