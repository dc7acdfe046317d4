"""What the host's routers share: the settings and the store."""

from contest_aws.settings import HostApiSettings
from contest_aws.store.dynamodb import DynamoStore

settings = HostApiSettings.read()
store = DynamoStore(settings.table_name)
