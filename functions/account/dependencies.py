"""What the account routers share: the settings, the store and the mailer."""

from contest_aws.mail.adapters import mailer_of
from contest_aws.settings import AccountSettings
from contest_aws.store.dynamodb import DynamoStore

settings = AccountSettings.read()
store = DynamoStore(settings.table_name)
mailer = mailer_of(settings)
