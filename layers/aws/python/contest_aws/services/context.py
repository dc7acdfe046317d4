"""What every action in a contest needs: the store, the contest, the actor and the time."""

from dataclasses import dataclass, replace
from datetime import datetime

from contest.audit import Actor
from contest.model import Id
from contest.people.access import Access
from contest.rules.contest import Contest
from contest_aws.store.protocol import Store


@dataclass(frozen=True)
class Context:
    store: Store
    contest: Contest
    actor: Actor
    """The actor that audit records name."""
    now: datetime
    """By our clock."""
    account: Id = ""
    """The account of the person who acts; empty for a part of the system."""

    @property
    def contest_time(self) -> datetime:
        """By the contest's clock, which its dates are compared with. A rehearsal's clock may be
        set."""
        return self.contest.time_at(self.now)

    def acting_as(self, actor: Actor) -> "Context":
        """The same context for work that is done by the rules or by another person."""
        return replace(self, actor=actor, account="")


def context_for(store: Store, contest: Contest, access: Access, *, now: datetime) -> Context:
    """For a request: the caller acts in the role that the route admitted."""
    actor = Actor.of(access.role.value, access.person)
    return Context(store, contest, actor, now, account=access.account)
