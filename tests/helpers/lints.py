"""The architecture as functions over source text: each yields the violations it finds."""

from __future__ import annotations

import ast
from collections.abc import Container, Iterator
from pathlib import Path

from sources import nodes

# A package may import itself and what stands to its left.
ORDER = ("taospec", "taospec_vectors", "taospec_conformance", "taospec_reports")

_FLOAT_NAMES = {"float", "float16", "float32", "float64", "longdouble", "float_", "nan", "inf"}
_FLOAT_MODULES = {"math", "decimal", "cmath", "statistics", "random"}
_PLACEHOLDERS = {"item", "found", "said", "asked", "thing", "stuff", "tmp"}
_INTEGER_MATH = {"isqrt", "gcd", "lcm", "comb", "prod"}
# A row of so many values cannot be read without their names.
TOO_MANY_POSITIONS = 5


def imported_packages(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and top-level package of every import, wherever in the file it stands."""
    for node in nodes(tree):
        if isinstance(node, ast.Import):
            for name in node.names:
                yield node.lineno, name.name.partition(".")[0]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.lineno, node.module.partition(".")[0]


def imports_to_the_right(package: str, tree: ast.AST) -> Iterator[str]:
    """Imports of a package that is built on this one."""
    forbidden = set(ORDER[ORDER.index(package) + 1 :])
    for line, imported in imported_packages(tree):
        if imported in forbidden:
            yield f"line {line}: {package} must not import {imported}"


def solver_outside_invariants(path: Path, tree: ast.AST) -> Iterator[str]:
    """Imports of the solver anywhere but where statements are proved."""
    if "invariants" not in path.parts:
        for line, imported in imported_packages(tree):
            if imported == "z3":
                yield f"line {line}: only taospec.invariants may import z3"


def lists_of_forks(tree: ast.AST, names: Container[str]) -> Iterator[str]:
    """Forks that are enumerated by hand, where a range of the timeline is meant."""
    for node in nodes(tree):
        if isinstance(node, ast.List | ast.Tuple | ast.Set):
            values = [element.value for element in node.elts if isinstance(element, ast.Constant)]
            if len(values) > 1 and all(value in names for value in values):
                yield f"line {node.lineno}: the forks {', '.join(map(str, values))} by name"


_RANGES = {"since", "until", "only"}


def forks_outside_ranges(tree: ast.AST, names: Container[str]) -> Iterator[str]:
    """Forks by name anywhere but where a range of the timeline begins or ends."""
    ranged = {id(name) for call in nodes(tree) for name in _ends_of_ranges(call)}
    for node in nodes(tree):
        if isinstance(node, ast.Constant) and node.value in names and id(node) not in ranged:
            yield f"line {node.lineno}: the fork {node.value!s} by name, not in a range"


def lines_naming_forks(tree: ast.AST, names: Container[str]) -> set[int]:
    """Lines on which a fork is named, as a text or as an argument, whatever for."""
    return {
        node.lineno
        for node in nodes(tree)
        if (isinstance(node, ast.Constant) and node.value in names)
        or (isinstance(node, ast.keyword) and node.arg in names)
    }


def _ends_of_ranges(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.Call):
        if isinstance(node.func, ast.Name) and node.func.id in _RANGES:
            yield from node.args
        yield from (keyword.value for keyword in node.keywords if keyword.arg in _RANGES)


def decisions_by_fork(tree: ast.AST) -> Iterator[str]:
    """Comparisons with the name of a fork, which a slot of the fork should decide.

    Whether prose or a case is about a fork (`… in rule.forks`) is no decision.
    """
    for node in nodes(tree):
        if not isinstance(node, ast.Compare):
            continue
        sides = (node.left, *node.comparators)
        if any(isinstance(side, ast.Attribute) and side.attr == "forks" for side in sides):
            continue
        for side in sides:
            if isinstance(side, ast.Attribute) and ast.unparse(side).endswith("fork.name"):
                yield f"line {node.lineno}: {ast.unparse(node)}"


def questions_of_storage(tree: ast.AST) -> Iterator[str]:
    """Questions whether the fork has a storage entry."""
    for node in nodes(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("chain.stores"):
            yield ast.unparse(node.args[0]).strip("'")


def floats(tree: ast.AST) -> Iterator[str]:
    """Anything that makes or names a floating-point number."""
    for node in nodes(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, float | complex):
            yield f"line {node.lineno}: float literal {node.value!r}"
        elif isinstance(node, ast.Name | ast.Attribute):
            name = node.id if isinstance(node, ast.Name) else node.attr
            if name in _FLOAT_NAMES:
                yield f"line {node.lineno}: the name {name}"
        elif isinstance(node, ast.ImportFrom) and node.module in _FLOAT_MODULES:
            wrong = {alias.name for alias in node.names} - _INTEGER_MATH
            if wrong:
                yield f"line {node.lineno}: {node.module}.{', '.join(sorted(wrong))}"
        elif isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name in _FLOAT_MODULES - {"math"}:
                    yield f"line {node.lineno}: module {alias.name}"


def placeholder_names(tree: ast.AST) -> Iterator[str]:
    """Variables and parameters that say nothing of what they are; see docs/NAMES.md."""
    for node in nodes(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            name = node.id
        elif isinstance(node, ast.arg):
            name = node.arg
        elif isinstance(node, ast.MatchAs | ast.MatchStar):
            name = node.name or ""
        else:
            continue
        if name in _PLACEHOLDERS:
            yield f"line {node.lineno}: the name {name} says nothing (docs/NAMES.md)"


def rows_without_names(tree: ast.AST) -> Iterator[str]:
    """Loops over literal rows of five values and more, which nobody can read without counting."""
    for node in ast.walk(tree):
        if isinstance(node, ast.For | ast.comprehension) and isinstance(node.iter, ast.Tuple):
            for row in node.iter.elts:
                if isinstance(row, ast.Tuple) and len(row.elts) >= TOO_MANY_POSITIONS:
                    yield f"line {row.lineno}: a row of {len(row.elts)} values without names"
