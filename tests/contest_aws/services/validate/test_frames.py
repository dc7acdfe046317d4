"""Frames are taken of the upload that is valid now, or that would be if another is given up."""

import pytest

from contest.entry.entry import EntryStatus
from contest_aws.services.validate.frames import valid_upload
from tests.builders import any_entry, any_upload

FIRST, SECOND = any_upload(version=1), any_upload(version=2)


@pytest.mark.parametrize("status", [EntryStatus.READY, EntryStatus.SCREENING])
def test_the_upload_that_was_found_valid_has_its_frames_taken(status):
    assert valid_upload(any_entry(status, upload=FIRST), 1) == FIRST
    assert valid_upload(any_entry(status, upload=SECOND), 1) is None


def test_while_another_is_uploaded_the_former_still_has_its_frames_taken():
    """Otherwise it would be without them for ever once the other one is given up."""
    replaced = any_entry(
        EntryStatus.UPLOADING,
        upload=SECOND,
        previous_upload=FIRST,
        previous_status=EntryStatus.READY,
    )
    assert valid_upload(replaced, 1) == FIRST
    assert valid_upload(replaced, 2) is None
    refused = replaced.model_copy(update={"previous_status": EntryStatus.RETURNED})
    assert valid_upload(refused, 1) is None


@pytest.mark.parametrize("status", [EntryStatus.RETURNED, EntryStatus.WITHDRAWN])
def test_any_other_is_left(status):
    assert valid_upload(any_entry(status, upload=FIRST), 1) is None
