"""The event of a completed upload, and an entrant who goes on typing."""

import json
from importlib import import_module

import pytest

from contest.entry.entry import EntryStatus
from contest_aws.store import keys
from contest_aws.store.protocol import create, update
from tests.builders import any_contest, any_entry, any_upload
from tests.contest_aws.services.fakes import Overtaken, TableStore


class Started(list):
    def start(self, _machine, where, *, name):
        self.append((where.upload, name))


@pytest.fixture
def function(aws, monkeypatch):  # noqa: ARG001 - the function is made in it
    function = import_module("upload.start_journey")
    monkeypatch.setattr(function, "journeys", Started())
    return function


@pytest.mark.parametrize("moment", range(3), ids=["contest", "entry", "commit"])
def test_what_the_entrant_saves_meanwhile_delays_nothing(function, monkeypatch, moment):
    store, contest = TableStore(), any_contest()
    entry = any_entry(EntryStatus.UPLOADING, contest=contest.id)
    entry = entry.next_version(upload=any_upload(key=f"media/{contest.id}/{entry.id}/1-abc"))
    where = keys.entry(contest.id, entry.id)
    store.commit(create(keys.contest(contest.id), contest), create(where, entry))

    def type_on():
        now = store.find(where, type(entry))
        form = now.form.model_copy(update={"title": "新题目"})
        store.commit(update(where, now.next_version(form=form), before=now))

    monkeypatch.setattr(function, "store", Overtaken(store, type_on, at=moment))
    thing = {"key": entry.upload.key, "version-id": "v1", "size": 1}
    body = json.dumps({"detail": {"object": thing}, "time": "2024-07-01T00:00:00Z"})

    message = {"messageId": "m", "body": body, "eventSource": "aws:sqs"}
    answer = function.handler({"Records": [message]}, None)

    assert answer == {"batchItemFailures": []}
    arrived = store.find(where, type(entry))
    assert (arrived.status, arrived.form.title) == (EntryStatus.VALIDATING, "新题目")
    assert [upload for upload, _ in function.journeys] == [1]
