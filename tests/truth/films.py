"""All films that real tools make, and the thirty that tell most in little time."""

from tests.truth.kinds import KINDS
from tests.truth.lengths import LENGTHS, Film

FILMS: dict[str, Film] = {**LENGTHS, **KINDS}
_TELLING = (
    "60 s +0 at 24,",
    "60 s -1 at 25,",
    "60 s -2 at 30000/1001,",
    "60 s +0 at 30,",
    "60 s -2 at 50,",
    "60 s -1 at 60000/1001,",
    "480 s +1 at 24,",
    "cut at a key frame",
    "480 s +0 at 30000/1001,",
    "B-frames, PyAV, frag_keyframe",
    "B-frames, PyAV, frag_keyframe+empty_moov+omit_tfhd_offset",
    "B-frames, PyAV, dash+frag_keyframe+delay_moov",
    "B-frames, PyAV, negative_cts_offsets",
    "B-frames, PyAV, frag_every_frame+empty_moov+default_base_moof",
    "ismv",
    "fragments of 1 s",
    "cut between key frames",
    "cut to 59 s",
    "starts at 2 s",
    "picture at 3 s",
    "sound at 3 s",
    "sound of 75 s",
    "59 s with sound of 61 s",
    "turned by 90",
    "4:3 by pixels of 4:3",
    "portrait by pixels of 3:4",
    "bursts",
    "25, then 50",
    "AV1",
    "two pictures",
)
"""A film's whole name, or for those of a length its beginning: the rest names the encoder."""
TELLING = tuple(
    name
    for name in FILMS
    if name in _TELLING or any(told[-1] == "," and name.startswith(told) for told in _TELLING)
)
