"""Values that stand in the code are those of `spec/constants`, in every fork and both columns."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from sources import modules

from taospec.constants import constants
from taospec.timeline import specified

ROOT = Path(__file__).resolve().parents[2]
MODEL = ROOT / "model" / "taospec"


def stated(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Names and values of the integers that a module states as `NAME = 1_000`."""
    for node in tree.body:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=int(value))):
                yield name, value


def differing(tree: ast.Module) -> Iterator[str]:
    """Constants of the protocol that a module states with another value than some fork has."""
    for name, value in stated(tree):
        for fork_name in specified():
            entry = constants(fork_name).entry(name) if name in constants(fork_name) else None
            if entry and {entry.default, entry.mainnet} != {value}:
                known = f"default {entry.default}, mainnet {entry.mainnet}"
                yield f"{name} = {value}, but in {fork_name}: {known}"


def test_a_stated_constant_has_its_value_in_every_fork() -> None:
    problems = [
        f"{path.relative_to(ROOT)}: {problem}"
        for path, tree in modules(MODEL)
        for problem in differing(tree)
    ]
    assert problems == []


def test_the_constants_of_the_supply_are_stated() -> None:
    emission = ast.parse((MODEL / "supply" / "emission.py").read_text(encoding="utf-8"))
    assert dict(stated(emission)) == {
        "TOTAL_SUPPLY": 21 * 10**15,
        "BLOCK_EMISSION": 10**9,
    }


@pytest.mark.parametrize(
    ("source", "forks"),
    [
        ("BLOCK_TIME = 12_000", 0),
        ("BLOCK_TIME = 12_001", len(specified())),
        ("MAX_ALLOWED_UIDS = 4096", len(specified())),  # mainnet stores another value
        ("NO_CONSTANT_OF_THE_PROTOCOL = 1", 0),
    ],
)
def test_the_lint_sees(source: str, forks: int) -> None:
    assert len(list(differing(ast.parse(source)))) == forks
