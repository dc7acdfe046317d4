"""What the two groups of routes of an account share: the app, and the parts that it works with."""

from contest_aws import http
from contest_aws.settings import AccountSettings
from contest_aws.table import DynamoStore
from contest_aws.tokens import KmsKey, Tokens

settings = AccountSettings.read()
store = DynamoStore(settings.table_name)
app = http.api(store, Tokens(KmsKey(settings.signing_key)))
