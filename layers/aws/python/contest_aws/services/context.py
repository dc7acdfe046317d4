"""What every action of a contest needs: where to write, in which contest, who acts, and when."""

from dataclasses import dataclass, replace
from datetime import datetime

from contest.audit import Actor
from contest.people.access import Access
from contest.rules.contest import Contest
from contest_aws.store.protocol import Store


@dataclass(frozen=True)
class Context:
    store: Store
    contest: Contest
    actor: Actor
    """Who stands in the audit records."""
    now: datetime
    """By our clock."""

    @property
    def contest_time(self) -> datetime:
        """By the contest's clock, against which its dates are held: a rehearsal's may be set."""
        return self.contest.time_at(self.now)

    def acting_as(self, actor: Actor) -> "Context":
        """The same moment, when part of the work is done by the rules or by somebody else."""
        return replace(self, actor=actor)


def context_for(store: Store, contest: Contest, access: Access, *, now: datetime) -> Context:
    """For a request: its asker acts in the role by which the route has let them in."""
    return Context(store, contest, Actor.of(access.role.value, access.person), now)
