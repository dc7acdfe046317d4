"""Loads the rules of a contest, edition by edition, and sets a rehearsal's clock.

For the organiser's command line, under the organiser's own AWS credentials."""

from collections.abc import Container
from datetime import datetime, timedelta

from contest.audit import Actor
from contest.model import Id, digest
from contest.refusals import refused
from contest.review.round import Round
from contest.rules.contest import Contest, set_clock
from contest.rules.edition import Edition, check_begun, check_declaration, is_new
from contest.rules.rules import Rules
from contest_aws.services.context import Context
from contest_aws.services.pointers import Named
from contest_aws.store import keys
from contest_aws.store.protocol import Change, Store, create, recorded, update


def load(
    store: Store,
    rules: Rules,
    *,
    actor: Actor,
    now: datetime,
    rehearsal: bool | None = None,
    clock_offset: timedelta = timedelta(0),
) -> Contest:
    """Create a contest, or add a later edition to an existing one. Loading the same rules again
    changes nothing.

    `rehearsal`: None keeps what the contest is; a new one is none. Refused if it is the other."""
    key = keys.contest(rules.id)
    before = store.find(key, Contest)
    _refuse_other_kind(before, rehearsal=rehearsal)
    if before and not is_new(before.rules, rules):
        return before
    start = before or Contest(rules=rules, rehearsal=bool(rehearsal), clock_offset=clock_offset)
    begun = begun_rounds(store, start)
    check_begun(start, rules, begun=begun)
    check_declaration(rules, store.query(key.pk, Edition, begins=keys.SK_EDITION))
    edition = Edition(rules=rules, sha256=digest(rules), loaded_at=now)
    loaded, record = start.with_record(
        "contest.load",
        subject=key,
        actor=actor,
        at=now,
        details={"edition": rules.edition, "sha256": edition.sha256},
        rules=rules,
    )
    store.commit(
        update(key, loaded, before=before) if before else create(key, loaded),
        Change(keys.contest_named(rules.id), Named(name=rules.id), "any"),
        create(keys.edition(rules.id, rules.edition), edition),
        recorded(key, record),
        *still_to_begin(start, begun),
    )
    return loaded


def _refuse_other_kind(before: Contest | None, *, rehearsal: bool | None) -> None:
    if before and rehearsal not in (None, before.rehearsal):
        code = "rules.a_rehearsal" if before.rehearsal else "rules.no_rehearsal"
        raise refused(code, measured=before.id)


def begun_rounds(store: Store, contest: Contest) -> dict[Id, Round]:
    """The review rounds that have ever been opened, even if they are closed by now."""
    wanted = {keys.round_(contest.id, round_.id): round_.id for round_ in contest.rules.rounds}
    return {wanted[key]: round_ for key, round_ in store.find_each(wanted, Round).items()}


def still_to_begin(contest: Contest, begun: Container[Id]) -> list[Change]:
    """A conflict if another round has begun meanwhile: then more is settled."""
    wanted = [round_.id for round_ in contest.rules.rounds if round_.id not in begun]
    return [Change(keys.round_(contest.id, round_id), None, "absent") for round_id in wanted]


def turn_clock(ctx: Context, contest_time: datetime) -> Contest:
    """Set a rehearsal's clock to `contest_time`. The calendar does what becomes due by it."""
    key = keys.contest(ctx.contest.id)
    clock_offset = set_clock(ctx.contest, contest_time=contest_time, now=ctx.now)
    turned, record = ctx.contest.with_record(
        "contest.turn_clock",
        subject=key,
        actor=ctx.actor,
        at=ctx.now,
        details={"contest_time": contest_time.isoformat()},
        clock_offset=clock_offset,
    )
    ctx.store.commit(update(key, turned, before=ctx.contest), recorded(key, record))
    return turned
