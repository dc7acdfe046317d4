"""What the host's routers share: the settings and the store."""

from contest_aws.settings import HostSettings
from contest_aws.store.dynamodb import DynamoStore

settings = HostSettings.read()
store = DynamoStore(settings.table_name)
