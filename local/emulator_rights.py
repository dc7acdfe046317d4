"""Adds two IAM checks that ministack 1.5.33 does not make. Requests are checked for the partition
keys that they touch (`dynamodb:LeadingKeys`); without this every function could read every item.
And a batch of messages counts as messages sent.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from ministack.core import iam_actions, iam_evaluator  # type: ignore[import-untyped]

NAME = "dynamodb:LeadingKeys"
PARTITION = re.compile(r"=\s*(:\w+)")
"""In `pk = :pk AND begins_with(sk, :begins)` the first value is the partition's."""


def enforce_rights() -> None:
    """Call once, before the first request."""
    enforce_leading_keys()
    let_send_messages_at_once()


def let_send_messages_at_once() -> None:
    """Checks a batch as `sqs:SendMessage`, because IAM has no separate right for it."""
    action_of = iam_actions._action_from_target  # noqa: SLF001 - there is no public way in

    def action_of_one(headers: dict[str, str]) -> str | None:
        action: str | None = action_of(headers)
        return "SendMessage" if action == "SendMessageBatch" else action

    iam_actions._action_from_target = action_of_one  # noqa: SLF001


class ItemAction(str):
    """An action on one item of a transaction, with the partition key of that item."""

    __slots__ = ("leading_key",)
    leading_key: str | None


def enforce_leading_keys() -> None:
    context_of = iam_actions.dynamodb_service_context
    checks_of = iam_actions.dynamodb_transaction_checks
    enforce = iam_evaluator.enforce

    def context_with_keys(body: bytes) -> dict[str, Any]:
        request = json.loads(body or b"{}")
        return {**context_of(body), NAME: list(_keys(request))}

    def checks_with_keys(action: str, body: bytes, *where: str) -> list[tuple[str, str]]:
        found = checks_of(action, body, *where)
        items = _items(json.loads(body)) if found else []
        checks: list[tuple[str, str]] = []
        for (item_action, arn), item in zip(found, items, strict=True):
            marked = ItemAction(item_action)
            marked.leading_key = _key(item)
            checks.append((marked, arn))
        return checks

    def enforce_with_key(
        access_key: str,
        action: str,
        *where: str,
        service_context: dict[str, Any] | None = None,
        **more: Any,
    ) -> Any:  # noqa: ANN401 - ministack's own
        if isinstance(action, ItemAction):
            service_context = {**(service_context or {}), NAME: [action.leading_key]}
        return enforce(access_key, action, *where, service_context=service_context, **more)

    iam_actions.dynamodb_service_context = context_with_keys
    iam_actions.dynamodb_transaction_checks = checks_with_keys
    iam_evaluator.enforce = enforce_with_key


def _items(request: dict[str, Any]) -> list[dict[str, Any]]:
    return [inner for item in request.get("TransactItems", ()) for inner in item.values()]


def _keys(request: dict[str, Any]) -> Iterator[str | None]:
    for table in request.get("RequestItems", {}).values():
        batch = isinstance(table, dict)
        wanted = table["Keys"] if batch else [next(iter(write.values())) for write in table]
        yield from (_key({"Key": key} if "pk" in key else key) for key in wanted)
    if "Key" in request or "Item" in request:
        yield _key(request)
    if condition := PARTITION.search(request.get("KeyConditionExpression", "")):
        yield request["ExpressionAttributeValues"][condition[1]]["S"]


def _key(item: dict[str, Any]) -> str | None:
    key = item.get("Key") or item.get("Item") or {}
    value: str | None = key.get("pk", {}).get("S")
    return value
