"""Lambda: encodes one piece of a rendition, and puts it into the media bucket.

Called twice, it writes the same piece. If the rendition is not wanted any more, by then or
meanwhile, nothing of it is left. A film that cannot be decoded flags it."""

from typing import Any

from contest.viewing.viewing_copy import piece_key
from contest_aws.encoding.piece import encode
from contest_aws.services.viewing import copies
from viewing.dependencies import files, flagged, opened, store
from viewing.rendition_models import PieceStep


def handler(event: dict[str, Any], _: Any) -> None:  # noqa: ANN401 - Lambda's own
    step = PieceStep.model_validate(event)
    place = piece_key(step.rendition, step.piece.number)
    if making := copies.being_made(store, step.of, key=step.rendition):
        with flagged(step), opened(making.upload) as film:
            files.put(place, encode(film, step.wanted, step.piece.span))
    if not copies.being_made(store, step.of, key=step.rendition):
        files.drop(place)
