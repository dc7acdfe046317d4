"""What the account routers share: the settings and the store."""

from contest_aws.settings import AccountSettings
from contest_aws.store.dynamodb import DynamoStore

settings = AccountSettings.read()
store = DynamoStore(settings.table_name)
