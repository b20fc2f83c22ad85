"""The source of the project as trees, parsed and walked once for all tests of a process."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from functools import cache
from pathlib import Path


@cache
def modules(folder: Path) -> Sequence[tuple[Path, ast.Module]]:
    """Every module below a folder, by path."""
    return [
        (path, ast.parse(path.read_text(encoding="utf-8"))) for path in sorted(folder.rglob("*.py"))
    ]


@cache
def nodes(tree: ast.AST) -> Sequence[ast.AST]:
    """What `ast.walk` yields."""
    return tuple(ast.walk(tree))
