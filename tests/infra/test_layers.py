"""A function has the layers of the libraries that its modules import, and no others."""

import ast
from functools import cache
from pathlib import Path

import pytest

from infra import function_specs
from infra.house_function import FunctionSpec

ROOT = Path(__file__).parents[2]
SOURCES = [ROOT / "functions", ROOT / "layers/aws/python", ROOT / "layers/domain/python"]
JOBS = [
    *function_specs.APIS.values(),
    *(job for job in vars(function_specs).values() if isinstance(job, FunctionSpec)),
]


def source_of(module):
    path = module.replace(".", "/")
    places = [folder / f"{path}{end}" for folder in SOURCES for end in (".py", "/__init__.py")]
    return next((place for place in places if place.is_file()), None)


@cache
def imported(module):
    """The names that a module's own text imports, those of objects among them."""
    found = set()
    for node in ast.walk(ast.parse(source_of(module).read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        if isinstance(node, ast.ImportFrom):
            found |= {node.module, *(f"{node.module}.{name.name}" for name in node.names)}
    return found


def needed(handler):
    """The libraries that it imports in the end, by the first part of their names."""
    found, left = set(), {handler}
    while left:
        module = left.pop()
        found.add(module)
        left |= {name for name in imported(module) if source_of(name)} - found
    return {name.partition(".")[0] for module in found for name in imported(module)}


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.name)
def test_layers_are_those_of_the_libraries_that_it_imports(job):
    libraries = needed(job.handler)

    assert job.needs_media == ("pymediainfo" in libraries)
    assert job.needs_frames == ("av" in libraries)
    assert job.needs_sheets == ("openpyxl" in libraries)
    assert job.needs_certificates == ("typst" in libraries)
