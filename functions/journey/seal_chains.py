"""Lambda: verifies all audit chains, and keeps a digest of their heads in the results bucket.

It runs several times a day. If a chain is broken it fails, after the digest is kept, and its alarm
calls a person."""

from typing import Any

from aws_lambda_powertools import Logger

from contest_aws import clock
from contest_aws.media.digests import Digests
from contest_aws.services.upkeep.chains import seal
from contest_aws.settings import ResultsSettings
from contest_aws.store.dynamodb import DynamoStore

settings = ResultsSettings.read()
store, digests = DynamoStore(settings.table_name), Digests(settings.results_bucket)
logger = Logger(service="laurel")


def handler(_: dict[str, Any], __: Any) -> dict[str, int]:  # noqa: ANN401 - Lambda's own
    report = seal(store, digests, now=clock.now())
    for one in report.tampered:
        logger.error("An audit chain is broken", **one.model_dump())
    counts = {"chains": report.chains, "records": report.records, "broken": len(report.tampered)}
    if report.tampered:
        raise RuntimeError(f"Audit chains are broken: {counts}")
    return counts
