"""Both stores: in memory, and on a table as infra makes it, in moto."""

import boto3
import pytest
from moto import mock_aws

from contest_aws.store.dynamodb import DynamoStore
from contest_aws.store.memory import MemoryStore
from tests.table import TABLE, make_table


@pytest.fixture(scope="session")
def aws():
    """One session, for it reads what botocore knows of DynamoDB once."""
    with mock_aws():
        yield boto3.Session(region_name="cn-north-1")


@pytest.fixture
def dynamodb(aws):
    """A client of its own for each test, which may hang listeners on it."""
    client = aws.client("dynamodb")
    make_table(client)
    yield client
    aws.client("dynamodb").delete_table(TableName=TABLE)


@pytest.fixture
def table(dynamodb):
    return DynamoStore(TABLE, dynamodb)


@pytest.fixture(params=["memory", "dynamodb"])
def store(request):
    return MemoryStore() if request.param == "memory" else request.getfixturevalue("table")
