"""Requests of an entrant for an entry; they are answered with an `EntryView`."""

from typing import Annotated

from pydantic import Field

from contest.entry.form import Contact, Form
from contest.model import Fact, Id, StrictInt


class NewEntryRequest(Fact):
    form: Form = Form()
    contact: Contact = Contact()
    copy_of: Id | None = None
    """An entry of one's own: its form and contact, in place of those above."""


class FormUpdate(Fact):
    expected_version: StrictInt
    form: Form
    contact: Contact


class DeclarationAcceptance(Fact):
    version: Annotated[str, Field(max_length=100)]
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    """Of the text that was shown, as `GET /public/<contest_id>` tells it."""


class SubmitRequest(Fact):
    expected_version: StrictInt
    """The `edits` that the entrant had before them."""
