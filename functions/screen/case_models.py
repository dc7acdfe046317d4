"""Makes responses of entries: a line of the list, and a case with its video and duplicates."""

from collections.abc import Mapping
from functools import partial

from contest.entry.entry import Entry
from contest.entry.queue_card import QueueCard
from contest.model import Id
from contest.screen.decision import ScreeningDecision
from contest.viewing.viewing_copy import Film
from contest_aws.services.context import Context
from contest_aws.services.screen import queue
from contest_aws.services.screen.access import as_known, names_of
from contest_aws.services.validate.frames import evidence
from contest_aws.services.viewing import copies
from screen import dependencies
from screen.screener_models import (
    ClaimSummary,
    DecisionSummary,
    Explanation,
    ListedEntry,
    ScreeningCase,
    ThemeProposal,
)


def listed(
    ctx: Context, card: QueueCard, names: Mapping[Id, str], *, thumbnail: str | None = None
) -> ListedEntry:
    """`names`: of those who have claimed an entry."""
    claim = card.claim if card.claim and card.claim.counts(ctx.now) else None
    before = queue.waiting_since(ctx, days=None, overdue=True)
    shown = card.model_dump(include=set(ListedEntry.model_fields) - {"claim"})
    return ListedEntry(
        **shown,
        thumbnail=dependencies.posters.address(thumbnail),
        status_text=card.status_text,
        overdue=card.waits and before is not None and card.since <= before,
        claim=claim and ClaimSummary.of(claim, ctx.actor.id, name=names[claim.by]),
        decided_by_me=card.decided_by == ctx.actor.id,
    )


def case(ctx: Context, entry: Entry) -> ScreeningCase:
    known = partial(as_known, ctx)
    alike = queue.of_same_unit(ctx, entry)
    names = names_of(ctx, (entry.claim, *(card.claim for card in alike)))
    same_unit = (listed(ctx, card, names) for card in alike)
    return ScreeningCase(
        **dict(listed(ctx, QueueCard.of(entry), names)),
        **dict(evidence(dependencies.store, dependencies.posters, entry, known=known)),
        form=entry.form,
        verdict=entry.verdict,
        films=_films(entry),
        reasons=ctx.contest.rules.screening.reasons,
        same_unit=tuple(same_unit),
        decision=_decision(ctx, entry.screening),
        proposed=_decision(ctx, entry.proposed),
        overturned=entry.overturned and Explanation.of(entry.overturned),
        reopened=entry.reopened and Explanation.of(entry.reopened),
        theme_change=entry.theme_change and ThemeProposal.of(entry.theme_change, ctx.actor),
        theme_answer=entry.theme_answer,
    )


def _films(entry: Entry) -> tuple[Film, ...]:
    upload = entry.upload
    if upload is None or upload.object_version is None:
        return ()
    of = (entry.contest, entry.id, upload.version)
    media = dependencies.media
    if made := copies.films(dependencies.store, media, of=of):
        return made
    url = media.play_address(upload.key, version=upload.object_version)
    return (Film(kind="original", url=url, codecs="", size=upload.size),)


def _decision(ctx: Context, decision: ScreeningDecision | None) -> DecisionSummary | None:
    return DecisionSummary.of(decision, ctx.actor, now=ctx.now) if decision else None
