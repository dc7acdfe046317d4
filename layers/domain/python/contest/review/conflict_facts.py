"""The facts about a judge and about an entry that tell whether they have to do with each other."""

from dataclasses import dataclass
from functools import cached_property

from contest.entry.entrants import EntrantKind
from contest.model import Id
from contest.review.identity import unit_domains
from contest.unit_names import employers_in, folded, units_in


@dataclass(frozen=True, kw_only=True)
class JudgeFacts:
    """What is known about a judge, in the form in which it is compared."""

    judge: Id
    """The judge's id within the contest."""
    accounts: frozenset[Id] = frozenset()
    emails: frozenset[str] = frozenset()
    """As by `identity.emails`."""
    phones: frozenset[str] = frozenset()
    """As by `identity.phone_numbers`."""
    name: str = ""
    unit: str = ""
    acts_for: frozenset[Id] = frozenset()
    """The recommending units in whose name the judge's account may act."""
    enters: bool = False
    """Whether they have entered a work, in a contest whose entrants may not judge."""
    left: bool = False
    recused: frozenset[Id] = frozenset()

    @cached_property
    def ids(self) -> frozenset[Id]:
        return self.accounts | {self.judge}

    @cached_property
    def folded_name(self) -> str:
        return folded(self.name)

    @cached_property
    def units(self) -> tuple[str, ...]:
        return employers_in(self.unit)

    @cached_property
    def domains(self) -> frozenset[str]:
        return unit_domains(self.emails)


@dataclass(frozen=True, kw_only=True)
class WorkFacts:
    """What is known about an entry and the people behind it."""

    entry: Id
    accounts: frozenset[Id] = frozenset()
    """Of its owner."""
    emails: frozenset[str] = frozenset()
    """Of its owner and of every contact, the ones on units' sheets too."""
    phones: frozenset[str] = frozenset()
    contacts: tuple[str, ...] = ()
    """The names of its contacts."""
    entrant: str = ""
    kind: EntrantKind = EntrantKind.UNDECIDED
    credits: tuple[str, ...] = ()
    recommended_by: frozenset[Id] = frozenset()
    """The recommending units, by their ids in the rules: named on the form, or on a sheet."""
    recommending: tuple[str, ...] = ()
    """Their names, and what the form says."""
    screened_by: frozenset[Id] = frozenset()

    @cached_property
    def units(self) -> tuple[str, ...]:
        return () if self.kind is EntrantKind.PERSON else units_in(self.entrant)

    @cached_property
    def recommending_units(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(unit for name in self.recommending for unit in units_in(name)))

    @cached_property
    def people(self) -> frozenset[str]:
        """Names of persons whose own work it may be."""
        person = () if self.kind is EntrantKind.UNIT else (self.entrant,)
        return frozenset(filter(None, map(folded, (*self.contacts, *person))))

    @cached_property
    def folded_credits(self) -> tuple[str, ...]:
        return tuple(map(folded, self.credits))

    @cached_property
    def domains(self) -> frozenset[str]:
        return unit_domains(self.emails)
