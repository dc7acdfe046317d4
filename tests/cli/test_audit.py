"""`laurel audit`: exit codes, what is told, and verification without a deployment."""

import json

import pytest
from botocore.exceptions import BotoCoreError, NoCredentialsError
from typer.testing import CliRunner

from contest.audit import START, Actor
from contest.chains import Digest
from contest_aws.media.digests import StoredDigest
from contest_aws.services.upkeep.chains import all_chains, verify
from contest_aws.store import keys
from contest_aws.store.keys import Key
from contest_aws.store.memory import MemoryStore
from contest_aws.store.protocol import create, recorded, update
from laurel import audit
from tests.builders import any_entry, any_time

pytestmark = pytest.mark.usefixtures("without_pauses")
RECORDS = 3


class Digests:
    def __init__(self, digest):
        self._digest = digest

    def last(self):
        return StoredDigest(self._digest, "0" * 64) if self._digest else None


class Deployed:
    """As `Organiser` is, in memory."""

    def __init__(self):
        self.store, self.digests = MemoryStore(), Digests(None)
        for name in ("e1", "e2"):
            entry, key = any_entry(id=name), keys.entry("c", name)
            for number in range(RECORDS):
                after, record = entry.with_record(
                    "entry.x", subject=key, actor=Actor.of("host"), at=any_time(), details={}
                )
                change = update(key, after, before=entry) if number else create(key, after)
                self.store.commit(change, recorded(key, record))
                entry = after

    def seal(self):
        heads = verify(self.store, None).heads
        self.digests = Digests(Digest(at=any_time(), previous=START, heads=heads))


@pytest.fixture
def deployed():
    made = Deployed()
    made.seal()
    return made


def run(deployed, *arguments):
    return CliRunner().invoke(audit.app, [*map(str, arguments)], obj=lambda: deployed)


def nobody():
    raise AssertionError("the deployment is asked")


def offline(*arguments):
    return CliRunner().invoke(audit.app, [*map(str, arguments)], obj=nobody)


def cut(deployed, subject="ENTRY#c#e1#ENTRY"):
    del deployed.store.items[Key(f"AUDIT#{subject}", f"{RECORDS:08d}")]


def test_intact_is_0_and_says_by_which_digest(deployed):
    result = run(deployed, "verify")

    assert result.exit_code == 0
    assert "2 条链 chains, 6 条记录 records" in result.stdout
    assert f"digest of {any_time():%Y-%m-%d %H:%M}" in result.stdout


def test_without_a_digest_that_is_said(deployed):
    deployed.digests = Digests(None)

    result = run(deployed, "verify")

    assert (result.exit_code, "there is no digest yet" in result.stdout) == (0, True)


def test_tampered_is_1_and_names_subject_record_and_what_is_wrong(deployed):
    cut(deployed)

    result = run(deployed, "verify")

    assert result.exit_code == 1
    assert "ENTRY#c#e1#ENTRY：第 3 条记录：与摘要所封存的不符" in result.stdout
    assert "record 3: it is not what the digest has sealed" in result.stdout
    assert "e2" not in result.stdout


def test_a_deployment_that_cannot_be_read_is_2(deployed, monkeypatch):
    def unreachable():
        raise NoCredentialsError

    monkeypatch.setattr(deployed.store, "chain_heads", unreachable)

    result = run(deployed, "verify")

    assert result.exit_code == 2
    assert "Cannot be read: Unable to locate credentials" in result.stderr


@pytest.fixture
def exported(deployed, tmp_path):
    folder = tmp_path / "audit"
    assert run(deployed, "export", folder).exit_code == 0
    return folder


def test_an_export_that_fails_leaves_nothing_and_can_be_run_again(deployed, tmp_path, monkeypatch):
    """It fails after the first chain, as with a table that is still being restored."""

    def failing(store, digest):
        yield next(all_chains(store, digest))
        raise BotoCoreError

    folder = tmp_path / "audit"
    with monkeypatch.context() as patch:
        patch.setattr(audit, "all_chains", failing)
        assert isinstance(run(deployed, "export", folder).exception, BotoCoreError)
    assert list(folder.iterdir()) == []
    assert run(deployed, "export", folder).exit_code == 0
    assert sorted(one.name for one in folder.iterdir()) == ["chains.jsonl", "digest.json"]


def test_what_was_left_by_an_export_that_was_killed_is_no_obstacle(deployed, tmp_path):
    (tmp_path / ".chains.jsonl.part").write_text("half")
    assert run(deployed, "export", tmp_path).exit_code == 0
    assert sorted(one.name for one in tmp_path.iterdir()) == ["chains.jsonl", "digest.json"]


def test_a_folder_with_something_else_in_it_is_not_written_to(deployed, tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    assert run(deployed, "export", tmp_path).exit_code == 2
    assert [one.name for one in tmp_path.iterdir()] == ["mine.txt"]


def test_what_was_exported_is_verified_offline(exported):
    result = offline("verify", exported)

    assert result.exit_code == 0
    assert "2 条链 chains, 6 条记录 records" in result.stdout


def test_a_table_that_was_restored_is_read_in_place_of_the_deployments(deployed, tmp_path):
    """From before the damage: its chains are whole, and the deployment's are not."""
    restored, asked = Deployed(), []
    deployed.store_of = lambda name: asked.append(name) or restored.store
    cut(deployed)

    result = run(deployed, "verify", "--table", "Laurel-restored")
    assert run(deployed, "export", tmp_path / "audit", "--table", "Laurel-restored").exit_code == 0

    assert (result.exit_code, asked) == (0, ["Laurel-restored"] * 2)
    assert offline("verify", tmp_path / "audit").exit_code == 0
    assert run(deployed, "verify").exit_code == 1


def test_a_tampered_deployment_is_exported_as_it_is(deployed, tmp_path):
    cut(deployed)
    run(deployed, "export", tmp_path / "audit")

    result = offline("verify", tmp_path / "audit")

    assert (result.exit_code, "e1#ENTRY：第 3 条" in result.stdout) == (1, True)


def change_line(file, change):
    lines = file.read_text("utf-8").splitlines()
    file.write_text("\n".join(change(lines)), "utf-8")


def with_action(lines):
    chain = json.loads(lines[0])
    chain["records"][1]["action"] = "entry.y"
    return [json.dumps(chain), *lines[1:]]


@pytest.mark.parametrize(
    "change", [lambda lines: lines[1:], lambda _: [], with_action], ids=["one", "all", "action"]
)
def test_an_export_that_was_tampered_with_is_1(exported, change):
    change_line(exported / "chains.jsonl", change)

    assert offline("verify", exported).exit_code == 1


@pytest.mark.parametrize(
    "spoil",
    [
        lambda folder: (folder / "digest.json").unlink(),
        lambda folder: (folder / "chains.jsonl").unlink(),
        lambda folder: (folder / "chains.jsonl").write_text("{"),
        lambda folder: (folder / "chains.jsonl").write_bytes(b"\xff"),
        lambda folder: (folder / "digest.json").write_text("[]"),
    ],
    ids=["no digest", "no chains", "half a line", "no text", "another digest"],
)
def test_an_export_that_cannot_be_read_is_2(exported, spoil):
    spoil(exported)

    assert offline("verify", exported).exit_code == 2


def test_nothing_is_exported_over_something_else(deployed, exported):
    assert run(deployed, "export", exported).exit_code == 2
