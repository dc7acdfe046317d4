"""Erases the personal data of an objection, for an objector who has no account."""

from contest.award.objection import Objection, Objector
from contest.model import Id
from contest_aws.services.context import Context
from contest_aws.services.entries import require_reason
from contest_aws.services.upkeep.deletion import deletions
from contest_aws.store import keys
from contest_aws.store.protocol import get, recorded, retry_on_conflict, update


def erase_objector(ctx: Context, objection_id: Id, *, reason: str) -> Objection:
    """Delete name and contact of whoever made the objection, the answer's mail, and what was said,
    in one transaction. Winner and answer stay. Repeated, nothing changes."""
    require_reason(reason)
    key = keys.objection(ctx.contest.id, objection_id)
    objector = keys.objector(ctx.contest.id, objection_id)

    def once() -> Objection:
        before = get(ctx.store, key, Objection)
        mails = list(ctx.store.keys(keys.mail(ctx.contest.id, objection_id, 0, "").pk))
        if not (before.text or mails or ctx.store.find(objector, Objector)):
            return before
        after, record = before.with_record(
            "objection.erase",
            subject=key,
            actor=ctx.actor,
            at=ctx.contest_time,
            details={"reason": reason},
            text="",
        )
        doomed = deletions(ctx.store, [*mails, objector], actor=ctx.actor, now=ctx.contest_time)
        ctx.store.commit(update(key, after, before=before), recorded(key, record), *doomed)
        return after

    return retry_on_conflict(once)
