"""Spelling: what is left of a text when width, case, marks and traditional characters make no
difference."""

import unicodedata
from functools import lru_cache

from contest.unit_names.tables.simplified import SIMPLIFIED, TRADITIONAL

TO_SIMPLIFIED = str.maketrans(TRADITIONAL, SIMPLIFIED)


@lru_cache(maxsize=65_536)
def folded(text: str) -> str:
    """The letters and digits of a text, in one width and one case, in simplified characters.
    Spaces, brackets and other marks are dropped."""
    return "".join(char for char in plain(text) if char.isalnum())


def plain(text: str) -> str:
    """In one width and one case, in simplified characters; with its marks."""
    return unicodedata.normalize("NFKC", text).casefold().translate(TO_SIMPLIFIED)
