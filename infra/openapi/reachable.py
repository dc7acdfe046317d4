"""The refusals that a route may answer with, read from its code: every refusal code in a function
that the route's function calls, directly or indirectly.

Calls are resolved except for methods of an argument. There, all our methods of that name are
followed. So the list may include refusals that never occur, but it misses none."""

import ast
import inspect
import sys
import textwrap
from ast import Store
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from types import FunctionType, MethodType, ModuleType
from typing import Any

from contest.refusals import CATALOGUE

OURS = ("contest", "contest_aws")


def codes(function: Callable[..., Any]) -> frozenset[str]:
    """`function`: a route's function, or any other function of ours."""
    seen: set[FunctionType] = set()
    waiting = [_plain(function)]
    while waiting:
        here = waiting.pop()
        if here is not None and here not in seen:
            seen.add(here)
            waiting += _called(here)
    return frozenset().union(*(_named(here) for here in seen))


def _named(function: FunctionType) -> set[str]:
    constants = (n.value for n in ast.walk(_tree(function)) if isinstance(n, ast.Constant))
    return {text for text in constants if isinstance(text, str)} & CATALOGUE.keys()


def _called(function: FunctionType) -> Iterator[FunctionType | None]:
    tree = _tree(function)
    local = _local(tree)
    known = {n: v for n, v in function.__globals__.items() if n not in local}
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name):
                yield _plain(known.get(name))
            case ast.Attribute(attr=name):
                found = _resolved(node, known)
                yield from _methods(name) if found is None else [_plain(found)]


def _local(tree: ast.AST) -> set[str]:
    stored = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and isinstance(n.ctx, Store)}
    return stored | {n.arg for n in ast.walk(tree) if isinstance(n, ast.arg)}


def _resolved(node: ast.expr, known: Mapping[str, Any]) -> Any:  # noqa: ANN401 - what it names
    """The object that a dotted name refers to; None if an argument or a local name begins it."""
    match node:
        case ast.Name(id=name):
            return known.get(name)
        case ast.Attribute(value=inner, attr=name):
            return getattr(_resolved(inner, known), name, None)
    return None


def _plain(found: object) -> FunctionType | None:
    """The function behind an object, if it is ours. For a class it is the constructor."""
    if isinstance(found, type):
        found = found.__dict__.get("__init__")
    if isinstance(found, MethodType):
        found = found.__func__
    found = inspect.unwrap(found) if callable(found) else found
    return found if isinstance(found, FunctionType) and _is_ours(found) else None


def _is_ours(function: FunctionType) -> bool:
    file = function.__code__.co_filename
    written = not file.startswith("<")  # a dataclass makes functions of its own
    return written and (function.__module__.split(".")[0] in OURS or "/functions/" in file)


def _methods(name: str) -> list[FunctionType]:
    return _all_methods().get(name, [])


@cache
def _all_methods() -> dict[str, list[FunctionType]]:
    methods: dict[str, list[FunctionType]] = {}
    for module in list(sys.modules.values()):
        for kind in _classes(module):
            for name, value in kind.__dict__.items():
                method = getattr(value, "__func__", getattr(value, "fget", value))
                if isinstance(method, FunctionType) and _is_ours(method):
                    methods.setdefault(name, []).append(method)
    return methods


def _classes(module: ModuleType) -> Iterator[type]:
    file = getattr(module, "__file__", None) or ""
    if module.__name__.split(".")[0] in OURS or "/functions/" in file:
        for value in vars(module).values():
            if isinstance(value, type) and value.__module__ == module.__name__:
                yield value


@cache
def _tree(function: FunctionType) -> ast.AST:
    tree: ast.AST = _Unheard().visit(ast.parse(textwrap.dedent(inspect.getsource(function))))
    return tree


class _Unheard(ast.NodeTransformer):
    """Leaves out code in a `try` that catches every refusal and does not raise it again."""

    def visit_Try(self, node: ast.Try) -> ast.AST:
        self.generic_visit(node)
        if any(_keeps_quiet(handler) for handler in node.handlers):
            node.body = [ast.Pass()]
        return node


def _keeps_quiet(handler: ast.ExceptHandler) -> bool:
    caught = {n.id for n in ast.walk(handler.type or handler) if isinstance(n, ast.Name)}
    return "Refused" in caught and not any(isinstance(n, ast.Raise) for n in ast.walk(handler))
