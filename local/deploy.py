"""Deploys the organisers' own CDK app to the local cloud, unless it is deployed already."""

import hashlib
import importlib.metadata
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from laurel.organiser import Deployment
from local import access
from local.emulator import REPOSITORY, Emulator
from local.error import LocalCloudError

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

STACK = "Laurel"
ASSETS_BUCKET = "laurel-assets"
"""As in `infra.deployment`, which would take seconds to import. A test compares the two."""
SENDER_DOMAIN = "laurel.example"
"""The domain of `infra.deployment.LOCAL_SENDER`. A test compares the two."""
SITE = "LAUREL_SITE"
"""The setting of functions that write links."""
OLDEST_NODE = 20
SECONDS_TO_DEPLOY = 600
SOURCES = (
    *("infra", "functions", "layers"),
    *("cdk.json", "package-lock.json", "locks/development.lock"),
    *("web/src", "web/public", "web/index.html", "web/vite.config.ts", "web/package-lock.json"),
)
"""The sources of the deployed stack."""


def deploy(emulator: Emulator, *, say: Callable[[str], None] = lambda _: None) -> Deployment:
    """Deploy if anything has changed since the last deployment, then let the emulator save its
    state.

    `say` is called before slow steps. A deployment that fails or is interrupted is not saved: the
    next start continues from the one before.
    """
    wanted = fingerprint(REPOSITORY)
    outputs = _standing(emulator, wanted)
    if outputs is None:
        check_tools(REPOSITORY)
        say("正在部署到本地云…… / Deploying to the local cloud …")
        emulator.hold()
        outputs = _deploy(emulator)
        emulator.save()
        emulator.folder.deployment.write_text(
            json.dumps({"fingerprint": wanted, "outputs": outputs}, indent=2)
        )
    else:
        emulator.save()
    deployment = deployment_from(outputs, port=emulator.port)
    _let_uploads_from(deployment.site_url, emulator, deployment.media_bucket)
    _link_to(deployment.site_url, emulator)
    return deployment


def deployment_from(outputs: dict[str, str], *, port: int) -> Deployment:
    """The deployment as programs reach it. The API's own name resolves in browsers, but not on
    every machine, so programs use a path instead."""
    api = re.search(r"//([0-9a-z]+)\.execute-api\.", outputs["ApiUrl"])
    if api is None:
        raise ValueError(f"{outputs['ApiUrl']} is not the address of an API")
    address = f"{access.endpoint(port)}/_aws/execute-api/{api[1]}"
    site = f"http://{api[1]}.execute-api.localhost:{port}"
    return Deployment.model_validate({**outputs, "ApiUrl": address, "SiteUrl": site})


def fingerprint(repository: Path) -> str:
    """Stays the same as long as a deployment would change nothing."""
    emulator = importlib.metadata.version("ministack")
    digest = hashlib.sha256(f"{sys.version} {emulator}".encode())
    for file in _sources(repository):
        digest.update(f"\n{file.relative_to(repository).as_posix()} ".encode())
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def check_tools(repository: Path) -> None:
    """Raises LocalCloudError if Node or the CDK's command line is missing or too old."""
    node = shutil.which("node")
    if node is None:
        raise LocalCloudError(
            f"找不到 Node.js：请安装 {OLDEST_NODE} 或更高版本（https://nodejs.org）。",
            f"Node.js is missing: install version {OLDEST_NODE} or newer (https://nodejs.org).",
        )
    asked = [node, "--version"]
    said = subprocess.run(asked, capture_output=True, text=True, check=False).stdout  # noqa: S603  # our own arguments
    version = re.match(r"v(\d+)", said)
    if version is None or int(version[1]) < OLDEST_NODE:
        raise LocalCloudError(
            f"Node.js 太旧（{said.strip() or node}）：需要 {OLDEST_NODE} 或更高版本。",
            f"Node.js is too old ({said.strip() or node}): version {OLDEST_NODE} or newer needed.",
        )
    if not _cdk(repository).exists():
        raise LocalCloudError(
            "CDK 命令行尚未安装：请用 make run 启动，或先运行 npm ci。",
            "The CDK's command line is not installed: start with make run, or run npm ci first.",
        )


def _let_uploads_from(site: str, emulator: Emulator, bucket: str) -> None:
    """Allows uploads from the site's present address, because the next start may use another
    port."""
    s3 = emulator.session.client("s3")
    (rule,) = s3.get_bucket_cors(Bucket=bucket)["CORSRules"]
    if rule["AllowedOrigins"] != [site]:
        rule["AllowedOrigins"] = [site]
        s3.put_bucket_cors(Bucket=bucket, CORSConfiguration={"CORSRules": [rule]})


def _link_to(site: str, emulator: Emulator) -> None:
    """The links in mails name the port, too."""
    client = emulator.session.client("lambda")
    for page in client.get_paginator("list_functions").paginate():
        for function in page["Functions"]:
            settings = function.get("Environment", {}).get("Variables", {})
            if settings.get(SITE, site) != site:
                client.update_function_configuration(
                    FunctionName=function["FunctionName"],
                    Environment={"Variables": settings | {SITE: site}},
                )


def _standing(emulator: Emulator, wanted: str) -> dict[str, str] | None:
    """The outputs of the wanted deployment, if it is there and complete."""
    try:
        last = json.loads(emulator.folder.deployment.read_text())
        outputs: dict[str, str] = last["outputs"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    if last.get("fingerprint") != wanted:
        return None
    try:
        found = emulator.session.client("cloudformation").describe_stacks(StackName=STACK)
    except ClientError:
        return None
    whole = found["Stacks"][0]["StackStatus"] in ("CREATE_COMPLETE", "UPDATE_COMPLETE")
    return outputs if whole else None


def _deploy(emulator: Emulator) -> dict[str, str]:
    folder = emulator.folder
    _add_assets_bucket(emulator)
    emulator.session.client("ses").verify_domain_identity(Domain=SENDER_DOMAIN)
    outputs_file = folder.root / "outputs.json"
    outputs_file.unlink(missing_ok=True)
    with folder.deploy_log.open("w") as log:
        try:
            done = subprocess.run(  # noqa: S603  # our own arguments
                _command(outputs_file, folder.assembly),
                cwd=REPOSITORY,
                env=_environment(emulator),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                timeout=SECONDS_TO_DEPLOY,
                check=False,
            ).returncode
        except subprocess.TimeoutExpired:
            done = None
    if done != 0 or not outputs_file.exists():
        emulator.check()
        raise LocalCloudError(
            f"部署到本地云失败：原因见 {folder.deploy_log} 的末尾。",
            f"The deployment to the local cloud failed: see the end of {folder.deploy_log}.",
        )
    drop_old_assets(emulator.session.client("s3"), folder.assembly / f"{STACK}.assets.json")
    outputs: dict[str, str] = json.loads(outputs_file.read_text())[STACK]
    return outputs


def drop_old_assets(s3: "S3Client", manifest: Path) -> None:
    """Removes what earlier deployments have left in the bucket of assets: 50 MB for each change of
    the code, all of which is kept in memory. `manifest` names what the present one needs."""
    files = json.loads(manifest.read_text())["files"].values()
    named = {place["objectKey"] for file in files for place in file["destinations"].values()}
    for page in s3.get_paginator("list_objects_v2").paginate(Bucket=ASSETS_BUCKET):
        for asset in page.get("Contents", ()):
            if asset["Key"] not in named:
                s3.delete_object(Bucket=ASSETS_BUCKET, Key=asset["Key"])


def _command(outputs: Path, assembly: Path) -> list[str]:
    return [
        *(str(_cdk(REPOSITORY)), "deploy", STACK, "--context", "local=true"),
        *("--output", str(assembly), "--outputs-file", str(outputs)),
        *("--require-approval", "never", "--method", "direct", "--progress", "events"),
        *("--ci", "--no-notices", "--no-color", "--no-lookups"),
    ]


def _environment(emulator: Emulator) -> dict[str, str]:
    return emulator.environment | {
        "CDK_DISABLE_CLI_TELEMETRY": "true",
        "CDK_DISABLE_VERSION_CHECK": "1",
        "JSII_SILENCE_WARNING_UNTESTED_NODE_VERSION": "1",
    }


def _add_assets_bucket(emulator: Emulator) -> None:
    """Creates the only resource of `cdk bootstrap` that this deployment needs."""
    emulator.session.client("s3").create_bucket(Bucket=ASSETS_BUCKET)


def _cdk(repository: Path) -> Path:
    return repository / "node_modules" / ".bin" / "cdk"


def _sources(repository: Path) -> Iterator[Path]:
    for name in SOURCES:
        source = repository / name
        files = sorted(source.rglob("*")) if source.is_dir() else [source]
        yield from (f for f in files if f.is_file() and "__pycache__" not in f.parts)
