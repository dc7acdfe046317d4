"""What the host's groups of routes share: the app, and the parts that it works with."""

from contest_aws import http
from contest_aws.settings import HostSettings
from contest_aws.table import DynamoStore
from contest_aws.tokens import KmsKey, Tokens

settings = HostSettings.read()
store = DynamoStore(settings.table_name)
app = http.api(store, Tokens(KmsKey(settings.signing_key)), hosts=settings.hosts)
