"""Items in the table's answers, read as the JSON that they are.

The SDK builds each value of each item anew, by its model of the answer, which takes three quarters
of the time in which 20,000 entries are read. What it builds is what the JSON says already, but for
binary values, which are base64 there."""

import json
from base64 import b64decode
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

WITH_ITEMS = {"Query": "Items", "GetItem": "Item", "BatchGetItem": "Responses"}
"""Operations that we read by, and the part of their answers that has the items."""
OK = 200


def read_plainly(client: "DynamoDBClient") -> None:
    """What the client returns stays the same. For another client nothing changes."""
    for operation in WITH_ITEMS:
        client.meta.events.register(
            f"before-parse.dynamodb.{operation}", _take_out, unique_id=f"laurel-{operation}"
        )


def _take_out(
    operation_model: Any,  # noqa: ANN401 - botocore's own
    response_dict: dict[str, Any],
    customized_response_dict: dict[str, Any],
    **_: object,
) -> None:
    """Takes the items out of the answer before the SDK reads it, and adds them to what it reads."""
    if response_dict["status_code"] != OK:
        return
    body = response_dict["body"]
    try:
        answer = json.loads(body, object_hook=_value if b'"B"' in body else None)
    except ValueError:
        return  # cut off on its way: the SDK sees it by the checksum, and asks again
    part = WITH_ITEMS[operation_model.name]
    if part in answer:
        customized_response_dict[part] = answer.pop(part)
        response_dict["body"] = json.dumps(answer).encode()


def _value(value: dict[str, Any]) -> dict[str, Any]:
    """An item may have an attribute that is named `B`: that one is no text."""
    if isinstance(stored := value.get("B"), str):
        return {"B": b64decode(stored)}
    return value
