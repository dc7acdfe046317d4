"""Lambda: begins the rendition of an entry's upload, if one is needed, and says of which pieces it
will be made. Called with `failed`, it flags the rendition instead.

Called twice, it begins anew under another key, and deletes what was made under the first."""

from typing import Any

from contest.viewing.rendition import is_rendition_wanted, is_small
from contest.viewing.viewing_copy import CopyKind
from contest_aws import clock
from contest_aws.encoding.piece import wanted_of
from contest_aws.encoding.source import spans
from contest_aws.services.entries import contest_of, entry_of
from contest_aws.services.viewing import copies
from viewing.dependencies import files, flagged, opened, store
from viewing.rendition_models import PlannedPiece, RenditionPlan
from viewing.step_models import CopyStep

KIND = CopyKind.RENDITION


def plan(step: CopyStep) -> RenditionPlan:
    entry = entry_of(store, step.contest, step.entry)
    rules = contest_of(store, step.contest).rules
    limits = rules.viewing
    upload, facts = entry.upload, entry.verdict and entry.verdict.facts
    if upload is None or not facts or not is_rendition_wanted(entry, limits):
        return RenditionPlan(begun=False)
    now = clock.now()
    begun = copies.begin(
        store,
        files,
        entry,
        rules=rules,
        maker=step.maker,
        now=now,
        kind=KIND,
        small=is_small(facts, limits),
    )
    if begun is None:
        return RenditionPlan(begun=False)
    with flagged(step), opened(upload) as film:
        return RenditionPlan(
            begun=True,
            rendition=begun.key,
            wanted=wanted_of(film, facts, limits),
            pieces=tuple(
                PlannedPiece(number=number, span=span)
                for number, span in enumerate(spans(film.streams.video[0]), 1)
            ),
        )
    return RenditionPlan(begun=False)


def handler(event: dict[str, Any], _: Any) -> dict[str, Any]:  # noqa: ANN401 - Lambda's own
    step = CopyStep.model_validate(event)
    if step.failed:
        copies.fail(store, files, of=step.of, maker=step.maker, now=clock.now(), kind=KIND)
        return RenditionPlan(begun=False).model_dump(mode="json")
    return plan(step).model_dump(mode="json")
