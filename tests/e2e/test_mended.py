"""A work that fails the technical validation comes back with reasons, and is mended."""

import json

from contest.entry.entry import EntryStatus
from tests.e2e.contest_client import CONTACT, FORM, ContestClient, good_video, short_video


def test_a_returned_work_is_mended_by_a_new_upload(organiser):
    contest_client = ContestClient(organiser)
    entrant = contest_client.entrant()
    entry = entrant.enter(FORM, CONTACT)
    entrant.bring(entry, short_video())

    returned = entrant.wait_for(entry, "returned")

    assert [reason["zh"] for reason in returned["reasons"]] == [
        "时长 0:45，须在 1:00–8:00 之间。",
        "分辨率 1280×720，不得低于 1920×1080（竖屏相应对调）。请从原始工程按此尺寸导出。",
    ]
    first = contest_client.execution(entry, upload=1)
    assert (first["status"], json.loads(first["output"])["status"]) == ("SUCCEEDED", "returned")

    entrant.bring(entry, good_video())
    mended = entrant.wait_for(entry, "screening")

    assert (mended["upload"], mended["reasons"]) == (2, [])
    assert contest_client.actions(entry) == [
        "entry.enter",
        "entry.accept",
        "upload.offer",
        "entry.submit",
        "upload.arrive",
        "validate.return",
        "upload.offer",
        "entry.submit",
        "upload.arrive",
        "validate.pass",
    ]
    assert contest_client.entry(entry).upload.object_version is not None


def test_a_screener_may_return_a_work_with_a_date(organiser):
    contest_client = ContestClient(organiser)
    entry = contest_client.submitted()
    contest_client.screener().decide(entry, "return", "rights", note="请补充授权书")

    entrant = contest_client.entrant()
    stand = entrant.wait_for(entry, "returned")
    assert (stand["note"], stand["resubmit_by"] is not None) == ("请补充授权书", True)
    ended = contest_client.execution(entry, upload=1)
    assert (ended["status"], json.loads(ended["output"])["status"]) == ("SUCCEEDED", "returned")

    entrant.fill_in(entry, FORM | {"remarks": "已附授权书"}, CONTACT)
    entrant.bring(entry, good_video())
    entrant.wait_for(entry, "screening")
    contest_client.screener().decide(entry, "pass")
    assert contest_client.entry(entry).status is EntryStatus.IN_REVIEW
