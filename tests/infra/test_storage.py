"""What the table and the buckets keep, refuse and tell."""

from pathlib import Path

import pytest

from contest_aws.store import keys
from infra.deployment import deployment_from


def test_table_is_kept_recovered_and_read_by_status(template):
    table = template.resource("AWS::DynamoDB::Table", "TableItems")
    (index, queue, by_chain) = table["GlobalSecondaryIndexes"]

    assert _keys(table) == {"HASH": "pk", "RANGE": "sk"}
    assert (index["IndexName"], _keys(index)) == (
        keys.BY_STATUS,
        {"HASH": "status_key", "RANGE": "changed_at"},
    )
    assert index["Projection"] == {"ProjectionType": "ALL"}
    assert (queue["IndexName"], _keys(queue), queue["Projection"]) == (
        keys.QUEUE,
        {"HASH": "status_key", "RANGE": "changed_at"},
        {"NonKeyAttributes": ["card"], "ProjectionType": "INCLUDE"},
    )
    assert (by_chain["IndexName"], _keys(by_chain)) == (
        keys.BY_CHAIN,
        {"HASH": "chain_shard", "RANGE": "chain"},
    )
    assert by_chain["Projection"] == {
        "NonKeyAttributes": ["records", "head"],
        "ProjectionType": "INCLUDE",
    }
    assert table["BillingMode"] == "PAY_PER_REQUEST"
    assert table["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}
    assert table["StreamSpecification"] == {"StreamViewType": "NEW_AND_OLD_IMAGES"}
    assert table["TimeToLiveSpecification"] == {"AttributeName": "expires_at", "Enabled": True}
    assert table["DeletionProtectionEnabled"] is True


def test_table_and_buckets_outlive_the_stack(template):
    kept = {
        name[:-8]
        for name, resource in template.body["Resources"].items()
        if resource.get("DeletionPolicy") == "Retain"
    }

    assert kept >= {"SigningKey", "TableItems", "StorageMedia", "StorageResults", "HttpAccessLog"}


def test_media_bucket_keeps_versions_tells_events_and_ends_broken_uploads_archives_and_lists(
    template,
):
    media = template.resource("AWS::S3::Bucket", "StorageMedia")

    assert media["VersioningConfiguration"] == {"Status": "Enabled"}
    assert media["NotificationConfiguration"] == {
        "EventBridgeConfiguration": {"EventBridgeEnabled": True}
    }
    assert media["LifecycleConfiguration"]["Rules"] == [
        {"AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 2}, "Status": "Enabled"},
        *(
            {
                "ExpirationInDays": 1,
                "NoncurrentVersionExpiration": {"NoncurrentDays": 1},
                "Prefix": prefix,
                "Status": "Enabled",
            }
            for prefix in ("certificates/archives/", "exports/")
        ),
    ]


def test_results_are_locked_when_they_are_written(template):
    results = template.resource("AWS::S3::Bucket", "StorageResults")

    assert results["ObjectLockEnabled"] is True
    assert results["ObjectLockConfiguration"]["Rule"]["DefaultRetention"] == {
        "Days": 365,
        "Mode": "GOVERNANCE",
    }


def test_buckets_are_private_and_refuse_plain_http(template):
    for bucket in ("StorageMedia", "StorageResults"):
        private = template.resource("AWS::S3::Bucket", bucket)["PublicAccessBlockConfiguration"]
        statements = template.resource("AWS::S3::BucketPolicy", bucket)["PolicyDocument"][
            "Statement"
        ]

        assert set(private.values()) == {True}
        assert {"Bool": {"aws:SecureTransport": "false"}} in [
            s.get("Condition") for s in statements
        ]
        assert {s["Effect"] for s in statements} == {"Deny"}


def test_nothing_is_uploaded_after_the_last_date(template_for):
    policy = template_for("us-east-1", uploads_close="2027-07-01T00:00:00Z").resource(
        "AWS::S3::BucketPolicy", "StorageMedia"
    )

    (closed,) = (
        s for s in policy["PolicyDocument"]["Statement"] if s.get("Sid") == "UploadsAreClosed"
    )
    assert (closed["Effect"], closed["Action"]) == ("Deny", "s3:PutObject")
    assert closed["Condition"] == {
        "DateGreaterThanEquals": {"aws:CurrentTime": "2027-07-01T00:00:00Z"}
    }


def test_the_command_line_learns_when_uploads_close(template_for):
    closing = template_for("us-east-1", uploads_close="2027-07-01T00:00:00Z")

    assert closing.body["Outputs"]["UploadsClose"]["Value"] == "2027-07-01T00:00:00Z"
    assert "UploadsClose" not in template_for("us-east-1").body["Outputs"]


@pytest.mark.parametrize(
    ("typed", "closes"),
    [
        (None, None),
        ("2027-07-01T00:00:00Z", "2027-07-01T00:00:00Z"),
        ("2027-07-01T00:00:00+08:00", "2027-06-30T16:00:00Z"),
    ],
)
def test_the_date_on_which_uploads_close_is_deployed_in_utc(typed, closes):
    context = {"uploads_close": typed}
    deployment = deployment_from(context.get, assets=Path(), local=False, region="us-east-1")

    assert deployment.uploads_close == closes


@pytest.mark.parametrize("typed", ["2027-07-01", "2027-07-01T00:00:00", "1.7.2027", "soon"])
def test_a_date_without_its_time_or_zone_is_not_deployed(typed):
    """S3 would never find that it is past, and refuse nothing."""
    context = {"uploads_close": typed}
    with pytest.raises(ValueError, match="2027-07-01T00:00:00Z"):
        deployment_from(context.get, assets=Path(), local=False, region="us-east-1")


def _keys(table_or_index):
    return {key["KeyType"]: key["AttributeName"] for key in table_or_index["KeySchema"]}
