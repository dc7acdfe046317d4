"""A worker that is forked off runs as one that is started: in its own folder and environment."""

import contextlib
import json
import os
import subprocess
import sys
from importlib.util import find_spec

import pytest

from infra.build import ROOT
from local.warm_workers import LAYERS, LOADED, WarmWorkers, can_fork, layers_of

COUNTED = (
    "import os\nwith open(os.environ['COUNT'], 'a') as count: count.write('loaded\\n')\nA = 1\n"
)
TELL = """
import json, os, sys
import counted.part
for line in sys.stdin:
    told = {"said": line.strip(), "cwd": os.getcwd(), "a": counted.part.A}
    told |= {"mine": os.environ["MINE"], "theirs": "THEIRS" in os.environ}
    print(json.dumps(told), flush=True)
"""
DEAF = """
import signal
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("up", flush=True)
while True:
    signal.pause()
"""
CALL = """
import boto3
known = boto3.DEFAULT_SESSION is not None
client = boto3.client("dynamodb")
keys = boto3.DEFAULT_SESSION.get_credentials()
print(known, keys.access_key, keys.secret_key, client.meta.endpoint_url, client.meta.region_name)
"""
PARENT = """
import subprocess, sys
print(subprocess.run([sys.executable, "-c", "exit(3)"]).returncode, flush=True)
"""

pytestmark = pytest.mark.skipif(
    not can_fork(), reason="here, workers start as ministack starts them"
)


class Started(WarmWorkers):
    """Ends with all that it started."""

    def __init__(self, loaded=("counted.part",)):
        super().__init__(loaded)
        self.workers = []

    def popen(self, *command, **more):
        self.workers.append(super().popen(*command, **more))
        return self.workers[-1]

    def close(self):
        for worker in self.workers:
            worker.kill()
            for pipe in (worker.stdin, worker.stdout, worker.stderr):
                pipe.close()
        super().close()


@pytest.fixture
def workers():
    with contextlib.closing(Started()) as started:
        yield started


def a_layer(tmp_path, name, content=COUNTED):
    package = tmp_path / name / "python" / "counted"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("")
    (package / "part.py").write_text(content)
    return str(tmp_path / name)


def start(workers, tmp_path, program, layer, **env):
    folder = tmp_path / f"worker-{len(list(tmp_path.iterdir()))}"
    folder.mkdir()
    (folder / "_worker.py").write_text(program)
    count = str(tmp_path / "count")
    env = {"PATH": os.environ["PATH"], LAYERS: layer, "COUNT": count, "MINE": "", **env}
    return folder, workers.popen(
        [sys.executable, str(folder / "_worker.py")], cwd=str(folder), env=env, text=True
    )


def ask(worker, said):
    worker.stdin.write(f"{said}\n")
    return json.loads(worker.stdout.readline())


def test_each_has_its_own_folder_environment_and_pipes_and_the_library_is_loaded_once(
    workers, tmp_path
):
    layer = a_layer(tmp_path, "layer")
    first, one = start(workers, tmp_path, TELL, layer, MINE="1", THEIRS="x")
    second, two = start(workers, tmp_path, TELL, layer, MINE="2")
    of_one = {"cwd": str(first), "mine": "1", "theirs": True, "a": 1}
    of_two = {"cwd": str(second), "mine": "2", "theirs": False, "a": 1}
    assert [ask(two, "b"), ask(one, "a"), ask(two, "c")] == [
        of_two | {"said": "b"},
        of_one | {"said": "a"},
        of_two | {"said": "c"},
    ]
    assert (tmp_path / "count").read_text() == "loaded\n"
    one.stdin.close()
    assert one.wait(timeout=10) == one.poll() == 0
    assert two.poll() is None
    two.terminate()
    two.wait(timeout=10)


def test_each_calls_services_with_its_own_keys_at_its_own_address(tmp_path):
    env = {"AWS_DEFAULT_REGION": "eu-west-1", "AWS_ENDPOINT_URL": "http://127.0.0.1:1"}
    mine = [{"AWS_ACCESS_KEY_ID": f"key{n}", "AWS_SECRET_ACCESS_KEY": f"secret{n}"} for n in (1, 2)]
    with contextlib.closing(Started(["boto3"])) as workers:
        told = [
            start(workers, tmp_path, CALL, a_layer(tmp_path, f"layer{n}"), **env, **keys)[1]
            for n, keys in enumerate(mine)
        ]
        assert [worker.stdout.readline().split() for worker in told] == [
            ["True", "key1", "secret1", "http://127.0.0.1:1", "eu-west-1"],
            ["True", "key2", "secret2", "http://127.0.0.1:1", "eu-west-1"],
        ]


def test_what_is_loaded_for_all_functions_is_there():
    assert [name for name in LOADED if not find_spec(name)] == []


def test_another_layer_is_loaded_for_itself(workers, tmp_path):
    changed = COUNTED.replace("A = 1", "A = 2")
    told = [
        ask(start(workers, tmp_path, TELL, a_layer(tmp_path, name, content))[1], "a")["a"]
        for name, content in [("before", COUNTED), ("after", changed)]
    ]
    assert told == [1, 2]


def test_one_that_does_not_listen_is_waited_for_in_vain_and_killed(workers, tmp_path):
    _, worker = start(workers, tmp_path, DEAF, a_layer(tmp_path, "layer"))
    assert worker.stdout.readline() == "up\n"
    worker.terminate()
    with pytest.raises(subprocess.TimeoutExpired):
        worker.wait(timeout=0.1)
    worker.kill()
    worker.wait(timeout=10)
    worker.kill()  # what has ended is left alone


def test_what_a_program_fails_with_is_in_its_log_and_others_start(workers, tmp_path):
    layer = a_layer(tmp_path, "layer")
    _, failed = start(workers, tmp_path, "raise ValueError('riddle')\n", layer)
    failed.wait(timeout=10)
    assert "ValueError: riddle" in failed.stderr.read()
    _, worker = start(workers, tmp_path, TELL, layer)
    assert ask(worker, "a")["said"] == "a"


def test_one_that_ends_at_once_has_ended(workers, tmp_path):
    layer = a_layer(tmp_path, "layer")
    for _ in range(50):
        start(workers, tmp_path, "import os\nos._exit(0)\n", layer)[1].wait(timeout=10)


def test_its_own_children_can_be_waited_for(workers, tmp_path):
    _, worker = start(workers, tmp_path, PARENT, a_layer(tmp_path, "layer"))
    assert worker.stdout.readline() == "3\n"


def test_a_layer_that_cannot_be_loaded_is_told_and_loaded_once_it_can(workers, tmp_path):
    layer = a_layer(tmp_path, "layer", "raise ImportError\n")
    with pytest.raises(ConnectionError):
        start(workers, tmp_path, TELL, layer)
    (tmp_path / "layer/python/counted/part.py").write_text(COUNTED)
    _, worker = start(workers, tmp_path, TELL, layer)
    assert ask(worker, "a")["a"] == 1


def test_nothing_of_a_layer_of_all_functions_is_loaded_from_elsewhere(tmp_path):
    layers = [ROOT / "layers/domain", ROOT / "layers/aws", tmp_path / "base"]
    powertools = tmp_path / "base/python/aws_lambda_powertools"
    powertools.parent.mkdir(parents=True)
    powertools.symlink_to(find_spec("aws_lambda_powertools").submodule_search_locations[0])
    env = {LAYERS: os.pathsep.join(map(str, layers))}
    assert layers_of(env, LOADED) == tuple(str((layer / "python").resolve()) for layer in layers)
