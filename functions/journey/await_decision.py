"""Lambda: a step that waits for a person or a date. It stores its task token, then looks whether
the decision came first."""

from typing import Any

from contest_aws.settings import TableSettings
from contest_aws.store.dynamodb import DynamoStore
from contest_aws.workflow.executions import Journeys, Waiting, wait

store = DynamoStore(TableSettings.read().table_name)
journeys = Journeys()


def handler(event: dict[str, Any], _: Any) -> None:  # noqa: ANN401 - Lambda's own
    wait(store, journeys, Waiting.model_validate(event))
