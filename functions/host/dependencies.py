"""What the host's routers share: the settings, the store, and what issuing certificates takes."""

from contest_aws.certificates.look import covered
from contest_aws.services.award.certificates import Issuing
from contest_aws.settings import HostApiSettings
from contest_aws.store.dynamodb import DynamoStore

settings = HostApiSettings.read()
store = DynamoStore(settings.table_name)


def issuing() -> Issuing:
    return Issuing(site=settings.site, covered=covered())
