"""Links that sign somebody in on the local cloud, as a mailed one does, but for days."""

import secrets
from datetime import timedelta

from contest.model import Id
from contest.people import sign_in
from contest.people.sign_in import Asker, Secrets
from contest_aws import clock
from contest_aws.store import keys
from contest_aws.store.protocol import create
from laurel.organiser import Organiser


def sign_in_link(organiser: Organiser, address: str, contest: Id, *, days: int) -> str:
    """The address of a page that opens the account of `address`, once."""
    drawn = Secrets(
        request=secrets.token_hex(16),
        code=f"{secrets.randbelow(10**sign_in.DIGITS):0{sign_in.DIGITS}}",
        link=secrets.token_urlsafe(32),
    )
    now = clock.now()
    begun = sign_in.begun(address, drawn, Asker(source="local", contest=contest), now=now)
    lasting = begun.model_copy(update={"ends_at": now + timedelta(days=days)})
    key = keys.sign_in(sign_in.name_of(drawn.request))
    organiser.store.commit(create(key, lasting))
    return f"{organiser.deployment.site_url}/sign-in#{sign_in.link_of(drawn)}"
