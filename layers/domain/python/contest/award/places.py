"""The places that an award plan has, by the ids that name them."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from contest.award.award import AwardChange, Winner
from contest.model import Id, Text
from contest.rules.award_plan import AnyAward, AwardPlan, Level
from contest.rules.sections import Theme


class AwardPlace(NamedTuple):
    """An award, or one level of it."""

    award: AnyAward
    level: Level | None = None

    @property
    def id(self) -> Id:
        return self.level.id if self.level else self.award.id

    @property
    def name(self) -> Text:
        return self.level.name if self.level else self.award.name

    @property
    def number(self) -> int:
        """The number of winners; for a theme award, in each theme."""
        if self.level is not None:
            return self.level.number
        assert self.award.kind != "overall"  # noqa: S101 - an overall award is given by level
        return self.award.number

    @property
    def trophy(self) -> bool:
        return self.level is not None and self.level.trophy

    @property
    def certificate(self) -> bool:
        return self.award.certificate


def places(plan: AwardPlan) -> dict[Id, AwardPlace]:
    """Every award or level that can be given, by its id."""
    found: dict[Id, AwardPlace] = {}
    for award in plan:
        if award.kind == "overall":
            found |= {level.id: AwardPlace(award, level) for level in award.levels}
        else:
            found[award.id] = AwardPlace(award)
    return found


def with_theme(name: Text, theme: Text | None) -> Text:
    """The name of an award, and the theme if it is given in each: 主题奖（绿色低碳）."""
    if theme is None:
        return name
    return Text(zh=f"{name.zh}（{theme.zh}）", en=f"{name.en} ({theme.en})")


def full_name(winner: Winner, themes: Iterable[Theme]) -> Text:
    """The award of the winner as it is called. The theme of a work has no part in an award that
    goes to all themes."""
    its = (theme.name for theme in themes if theme.id == winner.theme)
    return with_theme(winner.name, next(its, None))


def award_of(plan: AwardPlan) -> Mapping[Id, Id]:
    """The award of each place, and of each award itself."""
    return {award.id: award.id for award in plan} | {
        id_: place.award.id for id_, place in places(plan).items()
    }


class Changes:
    """The host's changes, as the plan is filled under them: of those to one place and recipient the
    last holds. Works and units go by their ids."""

    def __init__(
        self,
        plan: AwardPlan,
        changes: Iterable[AwardChange] = (),
        *,
        ended: Collection[Id] = frozenset(),
    ) -> None:
        self.ended = ended
        """Entries that no longer stand."""
        self._award_of = award_of(plan)
        self._dropped: set[tuple[Id, Id]] = set()
        self._added: dict[Id, dict[Id, AwardChange]] = {}
        for change in changes:
            who = change.entry or change.unit or ""
            if change.action == "drop":
                self._dropped.add((change.place, who))
                self._take_back(change.place, who)
            else:
                self._added.setdefault(change.place, {})[who] = change

    def _take_back(self, name: Id, who: Id) -> None:
        """`name`: the place, or the award with all its levels."""
        for place, added in self._added.items():
            if name in (place, self._award_of[place]):
                added.pop(who, None)

    def dropped(self, place: AwardPlace) -> frozenset[Id]:
        """Who loses this place, or the whole award."""
        names = (place.id, place.award.id)
        return frozenset(who for name, who in self._dropped if name in names)

    def dropped_from(self, award: Id) -> frozenset[Id]:
        """Who gets no level of the award at all."""
        return frozenset(who for name, who in self._dropped if name == award)

    def added(self, place: AwardPlace) -> Mapping[Id, AwardChange]:
        """Who is given this place, with the change that says so."""
        return self._added.get(place.id, {})


class Granted(NamedTuple):
    """What was granted before over the same scores. Whoever has an award keeps it, and only places
    that are free are filled."""

    standing: Sequence[Winner] = ()
    barred: Collection[Id] = frozenset()
    """Works and units that an award was taken back from: none is proposed for anything."""

    def of(self, award: Id) -> list[Winner]:
        return [winner for winner in self.standing if winner.award == award]

    def holders(self, award: Id) -> frozenset[Id]:
        return frozenset(winner.entry or winner.unit or "" for winner in self.of(award))

    def taken(self, place: Id, theme: Id | None = None) -> int:
        """How many of its places are not free."""
        return sum((winner.place, winner.theme) == (place, theme) for winner in self.standing)

    def left(self, place: AwardPlace, theme: Id | None = None) -> int:
        """How many of its places another list can give."""
        return max(place.number - self.taken(place.id, theme), 0)

    def excluded(self, plan: AwardPlan, place: AwardPlace) -> dict[Id, Winner]:
        """Who keeps an award that does not go with this place, by what they keep."""
        names = {place.id, place.award.id}
        apart = {award.id for award in plan if names & {*award.not_with}}
        return {w.entry or w.unit or "": w for w in self.standing if w.award in apart}

    def passed_over(self, plan: AwardPlan, place: AwardPlace) -> frozenset[Id]:
        """Who could not take the place without losing what they keep: a lower level of the award,
        or one that does not go with it. No worse work is proposed for the place."""
        levels = place.award.levels if place.award.kind == "overall" else ()
        position = {level.id: number for number, level in enumerate(levels)}
        lower = {
            winner.entry or ""
            for winner in self.of(place.award.id)
            if position.get(winner.place, 0) > position.get(place.id, 0)
        }
        return frozenset(lower | self.excluded(plan, place).keys())


NOTHING_GRANTED = Granted()


class PlaceCount(NamedTuple):
    """How many winners a place may have, and how many more it could have."""

    place: AwardPlace
    theme: Id | None
    """Of a theme award, which has its own places in each theme."""
    free: int


def place_counts(
    plan: AwardPlan, themes: Iterable[Id], winners: Iterable[tuple[Id, Id | None]]
) -> list[PlaceCount]:
    """`winners`: the place and the theme of each that stands."""
    there, themed = Counter(winners), list(themes)
    return [
        PlaceCount(place, theme, max(0, place.number - there[place.id, theme]))
        for place in places(plan).values()
        for theme in (themed if place.award.kind == "theme" else [None])
    ]
