"""Items that only point to another item."""

from contest.model import Fact


class Named(Fact):
    """Points to a contest, or to a duplicate match of an entry."""

    name: str
