"""Items that only point to another item."""

from contest.model import Fact, Id


class Named(Fact):
    """Points to a contest, or to a duplicate match of an entry."""

    name: str


class Pointer(Fact):
    """Points to the account of an address, or of a person who was invited to a contest."""

    account: Id


class OwnEntry(Fact):
    """Points to an entry that belongs to an entrant or names a unit."""

    entry: Id
