"""Judges as the host invited them. `conflicts` has what keeps one from reviewing an entry."""

from pydantic import AwareDatetime

from contest.audit import Audited
from contest.model import Id


class Judge(Audited):
    id: Id
    name: str
    unit: str = ""
    themes: tuple[Id, ...] = ()
    """Themes of the judge's field: a preference, not a limit."""
    expertise: tuple[str, ...] = ()
    """Fields that the judge knows: a preference, too."""
    max_load: int | None = None
    """The most works that the judge takes in a round. None: as many as the rules allow."""
    recused: tuple[Id, ...] = ()
    """Entries that the judge must never see again."""
    left: bool = False
    """Whether the judge has left: they receive no more entries, and what they have not submitted
    goes to others. Their scores stand."""
    appointed_at: AwareDatetime | None = None
    """When they last accepted to be on the panel. Older items do not have it."""
    facts: int = 0
    """Counts the changes of what conflicts of interest are found by: name, unit, recusals."""
