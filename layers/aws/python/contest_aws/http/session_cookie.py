"""The cookie by which a browser is signed in. No page can read it; no other site has it sent."""

from aws_lambda_powertools.shared.cookies import Cookie, SameSite

COOKIE = "__Host-laurel"


def session_cookie(token: str, *, seconds: int) -> Cookie:
    """The browser drops it after so many seconds: with 0, at once."""
    return Cookie(
        COOKIE,
        token,
        path="/",
        secure=True,
        http_only=True,
        same_site=SameSite.STRICT_MODE,
        max_age=seconds,
    )


SIGNED_OUT = session_cookie("", seconds=0)
