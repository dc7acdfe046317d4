"""All odd but valid files, by kind."""

from tests.truth.odd_bases import Odd
from tests.truth.odd_boxes import BOXES
from tests.truth.odd_coding import CODING
from tests.truth.odd_edits import EDIT_LISTS
from tests.truth.odd_fragments import FRAGMENTS
from tests.truth.odd_tables import TABLES
from tests.truth.odd_tracks import TRACKS

KINDS: dict[str, dict[str, Odd]] = {
    "boxes": BOXES,
    "edits": EDIT_LISTS,
    "tables": TABLES,
    "fragments": FRAGMENTS,
    "coding": CODING,
    "tracks": TRACKS,
}
ODD = {f"{kind}: {name}": make for kind, found in KINDS.items() for name, make in found.items()}
