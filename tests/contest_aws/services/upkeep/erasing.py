"""An erasure that is asked for and done."""

from contest.audit import Actor
from contest_aws.services.upkeep import erasure
from tests.builders import any_time
from tests.people import address_of

NOW = any_time(200)


def erase_all(store, objects, who="zhou", *, enough=lambda: True):
    erasure.ask(store, who, address=address_of(who), actor=Actor.of("account", who), now=NOW)
    return erasure.erase(store, objects, who, now=NOW, enough=enough)
