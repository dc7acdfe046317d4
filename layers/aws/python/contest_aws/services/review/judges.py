"""Judges: the host appoints and dismisses them."""

from contest.model import Id
from contest.review.judge import Judge
from contest_aws.services.context import Context
from contest_aws.store import keys
from contest_aws.store.protocol import (
    Change,
    Store,
    create,
    get,
    recorded,
    update,
)


def appoint(ctx: Context, judge: Judge, *also: Change) -> Judge:
    """Appoint a judge as the host describes them. Appointed again, the later name, unit and load
    count. Themes and expertise are kept unless others are given, and a recusal is permanent.
    `also`: conditions of the commit."""
    key = keys.judge(ctx.contest.id, judge.id)
    before = ctx.store.find(key, Judge)
    start = before or judge
    changes = {
        "name": judge.name,
        "unit": judge.unit,
        "themes": judge.themes or start.themes,
        "expertise": judge.expertise or start.expertise,
        "max_load": judge.max_load,
        "left": False,
        "appointed_at": (judge if start.left else start).appointed_at,
        "recused": (*start.recused, *(e for e in judge.recused if e not in start.recused)),
    }
    if before and before == before.model_copy(update=changes):
        return before
    told = ("name", "unit", "recused")
    if any(getattr(start, name) != changes[name] for name in told):
        changes["facts"] = start.facts + 1
    appointed, record = start.with_record(
        "judge.appoint",
        subject=key,
        actor=ctx.actor,
        at=ctx.now,
        details={name: changes[name] for name in ("themes", "max_load", "recused")},
        **changes,
    )
    change = update(key, appointed, before=before) if before else create(key, appointed)
    ctx.store.commit(change, recorded(key, record), *also)
    return appointed


def dismiss(ctx: Context, judge_id: Id, *also: Change) -> None:
    """Assign nothing more to a judge, until they are appointed again. `also`: conditions of the
    commit."""
    key = keys.judge(ctx.contest.id, judge_id)
    before = ctx.store.find(key, Judge)
    if before and not before.left:
        gone, record = before.with_record(
            "judge.dismiss", subject=key, actor=ctx.actor, at=ctx.now, details={}, left=True
        )
        ctx.store.commit(update(key, gone, before=before), recorded(key, record), *also)


def of(store: Store, contest_id: Id, judge_id: Id) -> Judge:
    return get(store, keys.judge(contest_id, judge_id), Judge)


def judges_of(store: Store, contest_id: Id) -> list[Judge]:
    return list(store.query(keys.contest(contest_id).pk, Judge, begins=keys.SK_JUDGE))
