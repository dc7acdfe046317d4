"""A query of the index `queue`: its conditions, its start, and the cards in its answer."""

from datetime import datetime
from typing import Any

from contest.entry.entry import EntryStatus
from contest.entry.queue_card import QueueCard, QueueFilter
from contest.model import Id
from contest_aws.store import keys
from contest_aws.store.attributes import fixed_width, values_of

NAMED = ("theme", "unit", "region", "like", "decided_by")


def query_of(
    contest_id: Id,
    status: EntryStatus,
    where: QueueFilter,
    *,
    limit: int,
    after: tuple[Id, datetime] | None,
) -> dict[str, Any]:
    """The arguments of the Query. With other conditions than on its keys it reads as much as one
    answer holds, because a limit would count what is not wanted, too."""
    condition = "status_key = :status"
    values = {":status": keys.status(contest_id, status)}
    names, wanted = {}, []
    if where.before is not None:
        condition += " AND changed_at <= :before"
        values[":before"] = fixed_width(where.before)
    for name in NAMED:
        if text := getattr(where, name):
            names[f"#{name}"], values[f":{name}"] = name, text
            wanted.append(f"#card.#{name} = :{name}")
    if where.flag:
        names["#flags"], values[":flag"] = "flags", where.flag
        wanted.append("contains(#card.#flags, :flag)")
    if where.decided:
        names["#decided_by"] = "decided_by"
        wanted.append("attribute_exists(#card.#decided_by)")
    query: dict[str, Any] = {
        "IndexName": keys.QUEUE,
        "KeyConditionExpression": condition,
        "ExpressionAttributeValues": {name: {"S": text} for name, text in values.items()},
    }
    if wanted:
        query["FilterExpression"] = " AND ".join(wanted)
        query["ExpressionAttributeNames"] = {"#card": "card", **names}
    else:
        query["Limit"] = limit
    if after:
        query["ExclusiveStartKey"] = _start(contest_id, status, *after)
    return query


def _start(contest_id: Id, status: EntryStatus, entry_id: Id, since: datetime) -> dict[str, Any]:
    key = keys.entry(contest_id, entry_id)
    parts = {
        "pk": key.pk,
        "sk": key.sk,
        "status_key": keys.status(contest_id, status),
        "changed_at": fixed_width(since),
    }
    return {name: {"S": text} for name, text in parts.items()}


def card_of(item: dict[str, Any], contest_id: Id, status: EntryStatus) -> QueueCard:
    values = values_of({name: item[name] for name in ("card", "changed_at")}, keep=("card",))
    return QueueCard.model_validate(
        values["card"]
        | {
            "contest": contest_id,
            "id": item["pk"]["S"].rpartition("#")[2],
            "status": status,
            "since": values["changed_at"],
        },
        extra="ignore",
    )
