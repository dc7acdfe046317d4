"""Each contract of import-linter is broken by an import against it: none holds by its spelling."""

import pytest

from tests.house.contracts import Copy, contracts_of
from tests.house.definitions import ROOT

CONTRACTS = contracts_of(ROOT / "pyproject.toml")
TOY = """
[tool.pytest.ini_options]
pythonpath = [".", "src"]
[tool.importlinter]
root_packages = ["low", "high", "doors"]
include_external_packages = true
[[tool.importlinter.contracts]]
name = "Packages stand above each other"
type = "layers"
layers = ["doors", "high", "low"]
[[tool.importlinter.contracts]]
name = "So do the parts of each"
type = "layers"
containers = ["low"]
layers = ["roof", "(attic)", "hall | yard", "ground"]
[[tool.importlinter.contracts]]
name = "Nothing low knows what others made"
type = "forbidden"
source_modules = ["low.*"]
forbidden_modules = ["boto3"]
[[tool.importlinter.contracts]]
name = "Stages know nothing of each other"
type = "independence"
modules = ["high.stages.*"]
"""
TOY_FILES = (
    *("low/__init__", "low/roof", "low/hall/__init__", "low/yard", "low/ground"),
    "doors/unit/route",  # a folder without __init__.py
    *("high/__init__", "high/stages/__init__", "high/stages/one/__init__", "high/stages/two"),
)


@pytest.fixture(scope="module")
def tree(tmp_path_factory):
    return Copy(ROOT, tmp_path_factory.mktemp("tree"))


@pytest.fixture(scope="module")
def toy(tmp_path_factory):
    source = tmp_path_factory.mktemp("source")
    for name in TOY_FILES:
        file = source / "src" / f"{name}.py"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    (source / "pyproject.toml").write_text(TOY)
    return Copy(source, tmp_path_factory.mktemp("toy"), ["src"])


def broken(copy, contract):
    with copy.planted(*copy.violation(contract)):
        done = copy.lint()
    return done.returncode == 1 and f"{contract['name']} BROKEN" in done.stdout


def test_the_contracts_are_kept(tree):
    done = tree.lint()
    assert (done.returncode, f"{len(CONTRACTS)} kept, 0 broken." in done.stdout) == (0, True), (
        done.stdout
    )


@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda contract: contract["name"])
def test_an_import_against_a_contract_breaks_it(tree, contract):
    assert broken(tree, contract)


@pytest.mark.parametrize("number", range(4))
def test_contracts_of_every_type_are_broken_by_an_import(toy, number):
    contract = contracts_of(toy.root / "pyproject.toml")[number]
    assert "4 kept, 0 broken." in toy.lint().stdout
    assert broken(toy, contract)


def test_what_is_planted_is_an_import_against_the_contract(toy):
    contracts = contracts_of(toy.root / "pyproject.toml")
    assert [toy.violation(contract) for contract in contracts] == [
        ("low", "doors"),
        ("low.ground", "low.roof"),
        ("low.ground", "boto3"),
        ("high.stages.one", "high.stages.two"),
    ]
