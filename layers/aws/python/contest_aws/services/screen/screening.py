"""Screening: commits a screener's decision together with the blind copy for the judges."""

from collections.abc import Iterator
from datetime import datetime

from contest.entry.entry import Entry, EntryStatus
from contest.entry.submit import is_submitted
from contest.model import Id
from contest.refusals import refused
from contest.refusals.formatting import stored
from contest.review.review import BlindCopy, shown_title
from contest.rules.contest import Contest
from contest.screen import ScreeningDecision, ScreeningOutcome, resubmit_by
from contest_aws.services.context import Context
from contest_aws.services.entries import entry_of, move, not_now
from contest_aws.store import keys
from contest_aws.store.protocol import Change, Store

LEADS_TO = {
    ScreeningOutcome.PASS: EntryStatus.IN_REVIEW,
    ScreeningOutcome.RETURN: EntryStatus.RETURNED,
    ScreeningOutcome.REJECT: EntryStatus.REJECTED,
}


def submitted(store: Store, contest_id: Id, entry_id: Id) -> Entry:
    """An entry that a screener may read. Answers `item.missing` for every other, so that drafts
    are not revealed. One that was returned may be read until its entrant changes it."""
    entry = entry_of(store, contest_id, entry_id)
    decided = entry.screening
    as_decided = decided is not None and entry.version == decided.expected_version + 1
    if not (is_submitted(entry) or as_decided):
        raise refused("item.missing")
    return entry


def decided_on(store: Store, contest_id: Id, entry_id: Id) -> Entry:
    """An entry to decide on. One that another screener has just returned, or that was withdrawn
    meanwhile, is found too: the decision then says what has happened."""
    entry = entry_of(store, contest_id, entry_id)
    if not (is_submitted(entry) or entry.screening or entry.submitted_at):
        raise refused("item.missing")
    return entry


def waiting(store: Store, contest_id: Id) -> Iterator[Entry]:
    """Entries to be screened, the longest waiting first."""
    return store.entries_at(contest_id, EntryStatus.SCREENING)


def decide(
    ctx: Context,
    entry: Entry,
    decision: ScreeningDecision,
    *,
    expected_version: int,
    until: datetime | None = None,
) -> Entry:
    """Commit a screening decision. `expected_version`: the version of the entry that the screener
    looked at. `until`: the date by which to resubmit a returned entry, instead of the rules' own
    period. The same decision sent again after a lost answer changes nothing."""
    if entry.version != expected_version:
        if _is_repeated(entry, decision, expected_version=expected_version, until=until):
            return entry
        raise refused("item.changed_meanwhile")
    if entry.status is not EntryStatus.SCREENING:
        raise not_now(entry)
    if until is not None and until <= decision.at:
        raise refused("screening.date_passed", measured=stored(until, ctx.contest.rules.zone))
    on_record = decision.model_copy(update={"expected_version": expected_version})
    changes: dict[str, object] = {"screening": on_record}
    also: tuple[Change, ...] = ()
    if decision.outcome is ScreeningOutcome.RETURN:
        changes["submitted_at"] = None
        changes["resubmit_by"] = resubmit_by(
            ctx.contest.rules, returned_at=decision.at, until=until
        )
    if decision.outcome is ScreeningOutcome.PASS:
        key = keys.blind_copy(entry.contest, entry.id)
        also = (Change(key, _blind_copy(entry, ctx.contest), "any"),)
    return move(
        ctx,
        entry,
        LEADS_TO[decision.outcome],
        action=f"screen.{decision.outcome}",
        also=also,
        details={"reasons": list(decision.reasons), "expected_version": expected_version},
        **changes,
    )


def _is_repeated(
    entry: Entry, decision: ScreeningDecision, *, expected_version: int, until: datetime | None
) -> bool:
    """Whether the decision that was taken on this version is the same, by the same person."""
    taken = entry.screening
    if taken is None or taken.expected_version != expected_version:
        return False
    if until is not None and until != entry.resubmit_by:
        return False
    return taken.model_copy(update={"at": decision.at}) == decision.model_copy(
        update={"expected_version": expected_version}
    )


def _blind_copy(entry: Entry, contest: Contest) -> BlindCopy:
    shown = {field.id for field in contest.rules.form if field.judges_see}
    upload = entry.upload
    facts = entry.verdict.facts if entry.verdict else None
    if upload is None or upload.object_version is None or facts is None:
        raise refused("item.missing")
    return BlindCopy(
        contest=entry.contest,
        entry=entry.id,
        title=shown_title(contest.rules, entry.form.title),
        theme=entry.form.theme,
        synopsis=entry.form.synopsis if "synopsis" in shown else "",
        media_key=upload.key,
        media_version=upload.object_version,
        seconds=str(facts.seconds),
        width=facts.width,
        height=facts.height,
    )
