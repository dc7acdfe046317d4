"""Two hundred and more cases of the deadline, each decided by one sentence: an upload is late from
the first moment on that is its end, by our clock at its completion, whatever else happened when."""

from datetime import timedelta
from itertools import product

import pytest

from contest.audit import BUCKET, Actor
from contest.entry.entry import Entry, EntryStatus
from contest.refusals import Refused
from contest.rules.contest import Contest
from contest_aws.services.context import Context
from contest_aws.services.upload import video
from contest_aws.store import keys
from contest_aws.store.protocol import create
from tests.builders import any_entry, any_rules
from tests.contest_aws.services.fakes import FakeMedia, TableStore

SIZE = 1000
RULES = any_rules()
CLOSES = RULES.dates.submission_closes

COMPLETED = {
    "long before": -5000.0,
    "an instant before": -0.001,
    "at": 0.0,
    "an instant after": 0.001,
    "minutes after": 600.0,
}
"""Seconds from the end of this entry's time."""
GRACE = {"no grace": 0, "half an hour of grace": 1800}
EXTENDED = {"not extended": 0, "extended after the upload was begun": 7200}
MENDING = {"never returned": None, "mended by a later date": 86_400, "by an earlier date": -86_400}
SKEW = {"the bucket's clock is right": 0, "it is fast": 300, "it is slow": -300}
BEGUN = {"begun days before": 3 * 86_400, "begun and signed just before": 6}
"""Seconds before the end as it was then."""

CASES = list(product(COMPLETED, GRACE, EXTENDED, MENDING, SKEW, BEGUN))


def contest_with(*, grace: int, extended: int) -> Contest:
    dates = RULES.dates.model_copy(
        update={
            "submission_closes": CLOSES + timedelta(seconds=extended),
            "grace": timedelta(seconds=grace),
        }
    )
    return Contest(rules=RULES.model_copy(update={"dates": dates}), version=1)


def test_there_are_two_hundred_cases_and_more():
    assert len(CASES) >= 200


@pytest.mark.parametrize("case", CASES, ids=", ".join)
def test_the_moment_of_completion_alone_decides(case):
    completed, grace, extended, mending, skew, begun = (
        table[name]
        for table, name in zip(
            (COMPLETED, GRACE, EXTENDED, MENDING, SKEW, BEGUN), case, strict=True
        )
    )
    resubmit_by = None if mending is None else CLOSES + timedelta(seconds=mending)
    before = contest_with(grace=grace, extended=0)
    after = contest_with(grace=grace, extended=extended)
    first_end = max(filter(None, [before.rules.dates.upload_ends, resubmit_by]))
    end = max(filter(None, [after.rules.dates.upload_ends, resubmit_by]))
    at = end + timedelta(seconds=completed)
    begun_at = min(first_end - timedelta(seconds=begun), at)
    store, media = TableStore(), FakeMedia()
    status = EntryStatus.DRAFT if resubmit_by is None else EntryStatus.RETURNED
    entry = any_entry(status, contest=after.id, resubmit_by=resubmit_by)
    store.commit(create(keys.entry(after.id, entry.id), entry))

    offered = video.offer(
        Context(store, before, Actor.of("entrant", entry.owner), begun_at),
        media,
        entry,
        video.NewFile(SIZE),
        nonce="ab",
    )
    media.put_all(offered.upload)
    video.complete(
        Context(store, after, Actor.of("entrant", offered.owner), at),
        media,
        offered,
        version=offered.upload.version,
    )
    told = store.find(keys.entry(after.id, entry.id), Entry)
    here = video.arrived(
        Context(store, after, BUCKET, at + timedelta(seconds=2)),
        told,
        version=told.upload.version,
        object_version="v1",
        event_at=at + timedelta(seconds=skew),
    )

    assert here.status is (EntryStatus.LATE if at >= end else EntryStatus.VALIDATING)
    with pytest.raises(Refused):
        video.sign(media, here, version=here.upload.version, number=1, sha256=None)
