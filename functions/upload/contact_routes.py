"""Router: an entrant corrects the contact of an entry whose form is closed."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Body

from contest.entry.entrant_view import EntryView
from contest.model import Id
from contest_aws.http import api
from contest_aws.services.upload.contact import correct_contact
from contest_aws.store.protocol import retry_on_conflict
from upload.dependencies import context, entry_view, own
from upload.entry_models import ContactUpdate

router = api.router()


@router.put("/entrant/<contest_id>/entries/<entry_id>/contact")
def correct(contest_id: Id, entry_id: Id, update: Annotated[ContactUpdate, Body()]) -> EntryView:
    """更正联系方式，提交后也可以。 Correct the contact, also once the entry is submitted."""
    ctx = context(router, contest_id)
    after = retry_on_conflict(
        lambda: correct_contact(
            ctx,
            own(ctx, entry_id),
            expected_version=update.expected_version,
            contact=update.contact,
        )
    )
    return entry_view(ctx, after)
