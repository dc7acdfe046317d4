"""The stack's templates for every region and for the local cloud, synthesised once from small
stand-ins for the built folders: no network, and no jsii for whoever does not ask.
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.kept import keep

ROOT = Path(__file__).parent.parent.parent
REGIONS = ("us-east-1", "cn-north-1", "cn-northwest-1")
ACCOUNT = "111111111111"


@dataclass(frozen=True)
class Template:
    body: dict[str, Any]
    violations: list[tuple[str, str]]
    """What cdk-nag says: rule and construct."""
    acknowledged: dict[str, str]
    """Rules of cdk-nag that are set aside, with the reason."""

    def resources(self, type_name: str) -> dict[str, dict[str, Any]]:
        return {
            name: resource.get("Properties", {})
            for name, resource in self.body["Resources"].items()
            if resource["Type"] == type_name
        }

    def resource(self, type_name: str, beginning: str) -> dict[str, Any]:
        """The one resource of this type whose logical id begins so."""
        (found,) = (p for n, p in self.resources(type_name).items() if n.startswith(beginning))
        return found


@pytest.fixture(scope="session")
def template_for(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Callable[..., Template]]:
    """`template_for("cn-north-1")`, with `local=True` or with context such as `uploads_close`."""
    assets = tmp_path_factory.mktemp("assets")
    for folder in (
        "functions",
        "domain",
        "aws",
        "base",
        "media",
        "frames",
        "sheets",
        "certificates",
        "look",
        "pages",
    ):
        (assets / folder).mkdir()
        (assets / folder / "stand_in.txt").write_text(folder)

    @cache
    def synthesised(region: str, *, local: bool = False, **context: str) -> Template:
        def make(file: Path) -> None:
            out = tmp_path_factory.mktemp("out")
            made = _synthesise(assets, out, region, local=local, context=context)
            file.write_text(json.dumps(asdict(made)))

        asked = json.dumps([region, local, context], sort_keys=True)
        kept = keep(f"template-{hashlib.sha256(asked.encode()).hexdigest()[:16]}", make)
        found = json.loads(kept.read_text())
        return Template(**found | {"violations": [tuple(one) for one in found["violations"]]})

    return synthesised


@pytest.fixture(scope="session", params=REGIONS)
def template(request: pytest.FixtureRequest, template_for: Callable[..., Template]) -> Template:
    return template_for(request.param)


def _synthesise(
    assets: Path, out: Path, region: str, *, local: bool, context: dict[str, str]
) -> Template:
    from aws_cdk import App, Environment, Validations
    from cdk_nag import AwsSolutionsChecks, ServerlessChecks

    from infra.deployment import deployment_from
    from infra.stack import LaurelStack

    flags = json.loads((ROOT / "cdk.json").read_text())["context"]
    app = App(context=flags, outdir=str(out))
    LaurelStack(
        app,
        "Laurel",
        deployment=deployment_from(context.get, assets=assets, local=local, region=region),
        env=Environment(account=ACCOUNT, region=region),
    )
    Validations.of(app).add_plugins(AwsSolutionsChecks(app), ServerlessChecks(app))
    try:
        app.synth()
    except RuntimeError:
        if not (out / "validation-report.json").exists():  # else its findings are the tests' matter
            raise
    return Template(
        body=json.loads((out / "Laurel.template.json").read_text()),
        violations=_violations(out),
        acknowledged=_acknowledged(out),
    )


def _violations(out: Path) -> list[tuple[str, str]]:
    report = json.loads((out / "validation-report.json").read_text())
    return [
        (violation["ruleName"], construct["constructPath"])
        for plugin in report["pluginReports"]
        for violation in plugin["violations"]
        for construct in violation["violatingConstructs"]
    ]


def _acknowledged(out: Path) -> dict[str, str]:
    metadata = json.loads((out / "Laurel.metadata.json").read_text())
    return {
        rule.split("::", 1)[1]: reason
        for entries in metadata.values()
        for entry in entries
        if "acknowledged" in entry["type"]
        for rule, reason in entry["data"].items()
    }
