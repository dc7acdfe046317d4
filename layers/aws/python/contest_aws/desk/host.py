"""Host: load a contest, set a rehearsal's clock, invite people, take up what was lost on the way.

For the organiser's command line, under the organiser's own AWS credentials."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from contest import award as awards
from contest.access import Access, Role
from contest.award import AwardRound
from contest.calendar import Contest, set_clock
from contest.entry import STAGES, Entry, Status
from contest.model import Id
from contest.people import Judge
from contest.rules import Rules
from contest_aws import keys
from contest_aws.store import Change, Store, create, recorded, update
from contest_aws.tokens import new_token, token_hash


def load(
    store: Store, rules: Rules, *, by: str, ours: datetime, rehearsal: bool = False,
    ahead: timedelta = timedelta(0),
) -> Contest:  # fmt: skip
    """A new contest, or another edition of one that is there. A contest stays what it was first:
    a rehearsal, or not."""
    key = keys.contest(rules.id)
    before = store.find(key, Contest)
    start = before or Contest(rules=rules, rehearsal=rehearsal, ahead=ahead)
    loaded, record = start.after(
        "contest.load", owner=key, by=by, at=ours, details={"edition": rules.edition}, rules=rules
    )
    change = update(key, loaded, before=before) if before else create(key, loaded)
    store.commit(change, recorded(key, record))
    return loaded


def turn_clock(
    store: Store, contest: Contest, theirs: datetime, *, by: str, ours: datetime
) -> Contest:
    """Let a rehearsal's clock show `theirs`. What falls due by it is the calendar's to do."""
    key = keys.contest(contest.id)
    ahead = set_clock(contest, theirs=theirs, ours=ours)
    turned, record = contest.after(
        "contest.turn_clock", owner=key, by=by, at=ours, details={"theirs": theirs.isoformat()},
        ahead=ahead,
    )  # fmt: skip
    store.commit(update(key, turned, before=contest), recorded(key, record))
    return turned


def invite(store: Store, contest: Contest, *, role: Role, person: Id, ends_at: datetime) -> str:
    """A new bearer token; only its hash is kept, so this is the one time it is seen."""
    token = new_token()
    access = Access(contest=contest.id, role=role, person=person, ends_at=ends_at)
    store.commit(create(keys.access(token_hash(token)), access))
    return token


def appoint(store: Store, contest: Contest, judge: Judge) -> None:
    """A judge as the host knows them; named again, the later word counts."""
    store.commit(Change(keys.judge(contest.id, judge.id), judge, "any"))


def under_way(store: Store, contest: Contest) -> Iterator[Entry]:
    """Entries that an execution should be at work on or wait for."""
    for status in STAGES:
        yield from store.entries_at(contest.id, status)


def uploading(store: Store, contest: Contest) -> Iterator[Entry]:
    return store.entries_at(contest.id, Status.UPLOADING)


def award_rounds_under_way(store: Store, contest: Contest) -> Iterator[AwardRound]:
    partition = keys.award_round(contest.id, "").pk
    for round_ in store.query(partition, AwardRound, begins="ROUND#"):
        if round_.status in awards.STAGES:
            yield round_
