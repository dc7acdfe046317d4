"""Lambda: issues the certificates of a granted award round, and makes their files.

A winner for whom the fonts lack a character is held back, and no other: the host's page asks how it
is printed. Repeated, it goes on where it stopped. The calls of the host name the contest alone:
then the files of certificates that were corrected, or held back before, are made."""

from functools import cache
from typing import Any

from contest.audit import RULES
from contest.award.award import AwardStatus
from contest_aws import clock
from contest_aws.certificates.look import covered
from contest_aws.certificates.rendering import Press
from contest_aws.media.certificate_files import CertificateFiles
from contest_aws.services.award import award_rounds, certificate_archive, certificates, making
from contest_aws.services.context import Context
from contest_aws.services.entries import contest_of
from contest_aws.settings import CertificateSettings
from contest_aws.store.dynamodb import DynamoStore
from contest_aws.workflow.executions import ExecutionSubject, position

settings = CertificateSettings.read()
store = DynamoStore(settings.table_name)
files = CertificateFiles(settings.media_bucket)
MARGIN = 60_000
"""Milliseconds that are left over when the last file is begun."""


class Unfinished(Exception):  # noqa: N818 - the state machine retries it by this name
    """Time is over before all files are made. The next call goes on."""


def renderer_of(contest_id: str) -> making.RendererOf:
    return cache(lambda name: Press(files.template(contest_id, name) if name else None))


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:  # noqa: ANN401 - Lambda's own
    subject = ExecutionSubject.model_validate(event)
    ctx = Context(store, contest_of(store, subject.contest), RULES, clock.now())
    issuing = certificates.Issuing(site=settings.site, covered=covered())
    rounds = list(award_rounds.rounds_of(store, subject.contest))
    for round_ in rounds:
        if round_.status is AwardStatus.GRANTED and subject.award_round in (None, round_.id):
            certificates.issue_printable(ctx, round_, issuing)
    enough = lambda: context.get_remaining_time_in_millis() > MARGIN  # noqa: E731
    if left := making.make(ctx, files, renderer_of(subject.contest), enough=enough):
        raise Unfinished(f"{left} files are left")
    certificate_archive.make(ctx, files)
    named = [round_ for round_ in rounds if round_.id == subject.award_round]
    return position(named[0]).model_dump(mode="json") if named else {}
