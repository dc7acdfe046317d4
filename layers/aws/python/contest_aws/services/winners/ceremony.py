"""The award ceremony: the host invites each winner whose award stands, once, and sees the answers.
`ceremony_answers` takes them."""

from functools import partial

from contest.award.names import unit_id
from contest.model import Id
from contest.people.account import Grant, Role
from contest.refusals import refused
from contest.rules.form_fields import RecommendingUnit
from contest.unit_names.register import UnitRegister
from contest.winners.ceremony import Ceremony, CeremonyInvitation, CeremonyPlan, check_plan
from contest_aws.services.context import Context
from contest_aws.services.pointers import Pointer
from contest_aws.services.unit_register import register_of
from contest_aws.services.winners.standing import standing
from contest_aws.store import keys
from contest_aws.store.protocol import Change, Store, create, recorded, retry_on_conflict, update

AT_ONCE = 40
"""Invitations of one commit: each writes two items, and DynamoDB takes 100."""


def ceremony_of(store: Store, contest_id: Id) -> Ceremony | None:
    return store.find(keys.ceremony(contest_id), Ceremony)


def invite(
    ctx: Context, plan: CeremonyPlan, *, expected_version: int, mail_again: bool = False
) -> Ceremony:
    """Keep the plan, and invite each winner that is not invited yet, and each unit whose account is
    another one by now. The table's stream triggers the mails. Asked again, nobody is invited twice;
    with `mail_again`, those who were told an earlier plan are mailed the present one. Refused if
    anybody would be invited to answer by a date that is over.

    `expected_version`: of the ceremony that the host saw; 0 for none."""
    who = {one.who: one.winner.unit for one in standing(ctx.store, ctx.contest)}
    if not who:
        raise refused("ceremony.nobody")
    accounts = _accounts_of_units(ctx) if any(who.values()) else {}
    reachable = {
        one: accounts.get(one, []) for one, unit in who.items() if not unit or one in accounts
    }
    ceremony = _kept(ctx, plan, expected_version)
    known = {one.who: one for one in invitations_of(ctx.store, ctx.contest.id)}
    names = [
        name
        for name in sorted(reachable)
        if _invited_anew(known.get(name), ceremony, reachable[name], mail_again=mail_again)
    ]
    if names:
        check_plan(plan, now=ctx.contest_time)
    for first in range(0, len(names), AT_ONCE):
        some = {name: reachable[name] for name in names[first : first + AT_ONCE]}
        retry_on_conflict(partial(_invite, ctx, ceremony, some, mail_again=mail_again))
    return ceremony


def _kept(ctx: Context, plan: CeremonyPlan, expected_version: int) -> Ceremony:
    key, before = keys.ceremony(ctx.contest.id), ceremony_of(ctx.store, ctx.contest.id)
    if before is not None and before.plan == plan:
        return before
    if (before.version if before else 0) != expected_version:
        raise refused("item.changed_meanwhile")
    check_plan(plan, now=ctx.contest_time)
    after, record = (before or Ceremony(contest=ctx.contest.id, plan=plan)).with_record(
        "ceremony.announce",
        subject=key,
        actor=ctx.actor,
        at=ctx.contest_time,
        details=plan.model_dump(mode="json"),
        plan=plan,
    )
    change = update(key, after, before=before) if before else create(key, after)
    ctx.store.commit(change, recorded(key, record))
    return after


def _invited_anew(
    before: CeremonyInvitation | None, ceremony: Ceremony, accounts: list[Id], *, mail_again: bool
) -> bool:
    """`accounts`: of the unit; none for a work."""
    if before is None or (mail_again and before.mailed_plan < ceremony.version):
        return True
    return bool(accounts) and before.account not in accounts


def _invite(ctx: Context, ceremony: Ceremony, who: dict[Id, list[Id]], *, mail_again: bool) -> None:
    """A unit's invitation stays with the account that has it, as long as that is the unit's."""
    wanted = {name: keys.ceremony_invitation(ctx.contest.id, name) for name in who}
    known = ctx.store.find_each(wanted.values(), CeremonyInvitation)
    changes: list[Change] = []
    for name, key in wanted.items():
        before = known.get(key)
        if not _invited_anew(before, ceremony, who[name], mail_again=mail_again):
            continue
        draft = before or CeremonyInvitation(contest=ctx.contest.id, who=name, mailed_plan=0)
        stays = draft.account if draft.account in who[name] else next(iter(who[name]), None)
        after, record = draft.with_record(
            "ceremony.invite",
            subject=key,
            actor=ctx.actor,
            at=ctx.contest_time,
            details={"ceremony": ceremony.version},
            account=stays,
            mailed_plan=ceremony.version,
        )
        changes += [update(key, after, before=before) if before else create(key, after)]
        changes += [recorded(key, record)]
    if changes:
        ctx.store.commit(*changes)


def invitations_of(store: Store, contest_id: Id) -> list[CeremonyInvitation]:
    pk = keys.ceremony(contest_id).pk
    return list(store.query(pk, CeremonyInvitation, begins=keys.SK_INVITED))


def unit_accounts(ctx: Context) -> dict[Id, Id]:
    """The accounts of units, by each id under which a unit can have an award. Of several accounts
    the first that was invited."""
    return {unit: accounts[0] for unit, accounts in _accounts_of_units(ctx).items()}


def _accounts_of_units(ctx: Context) -> dict[Id, list[Id]]:
    """All of them, the first that was invited first. No unit is without one."""
    pk = keys.invited(ctx.contest.id, Role.UNIT, "").pk
    pointers = ctx.store.query(pk, Pointer, begins=f"{Role.UNIT}#")
    wanted = [keys.grant(one.account, ctx.contest.id, Role.UNIT) for one in pointers]
    grants = [grant for grant in ctx.store.find_all(wanted, Grant) if grant.counts(ctx.now)]
    register = register_of(ctx.store, ctx.contest.id)
    found: dict[Id, list[Id]] = {}
    for unit in ctx.contest.rules.units:
        of_unit = sorted((grant for grant in grants if grant.unit == unit.id), key=_first)
        if of_unit:
            accounts = [grant.account for grant in of_unit]
            found |= dict.fromkeys(_award_ids(unit, register), accounts)
    return found


def ids_of_unit(ctx: Context, unit: Id) -> frozenset[Id]:
    """`unit`: a recommending unit of the rules. Empty if it is in them no longer."""
    register = register_of(ctx.store, ctx.contest.id)
    named = (_award_ids(one, register) for one in ctx.contest.rules.units if one.id == unit)
    return frozenset().union(*named)


def _award_ids(unit: RecommendingUnit, register: UnitRegister) -> frozenset[Id]:
    """The ids under which a recommending unit can have an award: one for each of its names."""
    names = (unit.name.zh, unit.name.en)
    return frozenset(unit_id(one) for name in names for one in (name, *register.names_of(name)))


def _first(grant: Grant) -> tuple[str, Id]:
    return grant.changed_at.isoformat(), grant.account
