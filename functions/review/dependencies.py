"""What the judges' API and its router share: the settings and the store."""

from contest_aws.settings import SignedInMediaSettings
from contest_aws.store.dynamodb import DynamoStore

settings = SignedInMediaSettings.read()
store = DynamoStore(settings.table_name)
