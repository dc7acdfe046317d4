"""What the sign-in routes share: the settings and the store."""

from contest_aws.settings import SignInSettings
from contest_aws.store.dynamodb import DynamoStore

settings = SignInSettings.read()
store = DynamoStore(settings.table_name)
