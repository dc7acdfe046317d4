"""Requests and responses of the sign-in routes."""

from typing import Annotated, Any

from pydantic import AwareDatetime, BeforeValidator, Field, Strict

from contest.model import Fact, Id
from contest.people.sign_in import digits


def _digits(typed: Any) -> Any:  # noqa: ANN401 - any JSON value may be sent
    return digits(typed) if isinstance(typed, str) else typed


LINK = r"^[0-9a-f]{32}\.[A-Za-z0-9_-]{43}$"
BrowserToken = Annotated[str, Field(max_length=2000, pattern=r"^[A-Za-z0-9_.-]*$")]
"""The `browser` of an earlier sign-in: requests of a browser that is known to an address have a
limit of their own."""


class CodeRequest(Fact):
    email: Annotated[str, Field(max_length=300)]
    contest: Id | None = None
    """The contest that the person came for. The page that the link opens names it."""
    browser: BrowserToken = ""


class CodeIssued(Fact):
    """The same for every address, known or not."""

    request: str
    """To be sent back with the code. Only the browser that requested the code has it."""
    minutes: int
    """How long the code and the link are valid."""


class CodeSignInRequest(Fact):
    request: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{22}$")]
    code: Annotated[str, BeforeValidator(_digits), Field(pattern=r"^[0-9]{6}$")]
    """Spaces, dashes and full-width digits are understood."""
    bearer: Annotated[bool, Strict()] = False
    """Returns the token in the answer, for a script, instead of in a cookie."""
    browser: BrowserToken = ""


class LinkSignInRequest(Fact):
    link: Annotated[str, Field(pattern=LINK)]
    """The part of the mailed link after the `#`."""
    bearer: Annotated[bool, Strict()] = False
    browser: BrowserToken = ""


class LinkRequest(Fact):
    link: Annotated[str, Field(pattern=LINK)]


class LinkView(Fact):
    """Whose account a link opens, and where, to be read before it is used."""

    address: str
    """Masked."""
    contest: Id | None


class SessionIssued(Fact):
    account: Id
    ends_at: AwareDatetime
    browser: str
    """For the browser to keep, and to send with its next requests. It opens nothing."""
    token: str | None = None
