"""A contest whose awards are granted: works with gold, silver and a theme award, and a unit."""

from contest.audit import Actor
from contest.award.award import AwardRound, AwardStatus, Winner
from contest.award.names import unit_id
from contest.entry.entry import Entry, EntryStatus
from contest.erasure import Erasure
from contest.validate.frames import Frames
from contest_aws import clock
from contest_aws.services import entries
from contest_aws.services.award import revocation
from contest_aws.services.award.revocation import RevocationRequest
from contest_aws.services.context import Context
from contest_aws.services.pointers import OwnEntry
from contest_aws.store import keys
from contest_aws.store.protocol import create, get, update
from tests.builders import any_entry, any_form, any_text, any_upload

THEMED = "theme-award"
TITLES = {"e1": "钢铁脊梁", "e2": "一颗螺丝钉"}
OWNERS = {"e1": "p1", "e2": "p2"}
PLACES = {"e1": ("gold", THEMED), "e2": ("silver",)}


def of_work(entry, level=None, **changes):
    """Gold or silver, or the theme award."""
    plain = Winner(
        award="overall" if level else THEMED,
        level=level,
        name=any_text({"gold": "综合奖·金奖", "silver": "综合奖·银奖"}.get(level, "主题奖")),
        entry=entry,
        title=TITLES[entry],
        recipient="湘江重工集团",
        score="93.21",
        why=any_text("内部理由"),
    )
    return plain.model_copy(update=changes)


def of_unit(contest):
    unit = contest.rules.units[0].name
    return Winner(
        award="best-organisation",
        name=any_text("优秀组织奖"),
        unit=unit_id(unit.zh),
        recipient=unit.zh,
        score="310.00",
        why=any_text("内部理由"),
    )


class Granted:
    """What stands behind `doors`, and the ways in which an award ends."""

    def __init__(self, doors, status=AwardStatus.GRANTED):
        self.doors, self.store, self.contest = doors, doors.store, doors.contest
        self.winners = (
            of_work("e2", "silver"),
            of_unit(self.contest),
            of_work("e1", "gold"),
            of_work("e1", theme="high-end"),
        )
        self.round = AwardRound(
            contest=self.contest.id, id="first", round="r", status=status, proposal=self.winners
        )
        self.store.commit(create(keys.award_round(self.contest.id, "first"), self.round))
        for entry in TITLES:
            self._enter(entry)
        for place, winner in enumerate(self.winners, start=1):
            self.store.commit(create(keys.winner(self.contest.id, "first", place), winner))

    def _enter(self, name):
        upload = any_upload(key=f"media/{self.contest.id}/{name}/1-abc", object_version=f"v-{name}")
        work = any_entry(
            EntryStatus.AWARDED,
            id=name,
            owner=OWNERS[name],
            awards=PLACES[name],
            form=any_form(title=TITLES[name], credits=("导演：周立群",), synopsis="三代炼钢人。"),
            upload=upload,
        )
        poster = f"posters/{self.contest.id}/{name}/1-abc.poster.jpg"
        self.store.commit(
            create(keys.entry(self.contest.id, name), work),
            create(keys.own_entry(self.contest.id, OWNERS[name], name), OwnEntry(entry=name)),
            create(
                keys.frames(self.contest.id, name, 1),
                Frames(contest=self.contest.id, entry=name, upload=1, poster=poster),
            ),
        )

    def entry(self, name):
        return get(self.store, keys.entry(self.contest.id, name), Entry)

    def context(self, person="h"):
        return Context(self.store, self.contest, Actor.of("host", person), clock.now())

    def rules(self, **changes):
        """The contest's rules change."""
        key = keys.contest(self.contest.id)
        stored = get(self.store, key, type(self.contest))
        after = stored.next_version(rules=stored.rules.model_copy(update=changes))
        self.store.commit(update(key, after, before=stored))

    def withdrawn(self, name="e1"):
        ctx = self.context().acting_as(Actor.of("entrant", OWNERS[name]))
        entries.move(ctx, self.entry(name), EntryStatus.WITHDRAWN, action="entry.withdraw")

    def disqualified(self, name="e1"):
        entries.disqualify(self.context(), self.entry(name), reason="侵权")

    def revoked(self, name="e1"):
        for place in PLACES[name]:
            asked = RevocationRequest(place=place, entry=name, reason="侵权")
            round_ = get(self.store, keys.award_round(self.contest.id, "first"), AwardRound)
            revocation.revoke(self.context(), round_, asked)

    def unit_revoked(self):
        asked = RevocationRequest(
            place="best-organisation", unit=of_unit(self.contest).unit, reason="有误"
        )
        round_ = get(self.store, keys.award_round(self.contest.id, "first"), AwardRound)
        revocation.revoke(self.context(), round_, asked)

    def erasure_asked(self, name="e1"):
        owner = OWNERS[name]
        asked = Erasure(account=owner, asked_at=clock.now(), actor=Actor.of("account", owner))
        self.store.commit(create(keys.erasure(owner), asked))

    def erased(self, name="e1"):
        before = self.entry(name)
        after = before.next_version(erased=("person",))
        self.store.commit(update(keys.entry(self.contest.id, name), after, before=before))


ENDS = ("withdrawn", "disqualified", "revoked", "erasure_asked", "erased")
"""All ways in which a work stops being a winner."""
