"""The structure that `CONTRIBUTING.md` promises, held to by reading the source."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import lints
import pytest
from sources import modules

from taospec.timeline import timeline

ROOT = Path(__file__).resolve().parents[2]
SOURCES = {
    "taospec": ROOT / "model" / "taospec",
    "taospec_vectors": ROOT / "vectors" / "taospec_vectors",
    "taospec_conformance": ROOT / "conformance" / "taospec_conformance",
    "taospec_reports": ROOT / "reports" / "taospec_reports",
}


def _modules(package: str) -> Sequence[tuple[Path, ast.Module]]:
    """Every module of a package."""
    return [(path.relative_to(ROOT), tree) for path, tree in modules(SOURCES[package])]


@pytest.mark.parametrize("package", SOURCES)
def test_imports_point_one_way(package: str) -> None:
    problems = [
        f"{path}: {problem}"
        for path, tree in _modules(package)
        for problem in lints.imports_to_the_right(package, tree)
    ]
    assert problems == []


@pytest.mark.parametrize("package", SOURCES)
def test_the_solver_stays_among_the_invariants(package: str) -> None:
    problems = [
        f"{path}: {problem}"
        for path, tree in _modules(package)
        for problem in lints.solver_outside_invariants(path, tree)
    ]
    assert problems == []


@pytest.mark.parametrize("package", SOURCES)
def test_ranges_of_forks_come_from_the_timeline(package: str) -> None:
    problems = [
        f"{path}: {problem}"
        for path, tree in _modules(package)
        for problem in lints.lists_of_forks(tree, timeline())
    ]
    assert problems == []


def test_the_lint_of_forks_sees() -> None:
    tree = ast.parse("x = ['dtao', 'dereg']\ny = ['dtao']\nz = ('dtao', 'x')\nf('dtao', 'flow')")
    assert list(lints.lists_of_forks(tree, timeline())) == ["line 1: the forks dtao, dereg by name"]


def test_the_model_has_no_floating_point_numbers() -> None:
    problems = [
        f"{path}: {problem}" for path, tree in _modules("taospec") for problem in lints.floats(tree)
    ]
    assert problems == []


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ("x = 0.5", "line 1: float literal 0.5"),
        ("x = float(3)", "line 1: the name float"),
        ("x = np.float64", "line 1: the name float64"),
        ("from math import log2", "line 1: math.log2"),
        ("import random", "line 1: module random"),
    ],
)
def test_the_float_lint_sees(source: str, problem: str) -> None:
    assert list(lints.floats(ast.parse(source))) == [problem]


def test_the_import_lints_see() -> None:
    tree = ast.parse("def f():\n    from taospec_reports import site\nimport z3\n")
    assert list(lints.imports_to_the_right("taospec_vectors", tree)) == [
        "line 2: taospec_vectors must not import taospec_reports"
    ]
    assert list(lints.solver_outside_invariants(Path("model/taospec/supply/x.py"), tree)) == [
        "line 3: only taospec.invariants may import z3"
    ]
    assert list(lints.solver_outside_invariants(Path("taospec/invariants/x.py"), tree)) == []


# Names that others chose: a hook of pytest is called with its own.
_NAMES_OF_OTHERS = {
    f"conformance/taospec_conformance/under_pytest/{name}.py" for name in ("record", "running")
}


@pytest.mark.parametrize("package", SOURCES)
def test_names_say_what_they_name(package: str) -> None:
    problems = [
        f"{path}: {problem}"
        for path, tree in _modules(package)
        if path.as_posix() not in _NAMES_OF_OTHERS
        for problem in lints.placeholder_names(tree)
    ]
    assert problems == []


# Placeholders that tests still have; each that gets a name lowers it.
MOST_PLACEHOLDERS = 124


def test_tests_have_ever_fewer_names_that_say_nothing() -> None:
    problems = [
        f"{path.relative_to(ROOT)}: {problem}"
        for path, tree in modules(ROOT / "tests")
        for problem in lints.placeholder_names(tree)
    ]
    assert len(problems) <= MOST_PLACEHOLDERS, problems


def test_the_lint_of_names_sees() -> None:
    for source in ("found = 1", "def f(item): ...", "[x for item in y]", "(said := 1)"):
        assert len(list(lints.placeholder_names(ast.parse(source)))) == 1, source
    assert list(lints.placeholder_names(ast.parse("row.item, found()"))) == []


@pytest.mark.parametrize("package", SOURCES)
def test_rows_of_many_values_name_them(package: str) -> None:
    problems = [
        f"{path}: {problem}"
        for path, tree in _modules(package)
        for problem in lints.rows_without_names(tree)
    ]
    assert problems == []


def test_the_lint_of_rows_sees() -> None:
    tree = ast.parse('for a, b, c, d, e in (("a", 1, 2, 3, 4), Row(1, 2, 3, 4, 5), (1, 2)): pass')
    assert list(lints.rows_without_names(tree)) == ["line 1: a row of 5 values without names"]


@pytest.mark.parametrize("name", ["model", "spec", "vectors", "conformance", "reports"])
def test_generic_names_are_not_importable(name: str, tmp_path: Path) -> None:
    """The folders must not clash with packages of those names in a user's environment."""
    run = subprocess.run(
        [sys.executable, "-c", f"import {name}"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 1
    assert f"No module named '{name}'" in run.stderr
