"""Accounts of people whom somebody else names by their address: a unit's contacts."""

import secrets
from collections.abc import Iterable
from datetime import datetime

from contest.audit import Actor
from contest.model import Id
from contest.people.sign_in import sha256
from contest_aws.services.people import accounts
from contest_aws.services.pointers import Pointer
from contest_aws.store import keys
from contest_aws.store.protocol import Change, Store


class Addresses:
    """Implements `units.row_steps.People` over the table."""

    def __init__(self, store: Store, *, actor: Actor, now: datetime) -> None:
        self._store, self._actor, self._now = store, actor, now

    def known(self, addresses: Iterable[str]) -> dict[str, Id]:
        wanted = {address: keys.address(sha256(address)) for address in addresses}
        found = self._store.find_each(wanted.values(), Pointer)
        return {address: found[key].account for address, key in wanted.items() if key in found}

    def opened(self, address: str, *, name: str) -> tuple[Id, tuple[Change, ...]]:
        account, changes = accounts.opened(
            secrets.token_hex(10), address, actor=self._actor, now=self._now, name=name
        )
        return account.id, changes
