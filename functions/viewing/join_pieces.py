"""Lambda: joins the pieces of a rendition with the film's sound, as a file without a word of the
encoder, and deletes the pieces.

Called twice, or killed at any moment and called again, it leaves one file and no piece."""

import tempfile
from pathlib import Path
from typing import Any

from contest.viewing.viewing_copy import piece_key
from contest_aws import clock
from contest_aws.encoding.joining import join
from contest_aws.services.viewing import copies
from viewing.dependencies import files, flagged, opened, store
from viewing.rendition_models import JoinStep


def handler(event: dict[str, Any], _: Any) -> None:  # noqa: ANN401 - Lambda's own
    step = JoinStep.model_validate(event)
    key = step.rendition
    if making := copies.being_made(store, step.of, key=key):
        files.drop(key)  # what an earlier call wrote
        pieces = (files.get(piece_key(key, piece.number)) for piece in step.pieces)
        with flagged(step):
            with tempfile.TemporaryDirectory() as folder, opened(making.upload) as film:
                joined = Path(folder) / "joined.mp4"
                join(pieces, film, joined)
                made = files.copy_of_file(joined, key)
            copies.finish(store, files, making.rendition, made, now=clock.now())
    copies.drop_parts(store, files, step.of, key=key)
