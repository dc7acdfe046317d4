"""Single changes to comparisons, arithmetic, constants and conditions of a module.

A library was looked for: mutmut and cosmic-ray start pytest anew for each change, which takes
longer here than most tests do, and neither takes a sample by seed."""

import ast
import copy
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
COMPUTED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.Div: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
WORDS = {"measured", "allowed"}
"""Arguments that hold words for people: changes to them are left to the tests of sentences."""


@dataclass(frozen=True)
class Change:
    module: str
    number: int
    """Of the node, as `ast.walk` meets it."""
    where: str
    """The function or class that it stands in; empty for the module itself."""
    line: int
    before: str
    after: str
    time: int
    """The same change may be possible more than once in a function; from 1."""

    @property
    def name(self) -> str:
        """Independent of line numbers, so that a list of survivors outlives other changes."""
        place = ".".join(filter(None, [self.module.rpartition(".")[2], self.where]))
        again = f" ({self.time})" if self.time > 1 else ""
        return f"{place}: {self.before} -> {self.after}{again}"


def changes(module: str, source: str) -> Iterator[Change]:
    tree = ast.parse(source)
    places, tests = _places(tree), set(_tests(tree))
    skipped = set(_skipped(tree))
    times: Counter[tuple[str, str, str]] = Counter()
    for number, node in enumerate(ast.walk(tree)):
        if id(node) in skipped:
            continue
        for alternative in _alternatives(node, is_test=id(node) in tests):
            before, after = ast.unparse(node), ast.unparse(alternative)
            where, line = places.get(id(node), ""), getattr(node, "lineno", 0)
            times[where, before, after] += 1
            time = times[where, before, after]
            yield Change(module, number, where, line, before, after, time)


def applied(change: Change, source: str) -> str:
    """The source with the change made. Comments and layout are lost."""
    tree = ast.parse(source)
    node = list(ast.walk(tree))[change.number]
    found = _alternatives(node, is_test=id(node) in set(_tests(tree)))
    made = next(one for one in found if ast.unparse(one) == change.after)
    return ast.unparse(_Replaced(node, made).visit(tree))


class _Replaced(ast.NodeTransformer):
    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self._old, self._new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        return self._new if node is self._old else super().visit(node)


def _alternatives(node: ast.AST, *, is_test: bool) -> Iterator[ast.expr]:
    if is_test and isinstance(node, ast.Name | ast.Attribute | ast.Call | ast.NamedExpr):
        yield ast.UnaryOp(ast.Not(), copy.deepcopy(node))
    match node:
        case ast.Compare(ops=ops):
            for at, operator in enumerate(ops):
                made = copy.deepcopy(node)
                made.ops[at] = COMPARED[type(operator)]()
                yield made
        case ast.BinOp(op=operator) if type(operator) in COMPUTED:
            made = copy.deepcopy(node)
            made.op = COMPUTED[type(operator)]()
            yield made
        case ast.BoolOp(op=operator):
            made = copy.deepcopy(node)
            made.op = ast.And() if isinstance(operator, ast.Or) else ast.Or()
            yield made
        case ast.UnaryOp(op=ast.Not() | ast.USub(), operand=operand):
            yield copy.deepcopy(operand)
        case ast.Constant(value=value):
            yield from map(ast.Constant, _other_constants(value))


def _tests(tree: ast.Module) -> Iterator[int]:
    """What decides between two ways."""
    for node in ast.walk(tree):
        match node:
            case ast.If(test=test) | ast.While(test=test) | ast.IfExp(test=test):
                yield id(test)
            case ast.comprehension(ifs=ifs):
                yield from map(id, ifs)
            case ast.BoolOp(values=values):
                yield from map(id, values)


def _other_constants(value: object) -> Iterator[object]:
    match value:
        case bool():
            yield not value
        case int():
            yield value + 1
        case str() | bytes() if value:
            yield value[:-1]


def _skipped(tree: ast.Module) -> Iterator[int]:
    """Docstrings, annotations, words for people, and what they consist of."""
    for node in ast.walk(tree):
        out: list[ast.AST | None] = []
        match node:
            case ast.Expr(value=ast.Constant()):
                out = [node]
            case ast.AnnAssign(annotation=annotation) | ast.arg(annotation=annotation):
                out = [annotation]
            case ast.FunctionDef(returns=returns):
                out = [returns]
            case ast.keyword(arg=name) if name in WORDS:
                out = [node]
            case ast.JoinedStr() | ast.ImportFrom() | ast.Import():
                out = [node]
        for one in filter(None, out):
            yield from map(id, ast.walk(one))


def _places(tree: ast.Module) -> dict[int, str]:
    found: dict[int, str] = {}

    def walk(node: ast.AST, where: str) -> None:
        for child in ast.iter_child_nodes(node):
            inner = where
            if isinstance(child, ast.FunctionDef | ast.ClassDef):
                inner = ".".join(filter(None, [where, child.name]))
            found[id(child)] = inner
            walk(child, inner)

    walk(tree, "")
    return found
