"""The table as infra makes it, for tests in moto."""

import copy
import functools
import inspect
from collections import defaultdict

from moto.core import responses
from moto.core.serialize import BaseJSONSerializer
from moto.dynamodb.models.table import Table

from contest_aws.store import keys

TABLE = "laurel"
STRINGS = ("pk", "sk", "status_key", "changed_at", "chain_shard", "chain")


def make_table(client, **more):
    client.create_table(
        TableName=TABLE,
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": name, "AttributeType": "S"} for name in STRINGS],
        KeySchema=_key_schema("pk", "sk"),
        GlobalSecondaryIndexes=[
            {
                "IndexName": keys.BY_STATUS,
                "KeySchema": _key_schema("status_key", "changed_at"),
                "Projection": {"ProjectionType": "ALL"},
            },
            {
                "IndexName": keys.QUEUE,
                "KeySchema": _key_schema("status_key", "changed_at"),
                "Projection": {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["card"]},
            },
            {
                "IndexName": keys.BY_CHAIN,
                "KeySchema": _key_schema("chain_shard", "chain"),
                "Projection": {
                    "ProjectionType": "INCLUDE",
                    "NonKeyAttributes": ["records", "head"],
                },
            },
        ],
        **more,
    )


def _key_schema(partition, sort):
    return [
        {"AttributeName": partition, "KeyType": "HASH"},
        {"AttributeName": sort, "KeyType": "RANGE"},
    ]


def _answer_values_as_they_are(serialize=BaseJSONSerializer._serialize_type_structure):  # noqa: SLF001
    """Moto 5.2.5 looks in each attribute's value for all ten kinds under four names each. Values
    that hold no bytes are JSON already."""

    def holds_bytes(value):
        parts = value.values() if isinstance(value, dict) else value
        return isinstance(value, bytes) or (
            isinstance(value, dict | list) and any(map(holds_bytes, parts))
        )

    def serialize_value(self, serialized, value, shape, key):
        if shape.name == "AttributeValue" and not holds_bytes(value):
            self._default_serialize(serialized, value, shape, key)
        else:
            serialize(self, serialized, value, shape, key)

    BaseJSONSerializer._serialize_type_structure = serialize_value  # noqa: SLF001


def _find_methods_once():
    """For each request moto 5.2.5 looks through all that its class has."""
    responses.method_names_from_class = functools.cache(responses.method_names_from_class)


def _share_items_with_backups():
    """Before each write of a transaction moto 5.2.5 copies the whole table with every value in it,
    in case the transaction fails. Puts and deletes replace whole items, so a backup can share them:
    our transactions have no updates, which would change an item in place."""

    def backup(self, _memo):
        copied = copy.copy(self)
        copied.items = defaultdict(dict, {key: dict(rows) for key, rows in self.items.items()})
        return copied

    Table.__deepcopy__ = backup


def _look_in_one_partition(query=Table.query):
    """For each query moto 5.2.5 sorts all items of the table, comparing keys in Python."""

    def all_items(self):
        items = [item for rows in self.items.values() for item in rows.values()]
        return sorted(items, key=lambda item: (item.hash_key.value, item.range_key.value))

    def query_partition(self, hash_key, *more, **named):
        asked = inspect.signature(query).bind(self, hash_key, *more, **named).arguments
        if asked.get("index_name"):
            return query(self, hash_key, *more, **named)
        partition = copy.copy(self)
        partition.items = {hash_key: self.items.get(hash_key, {})}
        return query(partition, hash_key, *more, **named)

    Table.all_items, Table.query = all_items, query_partition


_answer_values_as_they_are()
_find_methods_once()
_share_items_with_backups()
_look_in_one_partition()
