"""Lambda: the host searches the audit records of a contest, and has their chains verified. It is
separate, because it alone may read every record. It writes nothing."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query

from audit.audit_models import AuditPage, ChainsVerified, broken_chain, logged
from contest.model import Id
from contest_aws.http import api
from contest_aws.http.tokens import KmsKey, Tokens
from contest_aws.media.digests import Digests
from contest_aws.services.entries import contest_of
from contest_aws.services.upkeep import audit_log
from contest_aws.services.upkeep.audit_log import LogFilter, SubjectKind
from contest_aws.services.upkeep.chains import DigestStore
from contest_aws.settings import HostResultsSettings
from contest_aws.store.dynamodb import DynamoStore

settings = HostResultsSettings.read()
store = DynamoStore(settings.table_name)
digests: DigestStore = Digests(settings.results_bucket)
app = api.create_app(store, Tokens(KmsKey(settings.signing_key)), hosts=settings.hosts)
AUDIT = "/host/<contest_id>/audit"
Cursor = Annotated[str, Query(max_length=400)]


@app.get(AUDIT)
def audit_records(
    contest_id: Id,
    *,
    kind: Annotated[SubjectKind | None, Query()] = None,
    entry: Annotated[Id | None, Query()] = None,
    cursor: Cursor = "",
) -> AuditPage:
    """审计记录：一类对象或一件作品的，分页读取。 Audit records of a kind or of a work, by pages."""
    where = LogFilter(kind=kind, entry=entry)
    found = audit_log.page(store, contest_of(store, contest_id).id, where, after=cursor)
    return AuditPage(
        records=tuple(record for pair in found.chains for record in logged(*pair)),
        broken=tuple(broken_chain(*pair) for pair in found.broken),
        chains=len(found.chains),
        total=found.total,
        cursor=found.last,
    )


@app.get(f"{AUDIT}/verification")
def verify_chains(contest_id: Id, *, cursor: Cursor = "") -> ChainsVerified:
    """核验审计链及最近的摘要，分页进行。 Verify the audit chains, against the last digest too."""
    contest, stored = contest_of(store, contest_id), digests.last()
    found = audit_log.page(
        store,
        contest.id,
        LogFilter(),
        after=cursor,
        sealed=stored.digest.heads if stored else {},
        most_records=None,
    )
    return ChainsVerified(
        chains=len(found.chains),
        records=sum(len(chain.records) for _, chain in found.chains),
        broken=tuple(broken_chain(*pair) for pair in found.broken),
        total=found.total,
        cursor=found.last,
        sealed_at=stored.digest.at if stored else None,
    )


handler = api.handler(app)
