"""The one way in which what belongs to a chapter is found: by the chapter's name, in a folder.

`taospec.operations`, `taospec.invariants` and their like hold one module or one folder a chapter.
Whatever a module there declares, its decorator leaves on the declared function itself; nobody keeps
a list that importing a module would extend. Who asks for the declarations gets a collection made
once, from every module, that nothing can change afterwards.

Modules whose name begins with `_` are helpers, and are not searched.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import import_module
from importlib.util import find_spec
from types import MappingProxyType, ModuleType
from typing import TypeVar

from taospec.chapters import CHAPTERS

Declaration = TypeVar("Declaration")


def modules(package: str, chapters: Iterable[str] = CHAPTERS) -> Iterator[ModuleType]:
    """The modules of each chapter below a package, chapter by chapter, by name within one.

    Args:
        package: its dotted name, such as `taospec.operations`.
        chapters: only these; those of which the package has nothing are passed over.
    """
    for chapter in chapters:
        if find_spec(name := f"{package}.{chapter}"):
            yield from _tree(name)


def _tree(name: str) -> Iterator[ModuleType]:
    module = import_module(name)
    yield module
    for inner in pkgutil.iter_modules(getattr(module, "__path__", ())):
        if not inner.name.startswith("_"):
            yield from _tree(f"{name}.{inner.name}")


def members(modules: Iterable[ModuleType]) -> Iterator[object]:
    """What is defined in modules, in the order of their text; not what they import."""
    for module in modules:
        for member in vars(module).values():
            if getattr(member, "__module__", None) == module.__name__:
                yield member


def by_name(
    what: str, declarations: Iterable[Declaration], name: Callable[[Declaration], str]
) -> Mapping[str, Declaration]:
    """Declarations by their name, sorted, as a mapping that cannot be changed.

    Raises:
        ValueError: two have the same name; the message says `what` they are.
    """
    named: dict[str, Declaration] = {}
    for declaration in declarations:
        if name(declaration) in named:
            message = f"{what} {name(declaration)} is declared twice"
            raise ValueError(message)
        named[name(declaration)] = declaration
    return MappingProxyType(dict(sorted(named.items())))
