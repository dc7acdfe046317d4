"""Two entrants whose works are judged, and awarded."""

import pytest

from contest.audit import RULES
from contest_aws.services.award import award_rounds, certificates
from contest_aws.services.award.certificates import Issuing
from contest_aws.services.context import Context
from tests import people
from tests.builders import any_time
from tests.contest_aws.services.fakes import FakeObjects


@pytest.fixture
def objects(media):
    return FakeObjects(media)


@pytest.fixture
def scene(store, contest, media):
    """Zhou and Li, judged and not yet awarded."""
    for who in ("zhou", "li"):
        people.settle_in(store, contest, media, who)
    people.judge_all(store, contest, "zhou", "li")
    return store


@pytest.fixture
def awarded(scene, contest, snapshots):
    people.award_all(scene, contest, snapshots)
    round_ = award_rounds.round_of(scene, contest.id, "first")
    ctx = Context(scene, contest, RULES, any_time(171))
    granted = award_rounds.grant(ctx, round_)
    certificates.issue(ctx, granted, Issuing("https://x.cn", EveryCharacter()))
    return scene


class EveryCharacter(frozenset):
    """What fonts without a gap would have."""

    def __contains__(self, _):
        return True
