"""Repairs ministack 1.5.33 where it differs from AWS in a way that affects Laurel. Only this module
does so."""

import copy
import json
from contextvars import ContextVar
from http import HTTPStatus
from typing import Any

from ministack.services import (  # type: ignore[import-untyped]
    dynamodb,
    eventbridge,
    lambda_svc,
    s3,
    ses,
    sqs,
)

# ruff: noqa: SLF001 - there is no public way in


def repair() -> None:
    """Call once, before the state is loaded."""
    keep_table_streams()
    keep_sent_mail()
    keep_stream_positions_in_range()
    keep_queues_over_a_change_of_port()
    name_object_versions_in_events()
    give_a_range_of_a_version()


def keep_table_streams() -> None:
    """Saves stream records. Functions read a stream by position, and ministack saves only
    positions."""
    get_state, load_state = dynamodb.get_state, dynamodb.load_persisted_state
    stores = {
        "stream_records": dynamodb._stream_records,
        "stream_trimmed": dynamodb._stream_trimmed,
    }

    def state_with_streams() -> dict[str, Any]:
        return {**get_state(), **{name: copy.deepcopy(store) for name, store in stores.items()}}

    def load_with_streams(data: dict[str, Any]) -> None:
        load_state(data)
        for name, store in stores.items():
            store.update(data.get(name, {}))

    dynamodb.get_state, dynamodb.load_persisted_state = state_with_streams, load_with_streams


def keep_sent_mail() -> None:
    """Saves sent mails, which ministack does not keep over a stop."""
    get_state, load_state = ses.get_state, ses.load_persisted_state

    def state_with_mail() -> dict[str, Any]:
        return {**get_state(), "sent": copy.deepcopy(ses._sent_emails)}

    def load_with_mail(data: dict[str, Any]) -> None:
        load_state(data)
        ses._sent_emails.update(data.get("sent", {}))

    ses.get_state, ses.load_persisted_state = state_with_mail, load_with_mail


def keep_stream_positions_in_range() -> None:
    """A crash between two files may leave a position beyond the end of its stream, so that no event
    would ever fire. Such a position is moved to the end."""
    load_state = lambda_svc.load_persisted_state
    positions = lambda_svc._dynamodb_stream_positions

    def load_in_range(data: dict[str, Any]) -> None:
        load_state(data)
        for (account, region, mapping), position in list(positions.all_items()):
            source = lambda_svc._esms.get_scoped(account, region, mapping) or {}
            table = source.get("EventSourceArn", "").split("/stream/")[0].split("/")[-1]
            end = dynamodb.stream_end_position(table, account_id=account, region=region)
            positions.set_scoped(account, region, mapping, min(position, end))

    lambda_svc.load_persisted_state = load_in_range


def keep_queues_over_a_change_of_port() -> None:
    """Keeps queues when the port changes. Ministack identifies a queue by its URL with the port;
    the URL that callers receive is correct anyway."""
    sqs.DEFAULT_PORT, sqs._CANONICAL_NETLOC = "4566", "localhost:4566"


def name_object_versions_in_events() -> None:
    """Adds the object's version to S3's events on EventBridge, as AWS does and ministack does
    not."""
    fire, dispatch = s3._fire_s3_event, eventbridge._dispatch_event
    version: ContextVar[str | None] = ContextVar("version", default=None)

    def fire_with_version(*args: object, version_id: str | None = None, **more: object) -> None:
        version.set(version_id)  # each event is fired in its own context
        fire(*args, version_id=version_id, **more)

    def dispatch_with_version(event: dict[str, Any], *args: object) -> object:
        named = version.get()
        if named and event.get("Source") == "aws.s3":
            detail = json.loads(event["Detail"])
            detail["object"]["version-id"] = named
            event = {**event, "Detail": json.dumps(detail)}
        handled: object = dispatch(event, *args)
        return handled

    s3._fire_s3_event, eventbridge._dispatch_event = fire_with_version, dispatch_with_version


def give_a_range_of_a_version() -> None:
    """Answers a ranged read of a version with the range. Ministack answers with the whole
    object."""
    get_object = s3._get_object

    def get_range(
        bucket: str, key: str, headers: dict[str, str], query: dict[str, Any] | None = None
    ) -> tuple[int, dict[str, str], Any]:
        status, found_headers, body = get_object(bucket, key, headers, query)
        wanted = headers.get("range") if "versionId" in (query or {}) else None
        if status != HTTPStatus.OK or not wanted or not isinstance(body, bytes):
            return status, found_headers, body
        found = s3._parse_range(wanted, len(body))
        if found is None:
            return status, found_headers, body
        start, end = found
        # The checksums are the whole object's. A client would compare them with the part.
        found_headers = {
            name: found_headers[name]
            for name in found_headers
            if not name.startswith("x-amz-checksum-")
        } | {
            "Content-Range": f"bytes {start}-{end}/{len(body)}",
            "Content-Length": str(end - start + 1),
        }
        return HTTPStatus.PARTIAL_CONTENT, found_headers, body[start : end + 1]

    s3._get_object = get_range
