"""Laws of the tree: where modules stand, how many lie in a package, how they import each other, and
that a name stands for one thing. Each law is a function from a folder to its complaints.
"""

import ast
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import grimp

from tests.house.definitions import ROOT, files, python_definitions

DOMAIN = "layers/domain/python/contest"
PACKAGES = {
    "contest": DOMAIN,
    "contest_aws": "layers/aws/python/contest_aws",
    "functions": "functions",
    "cli": "cli",
    "local": "local",
    "infra": "infra",
}
"""The layers, each with its folder."""
OURS = {"bench", "contest", "contest_aws", "infra", "laurel", "local", "tests"}
"""What the project's imports begin with; the modules of a folder of functions are found by name."""
LIMITED = ("contest", "contest_aws", "functions")
LARGEST_PACKAGE = 16
FLAT = {
    *("__init__", "model", "audit", "chains", "addresses", "erasure", "upload"),
    "screen",
}
"""Modules of the domain that belong to no package of it."""
MOST_UNFORMATTED = 20
UNFORMATTED = re.compile(r"#\s*fmt:\s*(skip|off)\b")
RENAMING = re.compile(r"\bimport[^\n(]*\bas\b|\bimport \([^)]*\bas\b")
"""What there is in every file that renames what it imports."""


def python_files(root: Path, folder: str = "") -> list[Path]:
    below = root / folder
    return [path for path in files(root) if path.suffix == ".py" and path.is_relative_to(below)]


def unformatted(root: Path) -> Iterator[str]:
    """Lines that are kept from the formatter, once they are more than a few."""
    found = [
        f"{path.relative_to(root)}:{number}: is kept from the formatter"
        for path in python_files(root)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if UNFORMATTED.search(line)
    ]
    if len(found) > MOST_UNFORMATTED:
        yield from found


def renaming_imports(root: Path) -> Iterator[str]:
    """A name of the project has that name wherever it is used."""
    ours = OURS | {path.stem for path in python_files(root, "functions")}
    for path in python_files(root):
        text = path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(text)) if RENAMING.search(text) else ():
            if isinstance(node, ast.Import):
                names = {alias.name: alias for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                names = {f"{node.module}.{alias.name}": alias for alias in node.names}
            else:
                continue
            for name, alias in names.items():
                if name.split(".")[0] in ours and alias.asname not in (None, alias.name):
                    place = f"{path.relative_to(root)}:{node.lineno}"
                    yield f"{place}: {name} is imported as {alias.asname}"


def doubled_classes(root: Path) -> Iterator[str]:
    """A class name stands for one thing in a layer."""
    for layer, folder in PACKAGES.items():
        places = defaultdict(list)
        for path in python_files(root, folder):
            name = path.relative_to(root).as_posix()
            for one in python_definitions(path.read_text(encoding="utf-8"), name):
                if one.kind == "class":
                    places[one.name].append(f"{one.path}:{one.line}")
        for name, found in places.items():
            if len(found) > 1:
                yield f"{layer} has {name} {len(found)} times: {', '.join(found)}"


def large_packages(root: Path) -> Iterator[str]:
    for layer in LIMITED:
        modules = defaultdict(list)
        for path in python_files(root, PACKAGES[layer]):
            if path.name != "__init__.py":
                modules[path.parent.relative_to(root)].append(path)
        for folder, paths in modules.items():
            if len(paths) > LARGEST_PACKAGE:
                yield f"{folder} has {len(paths)} modules, more than {LARGEST_PACKAGE}"


def flat_modules(root: Path) -> Iterator[str]:
    """The domain's modules lie in packages, but for the few that belong to none."""
    for path in sorted((root / DOMAIN).glob("*.py")):
        if path.stem not in FLAT:
            yield f"{path.relative_to(root)}: lies flat beside the packages"


def circles(package: str) -> Iterator[str]:
    """Modules that import each other. Imports for type checking and in functions count too."""
    graph = grimp.build_graph(package, cache_dir=None)
    imports = {one: set(graph.find_modules_directly_imported_by(one)) for one in graph.modules}
    while True:
        try:
            TopologicalSorter(imports).prepare()
        except CycleError as error:
            circle = error.args[1]
            yield f"a circle of imports: {' <- '.join(circle)}"
            imports[circle[1]].discard(circle[0])  # so that the next one is found
        else:
            return


LAWS: tuple[Callable[[Path], Iterator[str]], ...] = (
    unformatted,
    renaming_imports,
    doubled_classes,
    large_packages,
    flat_modules,
)


def complaints(root: Path = ROOT) -> Iterator[str]:
    for law in LAWS:
        yield from law(root)
    yield from circles("contest")
