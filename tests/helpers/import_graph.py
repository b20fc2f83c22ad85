"""Who imports whom inside a package, and which floor each stands on."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from sources import modules, nodes

Graph = Mapping[str, Collection[str]]
Floors = Sequence[Collection[str]]


def graph(folder: Path) -> Graph:
    """Module → the modules of the same package that it imports, wherever in the file it does so.

    What `from package import name` names is the module of that name where there is one. Running
    the `__init__` of the folders above is no arrow: they explain their folder and import little.

    Args:
        folder: the package; its own `__init__` has the package's name.
    """
    package = folder.name
    trees = {_name(path.relative_to(folder.parent)): tree for path, tree in modules(folder)}
    return {
        module: {
            target if target in trees else target.rpartition(".")[0]
            for target in _targets(tree)
            if target.partition(".")[0] == package
        }
        - {module}
        for module, tree in trees.items()
    }


def _name(path: Path) -> str:
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


def _targets(tree: ast.Module) -> Iterator[str]:
    for node in nodes(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def circles(imports: Graph) -> Iterator[str]:
    """A circle of imports, if there is one, as `a → b → a`."""
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as error:
        yield " → ".join(reversed(error.args[1]))


def upward(imports: Graph, floors: Floors) -> Iterator[str]:
    """Imports from a lower floor of a higher one, and modules that stand on no floor.

    Args:
        imports: of one package.
        floors: from low to high, names inside the package; the longest that fits a module counts.
    """
    for module, targets in imports.items():
        at = _floor(module, floors)
        if at is None:
            yield f"{module} stands on no floor"
            continue
        for target in sorted(targets):
            if (_floor(target, floors) or 0) > at:
                yield f"{module} imports {target} from a higher floor"


def _floor(module: str, floors: Floors) -> int | None:
    """Index of the floor; the package itself is on the floor that names it `__init__`."""
    inside = module.partition(".")[2] or "__init__"
    while inside:
        for index, names in enumerate(floors):
            if inside in names:
                return index
        inside = inside.rpartition(".")[0]
    return None
