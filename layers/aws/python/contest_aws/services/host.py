"""Host: load a contest, set a rehearsal's clock, appoint judges, take up what was lost on the way.

For the organiser's command line, under the organiser's own AWS credentials."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from contest.audit import Actor
from contest.award import award
from contest.award.award import AwardRound
from contest.entry.entry import Entry, EntryStatus
from contest.entry.form import Contact
from contest.model import Id, digest
from contest.refusals import refused
from contest.review.judge import Judge
from contest.review.review import Round
from contest.rules.contest import Contest, set_clock
from contest.rules.edition import Edition, check_settled, is_new
from contest.rules.rules import Rules
from contest_aws.services.context import Context
from contest_aws.services.entries import move
from contest_aws.services.validate.duplicates import Named
from contest_aws.store import keys
from contest_aws.store.protocol import Change, Store, create, recorded, update


def load(
    store: Store,
    rules: Rules,
    *,
    actor: Actor,
    now: datetime,
    rehearsal: bool = False,
    clock_offset: timedelta = timedelta(0),
) -> Contest:
    """A new contest, or a later edition of one that is there; the same rules again change nothing.
    A contest stays what it was first: a rehearsal, or not."""
    key = keys.contest(rules.id)
    before = store.find(key, Contest)
    if before and not is_new(before.rules, rules):
        return before
    if before and _reviewing(store, before):
        check_settled(before.rules, rules)
    start = before or Contest(rules=rules, rehearsal=rehearsal, clock_offset=clock_offset)
    edition = Edition(rules=rules, sha256=digest(rules), loaded_at=now)
    loaded, record = start.with_record(
        "contest.load",
        subject=key,
        actor=actor,
        at=now,
        details={"edition": rules.edition, "sha256": edition.sha256},
        rules=rules,
    )
    change = update(key, loaded, before=before) if before else create(key, loaded)
    named = Change(keys.contest_named(rules.id), Named(name=rules.id), "any")
    store.commit(
        change, named, create(keys.edition(rules.id, rules.edition), edition), recorded(key, record)
    )
    return loaded


def _reviewing(store: Store, contest: Contest) -> bool:
    """Whether a review round has been opened, be it closed by now."""
    wanted = [keys.round_(contest.id, round_.id) for round_ in contest.rules.rounds]
    return bool(store.find_all(wanted, Round))


def turn_clock(ctx: Context, contest_time: datetime) -> Contest:
    """Let a rehearsal's clock show `theirs`. What falls due by it is the calendar's to do."""
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


def appoint(ctx: Context, judge: Judge) -> Judge:
    """A judge as the host knows them. Named again, the later word on name and unit counts; themes
    are kept unless there are others, and a recusal is for good."""
    key = keys.judge(ctx.contest.id, judge.id)
    before = ctx.store.find(key, Judge)
    start = before or judge
    told = {
        "name": judge.name,
        "unit": judge.unit,
        "themes": judge.themes or start.themes,
        "left": False,
        "recused": (*start.recused, *(e for e in judge.recused if e not in start.recused)),
    }
    if before and before == before.model_copy(update=told):
        return before
    appointed, record = start.with_record(
        "judge.appoint",
        subject=key,
        actor=ctx.actor,
        at=ctx.now,
        details={"themes": told["themes"], "recused": told["recused"]},
        **told,
    )
    change = update(key, appointed, before=before) if before else create(key, appointed)
    ctx.store.commit(change, recorded(key, record))
    return appointed


def dismiss(ctx: Context, judge_id: Id) -> None:
    """A judge is given nothing more; appointed again, they are."""
    key = keys.judge(ctx.contest.id, judge_id)
    before = ctx.store.find(key, Judge)
    if before and not before.left:
        gone, record = before.with_record(
            "judge.dismiss", subject=key, actor=ctx.actor, at=ctx.now, details={}, left=True
        )
        ctx.store.commit(update(key, gone, before=before), recorded(key, record))


def disqualify(ctx: Context, entry: Entry, *, reason: str) -> Entry:
    """End an entry at any time before its result. Its execution ends by the table's stream; of an
    award that is proposed for it nothing is granted."""
    _needs(reason)
    return move(
        ctx, entry, EntryStatus.DISQUALIFIED, action="entry.disqualify", details={"reason": reason}
    )


def show_contact(ctx: Context, entry: Entry) -> Contact:
    """The whole contact of one entry; whoever looks at it stands in the entry's records."""
    key = keys.entry(entry.contest, entry.id)
    after, record = entry.with_record(
        "entry.show_contact", subject=key, actor=ctx.actor, at=ctx.contest_time, details={}
    )
    ctx.store.commit(update(key, after, before=entry), recorded(key, record))
    return ctx.store.find(keys.contact(entry.contest, entry.id), Contact) or Contact()


def discard(ctx: Context, round_: AwardRound, *, reason: str) -> AwardRound:
    """Give an award round up before it is final; another can begin over the same scores."""
    _needs(reason)
    key = keys.award_round(ctx.contest.id, round_.id)
    discarded, record = award.move_round(
        round_,
        award.AwardStatus.DISCARDED,
        subject=key,
        actor=ctx.actor,
        at=ctx.contest_time,
        details={"reason": reason},
    )
    ctx.store.commit(update(key, discarded, before=round_), recorded(key, record))
    return discarded


def _needs(reason: str) -> None:
    if not reason.strip():
        raise refused("decision.reason_missing")


def award_rounds(store: Store, contest: Contest) -> Iterator[AwardRound]:
    """All but those that were given up."""
    partition = keys.award_round(contest.id, "").pk
    for round_ in store.query(partition, AwardRound, begins="ROUND#"):
        if round_.status is not award.AwardStatus.DISCARDED:
            yield round_
