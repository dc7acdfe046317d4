"""Reports of players that cannot play a film: kept once for each person and file, and counted for
the host by role. Nobody can read in them who it was."""

from aws_lambda_powertools import Logger

from contest.model import Id
from contest.people.access import Access
from contest.people.play_report import PlayFailure, PlayReceipt, PlayReport, browser_of
from contest.people.sign_in import sha256
from contest.viewing.viewing_copy import CopyKind, CopyState, ViewingCopy
from contest_aws.store import keys
from contest_aws.store.protocol import Conflict, Store, create

logger = Logger(service="laurel")


def report(
    store: Store, of: tuple[Id, Id, int], failure: PlayFailure, access: Access, *, agent: str
) -> PlayReceipt:
    """`of`: contest, entry and upload, which the caller may watch. A repeat changes nothing."""
    contest_id, entry_id, upload = of
    codecs = _codecs(store, of, failure)
    if codecs is None:
        return PlayReceipt(counted=False)
    whose = sha256(f"{access.role}/{access.person}/{contest_id}/{entry_id}/{upload}")
    found = PlayReport(
        **dict(failure),
        entry=entry_id,
        upload=upload,
        codecs=codecs,
        role=access.role,
        browser_name=browser_of(agent),
    )
    try:
        store.commit(create(keys.play_report(*of, failure.kind, whose), found))
    except Conflict:
        return PlayReceipt(counted=False)
    logger.warning("A film cannot be played", report=found.model_dump(mode="json"))
    return PlayReceipt(counted=True)


def _codecs(store: Store, of: tuple[Id, Id, int], failure: PlayFailure) -> str | None:
    """None if there is no such file."""
    if failure.kind == "original":
        return ""
    kind = CopyKind.COPY if failure.kind == "copy" else CopyKind.RENDITION
    copy = store.find(keys.viewing(*of, kind), ViewingCopy)
    return copy.codecs if copy and copy.state is CopyState.READY else None


def reports_of(store: Store, contest_id: Id) -> list[PlayReport]:
    """All of a contest, of former uploads, too."""
    return list(store.query(keys.play_report(contest_id, "", 0, "", "").pk, PlayReport))
