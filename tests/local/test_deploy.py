"""A deployment that stands already is not made again; nothing here asks a network."""

import ast
import json
import os
import sys

import boto3
import pytest
from moto import mock_aws

from laurel.organiser import Deployment
from local import deploy
from local.deploy import ASSETS_BUCKET, check_tools, deployment_from, drop_old_assets, fingerprint
from local.emulator import REPOSITORY, LocalCloudError
from local.state_folder import StateFolder

OUTPUTS = {
    **{field.alias: f"the {name}" for name, field in Deployment.model_fields.items()},
    "ApiUrl": "https://0a1b2c3d.execute-api.us-east-1.amazonaws.com",
    "StreamDeadLetters": "of no use here",
}
DEPLOYED = deployment_from(OUTPUTS, port=4600)


class FakeEmulator:
    """Knows the status of the stack and notes what it is told."""

    port = 4600

    def __init__(self, root, status="UPDATE_COMPLETE"):
        self.folder = StateFolder(root)
        self.status = status
        self.calls = []
        self.origins = ["http://0a1b2c3d.execute-api.localhost:4600"]
        self.settings = {
            "mails": {"LAUREL_SITE": "http://0a1b2c3d.execute-api.localhost:4600", "A": "a"},
            "tallies": {"A": "a"},
        }
        self.changed = []

    @property
    def session(self):
        return self

    def client(self, name):
        assert name in ("cloudformation", "lambda", "s3")
        return self

    def describe_stacks(self, **_):
        return {"Stacks": [{"StackStatus": self.status}]}

    def get_bucket_cors(self, **_):
        return {"CORSRules": [{"AllowedMethods": ["PUT"], "AllowedOrigins": self.origins}]}

    def put_bucket_cors(self, **asked):
        (rule,) = asked["CORSConfiguration"]["CORSRules"]
        assert rule["AllowedMethods"] == ["PUT"]
        self.origins = rule["AllowedOrigins"]

    def get_paginator(self, name):
        assert name == "list_functions"
        return self

    def paginate(self):
        for name, settings in self.settings.items():
            yield {"Functions": [{"FunctionName": name, "Environment": {"Variables": settings}}]}
        yield {"Functions": [{"FunctionName": "without settings"}]}

    def update_function_configuration(self, **asked):
        self.settings[asked["FunctionName"]] = asked["Environment"]["Variables"]
        self.changed.append(asked["FunctionName"])

    def hold(self):
        self.calls.append("hold")

    def save(self):
        self.calls.append("save")


@pytest.fixture
def repository(tmp_path):
    root = tmp_path / "repository"
    for name in ("infra/app.py", "functions/upload/door.py", "layers/aws/keys.py", "cdk.json"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(name)
    return root


@pytest.fixture
def emulator(tmp_path, repository, monkeypatch):
    """With a deployment of the repository on it; deploying anew is only noted."""
    emulator = FakeEmulator(tmp_path)
    emulator.folder.deployment.write_text(
        json.dumps({"fingerprint": fingerprint(repository), "outputs": OUTPUTS})
    )

    def deploy_anew(emulator):
        emulator.calls.append("deploy")
        return OUTPUTS

    monkeypatch.setattr(deploy, "REPOSITORY", repository)
    monkeypatch.setattr(deploy, "check_tools", lambda _: None)
    monkeypatch.setattr(deploy, "_deploy", deploy_anew)
    return emulator


def test_addresses_the_api_by_a_path_that_resolves_everywhere():
    addresses = {
        "ApiUrl": "http://127.0.0.1:4600/_aws/execute-api/0a1b2c3d",
        "SiteUrl": "http://0a1b2c3d.execute-api.localhost:4600",
    }
    wanted = Deployment.model_validate({**OUTPUTS, **addresses})
    assert deployment_from(OUTPUTS, port=4600) == wanted


def test_lets_uploads_come_from_the_pages_of_another_port(emulator):
    emulator.port = 4601
    deploy.deploy(emulator)
    assert emulator.origins == ["http://0a1b2c3d.execute-api.localhost:4601"]
    assert emulator.calls == ["save"]


def test_links_in_mails_lead_to_the_pages_of_another_port(emulator):
    deploy.deploy(emulator)
    assert emulator.changed == []
    emulator.port = 4601
    deploy.deploy(emulator)
    assert emulator.settings == {
        "mails": {"LAUREL_SITE": "http://0a1b2c3d.execute-api.localhost:4601", "A": "a"},
        "tallies": {"A": "a"},
    }
    assert emulator.changed == ["mails"]


def test_leaves_a_deployment_alone_from_which_nothing_differs(emulator):
    assert deploy.deploy(emulator) == DEPLOYED
    assert emulator.calls == ["save"]


def test_deploys_again_and_saves_it_when_a_source_has_changed(emulator, repository):
    (repository / "functions/upload/door.py").write_text("changed")
    said = []
    assert deploy.deploy(emulator, say=said.append) == DEPLOYED
    assert emulator.calls == ["hold", "deploy", "save"]
    assert said == ["正在部署到本地云…… / Deploying to the local cloud …"]
    assert json.loads(emulator.folder.deployment.read_text()) == {
        "fingerprint": fingerprint(repository),
        "outputs": OUTPUTS,
    }
    assert deploy.deploy(emulator) == DEPLOYED
    assert emulator.calls == ["hold", "deploy", "save", "save"]


@pytest.mark.parametrize("content", [None, "", "{}", "[]", '{"outputs": {}}'])
def test_deploys_again_when_nobody_knows_of_a_deployment(emulator, content):
    emulator.folder.deployment.unlink()
    if content is not None:
        emulator.folder.deployment.write_text(content)
    deploy.deploy(emulator)
    assert emulator.calls == ["hold", "deploy", "save"]


def test_deploys_again_over_a_stack_that_is_not_whole(emulator):
    emulator.status = "UPDATE_ROLLBACK_COMPLETE"
    deploy.deploy(emulator)
    assert emulator.calls == ["hold", "deploy", "save"]


def test_saves_nothing_of_a_deployment_that_fails(emulator, repository, monkeypatch):
    (repository / "cdk.json").write_text("changed")

    def fail(_):
        raise LocalCloudError("坏了", "broken")

    monkeypatch.setattr(deploy, "_deploy", fail)
    before = emulator.folder.deployment.read_text()
    with pytest.raises(LocalCloudError, match="broken"):
        deploy.deploy(emulator)
    assert emulator.calls == ["hold"]
    assert emulator.folder.deployment.read_text() == before


@pytest.mark.parametrize("changed", ["infra/app.py", "layers/aws/keys.py", "cdk.json"])
def test_the_fingerprint_changes_with_each_source(repository, changed):
    before = fingerprint(repository)
    (repository / changed).write_text("changed")
    assert fingerprint(repository) != before


def test_the_fingerprint_knows_files_that_come_go_and_move(repository):
    before = fingerprint(repository)
    added = repository / "infra" / "new.py"
    added.write_text("cdk.json")
    with_new = fingerprint(repository)
    moved = added.rename(repository / "infra" / "other.py")
    renamed = fingerprint(repository)
    moved.unlink()
    assert len({before, with_new, renamed}) == 3
    assert fingerprint(repository) == before


def test_the_fingerprint_looks_at_no_compiled_code_and_at_no_times(repository):
    before = fingerprint(repository)
    (repository / "infra" / "__pycache__").mkdir()
    (repository / "infra" / "__pycache__" / "app.pyc").write_text("compiled")
    os.utime(repository / "infra" / "app.py", (1, 1))
    assert fingerprint(repository) == before


def test_the_fingerprint_changes_with_the_interpreter(repository, monkeypatch):
    before = fingerprint(repository)
    monkeypatch.setattr(sys, "version", "3.99.0")
    assert fingerprint(repository) != before


@pytest.mark.parametrize(
    ("node", "sentence"),
    [
        (None, "Node.js is missing: install version 20 or newer (https://nodejs.org)."),
        ("echo v18.19.1", "Node.js is too old (v18.19.1): version 20 or newer needed."),
        ("echo v20.11.0", "The CDK's command line is not installed: start with make run, "),
    ],
)
def test_says_which_tool_is_missing_or_too_old(tmp_path, monkeypatch, node, sentence):
    tools = tmp_path / "tools"
    tools.mkdir()
    if node is not None:
        (tools / "node").write_text(f"#!/bin/sh\n{node}\n")
        (tools / "node").chmod(0o755)
    monkeypatch.setenv("PATH", str(tools))
    with pytest.raises(LocalCloudError) as refusal:
        check_tools(tmp_path)
    assert sentence in str(refusal.value)


def test_the_template_publishes_to_the_bucket_that_is_made_for_it():
    module = ast.parse((REPOSITORY / "infra" / "deployment.py").read_text())
    constants = {
        node.targets[0].id: ast.literal_eval(node.value)
        for node in module.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
    }
    assert constants["LOCAL_ASSETS"] == ASSETS_BUCKET


def test_assets_of_earlier_deployments_are_dropped(tmp_path):
    manifest = tmp_path / "Laurel.assets.json"
    places = {"here": {"bucketName": ASSETS_BUCKET, "objectKey": "new.zip"}}
    manifest.write_text(json.dumps({"files": {"a": {"destinations": places}}}))
    with mock_aws():
        s3 = boto3.client("s3", region_name="us-east-1")
        s3.create_bucket(Bucket=ASSETS_BUCKET)
        for key in ("old.zip", "new.zip", "older.json"):
            s3.put_object(Bucket=ASSETS_BUCKET, Key=key, Body=b"x")
        drop_old_assets(s3, manifest)
        left = [asset["Key"] for asset in s3.list_objects_v2(Bucket=ASSETS_BUCKET)["Contents"]]
    assert left == ["new.zip"]
