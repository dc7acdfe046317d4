"""Every name that the repository defines, with its kind and its place. Prose is not read."""

import ast
import json
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDERS = ("bench", "cli", "functions", "infra", "layers", "local", "tests", "web/src", "web/tests")
SKIPPED = {"__pycache__", "node_modules"}
TYPESCRIPT = (".ts", ".mjs", ".vue")
TYPESCRIPT_READER = ROOT / "web" / "tests" / "definitions.mjs"
PATH_PARAMETER = re.compile(r"<(\w+)>")


@dataclass(frozen=True)
class Definition:
    name: str
    kind: str
    """module, class, alias (of a type), function, method, parameter, attribute, variable (of a
    module), local (variable of a function; Python alone), state (of a state machine) or
    path_parameter (of a route)."""
    path: str
    """From the root of the repository, with forward slashes."""
    line: int = 1
    of: str = ""
    """The class that it belongs to."""
    annotation: str = ""
    """Its type as it is written; of a function, the type of what it returns."""


def all_definitions(root: Path = ROOT) -> list[Definition]:
    """Those of all source files below `root`."""
    paths = list(files(root))
    found = list(_modules(root, paths))
    for path in paths:
        name = path.relative_to(root).as_posix()
        if path.suffix == ".py":
            found += python_definitions(path.read_text(encoding="utf-8"), name)
        elif path.name.endswith(".asl.json"):
            found += state_definitions(path.read_text(encoding="utf-8"), name)
    return found + typescript_definitions(root, [p for p in paths if p.suffix in TYPESCRIPT])


def files(root: Path) -> Iterator[Path]:
    """The source files in the project's folders. What is generated is left out."""
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            source = path.suffix in (".py", *TYPESCRIPT) or path.name.endswith(".asl.json")
            generated = path.name.endswith(".d.ts") or SKIPPED & set(path.parts)
            if source and not generated:
                yield path


def _modules(root: Path, paths: list[Path]) -> Iterator[Definition]:
    """Files name modules, and folders name packages."""
    folders = {folder for path in paths for folder in path.relative_to(root).parents[:-1]}
    for path in [*folders, *(path.relative_to(root) for path in paths)]:
        yield Definition(path.name.partition(".")[0], "module", path.as_posix())


@cache
def python_definitions(text: str, path: str) -> list[Definition]:
    finder = _Finder(path)
    finder.visit(ast.parse(text))
    return finder.found


def state_definitions(text: str, path: str) -> list[Definition]:
    """The states of a state machine, those of nested ones too."""

    def states(node: object) -> Iterator[str]:
        children = node.values() if isinstance(node, dict) else node
        if isinstance(node, dict) and isinstance(node.get("States"), dict):
            yield from node["States"]
        if isinstance(node, dict | list):
            for child in children:
                yield from states(child)

    return [Definition(name, "state", path) for name in states(json.loads(text))]


def typescript_definitions(root: Path, paths: list[Path]) -> list[Definition]:
    if not paths:
        return []
    done = subprocess.run(  # noqa: S603 - the project's own program
        ["node", str(TYPESCRIPT_READER)],  # noqa: S607 - the Node.js that the pages are built with
        input=json.dumps([path.relative_to(root).as_posix() for path in paths]),
        cwd=root,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return [Definition(**one) for one in json.loads(done.stdout)]


class _Finder(ast.NodeVisitor):
    def __init__(self, path: str) -> None:
        self.found: list[Definition] = []
        self._path = path
        self._inside: list[ast.AST] = []

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._add(node.name, "class", node)
        self._enter(node)

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        # The name of a test is a sentence.
        if not node.name.startswith("test_"):
            self._add(node.name, "method" if self._class else "function", node, node.returns)
        self._enter(node)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> None:
        self.visit_FunctionDef(node)

    def visit_arguments(self, node: ast.arguments) -> None:
        extra = [one for one in (node.vararg, node.kwarg) if one]
        for one in [*node.posonlyargs, *node.args, *node.kwonlyargs, *extra]:
            if one.arg not in ("self", "cls"):
                self._add(one.arg, "parameter", one, one.annotation)
        self.generic_visit(node)

    def visit_Assign(self, node: ast.Assign) -> None:
        for target in node.targets:
            self._assigned(target, None)
        self.generic_visit(node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        self._assigned(node.target, node.annotation)
        self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, str) and re.match(r"/\S*$", node.value):
            for name in PATH_PARAMETER.findall(node.value):
                self._add(name, "path_parameter", node)

    @property
    def _class(self) -> str:
        """The class in whose body we are."""
        last = self._inside[-1] if self._inside else None
        return last.name if isinstance(last, ast.ClassDef) else ""

    def _enter(self, node: ast.AST) -> None:
        self._inside.append(node)
        self.generic_visit(node)
        self._inside.pop()

    def _assigned(self, target: ast.expr, annotation: ast.expr | None) -> None:
        match target:
            case ast.Tuple(elts=parts) | ast.List(elts=parts):
                for part in parts:
                    self._assigned(part, None)
            case ast.Attribute(value=ast.Name(id="self"), attr=name):
                self._add(name, "attribute", target, annotation)
            case ast.Name(id=name) if self._class:
                self._add(name, "attribute", target, annotation)
            case ast.Name(id=name) if self._inside:
                self._add(name, "local", target, annotation)
            case ast.Name(id=name):
                is_type = name.strip("_")[:1].isupper() and not name.isupper()
                self._add(name, "alias" if is_type else "variable", target, annotation)

    def _add(
        self,
        name: str,
        kind: str,
        node: ast.expr | ast.stmt | ast.arg,
        annotation: ast.expr | None = None,
    ) -> None:
        classes = [one.name for one in self._inside if isinstance(one, ast.ClassDef)]
        self.found.append(
            Definition(
                name=name,
                kind=kind,
                path=self._path,
                line=node.lineno,
                of=classes[-1] if classes else "",
                annotation=ast.unparse(annotation) if annotation else "",
            )
        )
