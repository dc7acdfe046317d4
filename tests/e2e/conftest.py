"""The cloud of the journey tests: the true template is deployed once, and each process that runs
tests works on a copy of its own."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import boto3
import pytest
from boto3.dynamodb.conditions import Key

from contest.people.limits import CODES_FROM_SOURCE, CODES_TO_ADDRESS_FROM_SOURCE
from contest.people.sign_in import sha256
from contest_aws.store import keys
from infra.deployment import LOCAL_HOST
from laurel.organiser import Deployment, Organiser
from local.deploy import deploy
from local.emulator import Emulator
from tests.e2e.browser import Browser
from tests.e2e.deployed import copy_to, free_port

SECONDS_BETWEEN_LOOKS = 0.1
LOOPBACK = "127.0.0.1/32"
T = TypeVar("T")


@dataclass(frozen=True)
class Cloud:
    emulator: Emulator
    deployment: Deployment
    session: boto3.Session

    @property
    def api_url(self) -> str:
        return self.deployment.api_url

    @property
    def log(self) -> Path:
        return self.emulator.folder.emulator_log

    @cache  # noqa: B019 - there is one cloud a session
    def client(self, service: str) -> Any:
        return self.session.client(service)

    @cache  # noqa: B019 - the same
    def table(self) -> Any:
        return self.session.resource("dynamodb").Table(self.deployment.table_name)

    def wait_for(self, predicate: Callable[[], T], seconds: float, what: str) -> T:
        """The first answer that counts as true. Fails, saying what was waited for and in vain."""
        __tracebackhide__ = True
        last_look = time.monotonic() + seconds
        while not (answer := predicate()):
            self.emulator.check()
            if time.monotonic() > last_look:
                pytest.fail(f"{self._in_vain(seconds, what)}\nthe last answer was {answer!r}")
            time.sleep(SECONDS_BETWEEN_LOOKS)
        return answer

    def forget_who_asked(self) -> None:
        """All tests ask for their codes from one address, which may ask so often in so long, and
        many of them for the host."""
        for_host = f"{LOCAL_HOST}\n{LOOPBACK}"
        for limit, whose in (CODES_FROM_SOURCE, LOOPBACK), (CODES_TO_ADDRESS_FROM_SOURCE, for_host):
            counted = keys.rate(limit.what, sha256(whose), "", "").pk
            found = self.table().query(KeyConditionExpression=Key("pk").eq(counted))
            for item in found["Items"]:
                self.table().delete_item(Key={"pk": item["pk"], "sk": item["sk"]})

    @contextmanager
    def turned_to(self) -> Iterator[None]:
        """Code that takes its AWS settings from the environment works on this cloud."""
        with pytest.MonkeyPatch.context() as patch:
            for name in set(os.environ) - set(self.emulator.environment):
                patch.delenv(name)
            for name, value in self.emulator.environment.items():
                patch.setenv(name, value)
            yield

    def _in_vain(self, seconds: float, what: str) -> str:
        lines = self.log.read_text(errors="replace").splitlines()
        complaints = [line for line in lines if " WARNING " in line or " ERROR " in line][-10:]
        return "\n".join(
            [f"waited {seconds:g} s in vain for {what}", f"emulator log: {self.log}", *complaints]
        )


@pytest.fixture(scope="session")
def cloud(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cloud]:
    state = tmp_path_factory.mktemp("cloud") / "state"
    copy_to(state)
    with Emulator(state, port=free_port()) as emulator:
        deployment = deploy(emulator)
        emulator.hold()  # nobody reads what would be saved
        yield Cloud(emulator, deployment, emulator.session)


@pytest.fixture(scope="session")
def organiser(cloud: Cloud) -> Organiser:
    return Organiser(cloud.deployment, cloud.session)


@pytest.fixture(autouse=True)
def _turned_to_the_cloud(request: pytest.FixtureRequest) -> Iterator[None]:
    if "cloud" not in request.fixturenames:
        yield
        return
    cloud = request.getfixturevalue("cloud")
    cloud.forget_who_asked()
    with cloud.turned_to():
        yield


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.e2e)
            item.add_marker(pytest.mark.enable_socket)


@pytest.fixture
def window() -> Iterator[Browser]:
    """One window of a real browser."""
    with Browser() as browser:
        yield browser


@pytest.fixture(scope="session", autouse=True)
def _browsers_end() -> Iterator[None]:
    yield
    Browser.end()
