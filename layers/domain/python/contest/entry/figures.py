"""Counts of a contest's entries, for the host's first page."""

from collections import Counter
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from contest.entry.entry import Entry, EntryStatus
from contest.model import Fact, Id
from contest.unit_names import province_of

OUT = (EntryStatus.WITHDRAWN, EntryStatus.DISQUALIFIED)


class EntryFigures(Fact):
    """How many entries there are, in several ways. What does not occur is left out."""

    by_status: dict[EntryStatus, int]
    """All entries, drafts too."""
    by_theme: dict[Id, int]
    """Entries that were submitted, without the withdrawn and disqualified ones; so the others."""
    by_region: dict[str, int]
    """By the province, in short, of the region on the form; by the region as it stands there if it
    names none. The most come first."""
    by_refusal: dict[str, int]
    """Why the last uploads of entries did not pass, by the code of the refusal. An upload counts
    under each of its refusals. The most come first."""
    by_day: dict[str, int]
    """By the day of the last submission, in the contest's time zone, such as `2024-07-31`."""


def figures_of(entries: Iterable[Entry], zone: ZoneInfo) -> EntryFigures:
    statuses: Counter[EntryStatus] = Counter()
    themes: Counter[Id] = Counter()
    regions: Counter[str] = Counter()
    days: Counter[str] = Counter()
    faults: Counter[str] = Counter()
    for entry in entries:
        statuses[entry.status] += 1
        if entry.verdict:
            faults.update({refusal.code for refusal in entry.verdict.refusals})
        if not entry.number or entry.status in OUT:
            continue
        themes.update(filter(None, [entry.form.theme]))
        regions.update(filter(None, [province_of(entry.form.region) or entry.form.region]))
        if entry.submitted_at:
            days[entry.submitted_at.astimezone(zone).date().isoformat()] += 1
    return EntryFigures(
        by_status=dict(statuses),
        by_theme=dict(themes),
        by_region=_most_first(regions),
        by_refusal=_most_first(faults),
        by_day=dict(sorted(days.items())),
    )


def _most_first(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
