"""What the routers of the host's award API share: settings, store, snapshots,
large files, executions."""

from aws_lambda_powertools.event_handler.router import APIGatewayHttpRouter

from contest.audit import Actor
from contest.model import Id
from contest_aws import clock
from contest_aws.http import api
from contest_aws.media.exported_files import ExportedFiles
from contest_aws.media.snapshots import Snapshots
from contest_aws.services.context import Context
from contest_aws.services.entries import contest_of
from contest_aws.settings import HostAwardSettings
from contest_aws.store.dynamodb import DynamoStore
from contest_aws.workflow.executions import Journeys

settings = HostAwardSettings.read()
store = DynamoStore(settings.table_name)
snapshots, files = Snapshots(settings.results_bucket), ExportedFiles(settings.media_bucket)
journeys = Journeys()


def context(router: APIGatewayHttpRouter, contest_id: Id) -> Context:
    actor = Actor.of("host", api.who(router).person)
    return Context(store, contest_of(store, contest_id), actor, clock.now())
