"""The table as infra makes it, for tests in moto."""

from contest_aws.store import keys

TABLE = "laurel"
STRINGS = ("pk", "sk", "status_key", "changed_at")


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
            }
        ],
        **more,
    )


def _key_schema(partition, sort):
    return [
        {"AttributeName": partition, "KeyType": "HASH"},
        {"AttributeName": sort, "KeyType": "RANGE"},
    ]
