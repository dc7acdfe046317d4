"""Requests and responses of an entrant's entries. The requests are answered with an `EntryView`."""

from typing import Annotated

from pydantic import Field

from contest.entry.form import Contact, Form
from contest.model import Fact, Id, StrictInt


class NewEntryRequest(Fact):
    form: Form = Form()
    contact: Contact = Contact()
    copy_of: Id | None = None
    """One of the entrant's own entries. Its form and contact are used instead of those above."""
    request_id: Id | None = None
    """An id that the client makes up for this request. Sent again with the same one, for example
    after a lost answer, the request creates no second entry."""


class FormUpdate(Fact):
    expected_version: StrictInt
    form: Form
    contact: Contact


class ContactUpdate(Fact):
    expected_version: StrictInt
    """The value of `edits` that the entrant saw."""
    contact: Contact


class DeclarationAcceptance(Fact):
    version: Annotated[str, Field(max_length=100)]
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    """The hash of the text that was shown, as `GET /public/<contest_id>` gives it."""


class SubmitRequest(Fact):
    expected_version: StrictInt
    """The value of `edits` that the entrant saw."""


class ThemeAnswer(Fact):
    theme: Id
    """The proposed theme that is answered."""
    accepts: bool
