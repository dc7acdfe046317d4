"""The notice of a contest: who runs and supports it, and what the public is told besides dates and
requirements, in the end of the winning works. Pages show it; nothing else depends on it."""

from collections.abc import Iterable, Sequence
from typing import Literal

from pydantic import AwareDatetime

from contest.model import Fact, Id, Text
from contest.rules.faults import Fault, Listed, fault


class Party(Fact):
    """An organisation that runs or supports the contest, as pages and certificates name it."""

    role: Literal["host", "co_organiser", "supporter", "media_partner"]
    name: Text


def has_host(parties: Sequence[Party]) -> Iterable[Fault]:
    if all(party.role != "host" for party in parties):
        yield Fault(
            (), len(parties), fault("host", "没有主办单位 (role: host)", "there is no host")
        )


class Eligibility(Fact):
    who: Text
    fee: Text


class WayToEnter(Fact):
    """One of the ways to take part, such as on this platform or through a recommending unit."""

    id: Id
    name: Text
    about: Text


class ContactPoint(Fact):
    """Whom the public asks. What the host does not publish is left out."""

    name: Text
    phone: str | None = None
    email: str | None = None
    address: Text | None = None


class ReviewDates(Fact):
    """When a round of review takes place, by the dates that hold now."""

    id: Id
    name: Text
    opens: AwareDatetime
    closes: AwareDatetime


class GalleryRules(Fact):
    """What everybody may see of a winning work beside its award, title and entrant, and what media
    partners get: as far as the declaration grants it."""

    poster: bool = False
    """A still of the film."""
    film: bool = False
    synopsis: bool = False
    credits: bool = False


class Notice(Fact):
    """Each part may be left out; pages then do not mention it."""

    motto: Text | None = None
    purpose: Text | None = None
    ways: Listed[WayToEnter] = ()
    requirements: tuple[Text, ...] = ()
    """What else a work has to be, which no machine checks."""
    panel: Text | None = None
    """Who the expert judges are."""
    conference: Text | None = None
    """Where the award ceremony and the showing take place."""
    contact: ContactPoint | None = None
    interpretation: Text | None = None
    """Who has the last word on matters of the contest."""
