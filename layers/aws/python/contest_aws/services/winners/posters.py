"""Stills of winning works, where the rules show them."""

from collections.abc import Iterable

from contest.model import Id
from contest.rules.contest import Contest
from contest.validate.frames import Frames
from contest_aws.services.winners.standing import StandingWinner
from contest_aws.store import keys
from contest_aws.store.protocol import Store


def posters_of(store: Store, contest: Contest, winners: Iterable[StandingWinner]) -> dict[Id, str]:
    """The objects that hold the stills, by entry: each of the video that the work has now."""
    if not contest.rules.gallery.poster:
        return {}
    works = {one.entry.id: one.entry for one in winners if one.entry and one.entry.upload}
    wanted = [
        keys.frames(contest.id, work.id, work.upload.version)
        for work in works.values()
        if work.upload
    ]
    return {found.entry: found.poster for found in store.find_all(wanted, Frames) if found.poster}
