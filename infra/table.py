"""The one table, and the rights to its items. A grant covers the partition keys with the given
prefixes, and no others.
"""

from collections.abc import Iterable

from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_iam as iam
from constructs import Construct

from contest_aws.store import keys
from infra.deployment import Deployment

READ = ["dynamodb:BatchGetItem", "dynamodb:GetItem", "dynamodb:Query"]


class Table(Construct):
    def __init__(self, scope: Construct, name: str, *, deployment: Deployment) -> None:
        super().__init__(scope, name)
        self.table = dynamodb.Table(
            self,
            "Items",
            partition_key=_string("pk"),
            sort_key=_string("sk"),
            billing_mode=dynamodb.BillingMode.PAY_PER_REQUEST,
            point_in_time_recovery_specification=dynamodb.PointInTimeRecoverySpecification(
                point_in_time_recovery_enabled=True
            ),
            stream=dynamodb.StreamViewType.NEW_AND_OLD_IMAGES,
            time_to_live_attribute="expires_at",
            deletion_protection=not deployment.local,
            removal_policy=deployment.removal,
        )
        self.table.add_global_secondary_index(
            index_name=keys.BY_STATUS,
            partition_key=_string("status_key"),
            sort_key=_string("changed_at"),
            projection_type=dynamodb.ProjectionType.ALL,
        )
        self.table.add_global_secondary_index(
            index_name=keys.QUEUE,
            partition_key=_string("status_key"),
            sort_key=_string("changed_at"),
            projection_type=dynamodb.ProjectionType.INCLUDE,
            non_key_attributes=["card"],
        )
        self.table.add_global_secondary_index(
            index_name=keys.BY_CHAIN,
            partition_key=_string("chain_shard"),
            sort_key=_string("chain"),
            projection_type=dynamodb.ProjectionType.INCLUDE,
            non_key_attributes=["records", "head"],
        )

    def grant_read(self, reader: iam.IGrantable, prefixes: Iterable[str]) -> None:
        self._grant(reader, "ReadItems", READ, prefixes)

    def grant_put(self, writer: iam.IGrantable, prefixes: Iterable[str]) -> None:
        self._grant(writer, "PutItems", ["dynamodb:PutItem"], prefixes)

    def grant_delete(self, eraser: iam.IGrantable, prefixes: Iterable[str]) -> None:
        self._grant(eraser, "DeleteItems", ["dynamodb:DeleteItem"], prefixes)

    def grant_check(self, writer: iam.IGrantable, prefixes: Iterable[str]) -> None:
        self._grant(writer, "CheckItems", ["dynamodb:ConditionCheckItem"], prefixes)

    def grant_list_by_status(self, reader: iam.IGrantable) -> None:
        self._grant_index(reader, "ListByStatus", keys.BY_STATUS, keys.STATUS)

    def grant_list_queue(self, reader: iam.IGrantable) -> None:
        self._grant_index(reader, "ListQueue", keys.QUEUE, keys.STATUS)

    def grant_list_chains(self, reader: iam.IGrantable) -> None:
        self._grant_index(reader, "ListChains", keys.BY_CHAIN, keys.CHAINS)

    def _grant_index(self, reader: iam.IGrantable, sid: str, index: str, prefix: str) -> None:
        resource = f"{self.table.table_arn}/index/{index}"
        self._grant(reader, sid, ["dynamodb:Query"], [prefix], resource=resource)

    def _grant(
        self,
        grantee: iam.IGrantable,
        sid: str,
        actions: list[str],
        prefixes: Iterable[str],
        *,
        resource: str | None = None,
    ) -> None:
        patterns = [f"{prefix}*" for prefix in prefixes]
        if not patterns:  # an empty list of keys would match everything, not nothing
            return
        grantee.grant_principal.add_to_principal_policy(
            iam.PolicyStatement(
                sid=sid,
                actions=actions,
                resources=[resource or self.table.table_arn],
                conditions={"ForAllValues:StringLike": {"dynamodb:LeadingKeys": patterns}},
            )
        )


def _string(name: str) -> dynamodb.Attribute:
    return dynamodb.Attribute(name=name, type=dynamodb.AttributeType.STRING)
