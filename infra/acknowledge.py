"""Where a rule of cdk-nag does not fit, the construct acknowledges it and gives the reason."""

from aws_cdk import Acknowledgment, Stack, Validations
from aws_cdk import aws_s3 as s3
from constructs import IConstruct


def acknowledge(scope: IConstruct, *rules: str, reason: str) -> None:
    """Acknowledges for `scope` and everything in it."""
    for rule in rules:
        Validations.of(scope).acknowledge(Acknowledgment(id=rule, reason=reason))


def acknowledge_objects(scope: IConstruct, bucket: s3.Bucket, pattern: str, *, reason: str) -> None:
    """Acknowledges a grant on the objects of `bucket` that match `pattern`, including its
    wildcard."""
    resource = bucket.node.default_child
    assert isinstance(resource, s3.CfnBucket)  # noqa: S101  # for the type
    name = Stack.of(scope).get_logical_id(resource)
    acknowledge(scope, f"AwsSolutions-IAM5[Resource::<{name}.Arn>/{pattern}]", reason=reason)
