"""The changelog as it is written: each line beside the function that it names."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from taospec.forks import Fork, base, changes, composed, history
from taospec.forks.evolution import rules_in, slots_in
from taospec.rules import rules_of

_IDS = re.compile(r"  # ((?:[A-Z]{3}-[0-9]+)(?:, [A-Z]{3}-[0-9]+)*)")
_PAIRS = list(pairwise(composed()))


def _leaves(call: ast.Call, path: str = "") -> Iterator[tuple[str, int]]:
    """Path and line of every slot that a composition, or a change of one, names."""
    for keyword in call.keywords:
        name = f"{path}{keyword.arg}"
        if isinstance(keyword.value, ast.Call):
            yield from _leaves(keyword.value, f"{name}.")
        elif isinstance(keyword.value, ast.Dict):
            for key, value in zip(keyword.value.keys, keyword.value.values, strict=True):
                assert isinstance(key, ast.Constant)
                assert isinstance(key.value, str)
                yield f"{name}.{key.value}", value.lineno
        else:
            yield name, keyword.value.lineno


def _written() -> dict[str, dict[str, tuple[str, ...]]]:
    """By fork and path of a slot the ids that stand in the comment of its line."""
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for module in (base, history):
        text = Path(str(module.__file__)).read_text(encoding="utf-8")
        lines = text.splitlines()
        for node in ast.parse(text).body:
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
                target = node.targets[0]
                assert isinstance(target, ast.Name)
                found[target.id] = {
                    path: _ids(lines[line - 1])
                    for path, line in _leaves(node.value)
                    if path not in {"name", "constants"}
                }
    return found


def _ids(line: str) -> tuple[str, ...]:
    match = _IDS.search(line)
    return tuple(match[1].split(", ")) if match else ()


_WRITTEN = _written()


def test_every_fork_is_written_once_under_its_own_name() -> None:
    assert list(_WRITTEN) == list(composed())


def _covered(path: str, rules: Iterable[str]) -> list[str]:
    """The slots of rules that a line names: itself, or those of the record that it sets."""
    return [name for name in rules if name == path or name.startswith(f"{path}.")]


def _misnamed(fork: Fork, before: Fork | None) -> Iterator[str]:
    """Lines whose comment names another rule than the function beside it, or none of its."""
    rules = dict(rules_in(before) if before else ()) | dict(rules_in(fork))
    for path, ids in _WRITTEN[fork.name].items():
        carried = {rule_id for name in _covered(path, rules) for rule_id in rules_of(rules[name])}
        if not set(ids) <= carried or bool(carried) != bool(ids):
            yield f"{path}: says {ids}, carries {sorted(carried)}"


def test_each_comment_names_rules_that_the_function_beside_it_carries() -> None:
    assert list(_misnamed(composed()["dtao"], None)) == []
    for before, after in _PAIRS:
        assert list(_misnamed(composed()[after], composed()[before])) == []


@pytest.mark.parametrize(("before", "after"), _PAIRS)
def test_the_changelog_names_exactly_what_changed(before: str, after: str) -> None:
    replaced = [change.path for change in changes(composed()[before], composed()[after])]
    rules = {path for fork in (before, after) for path, _ in slots_in(composed()[fork])}
    named = {path: _covered(path, replaced) for path in _WRITTEN[after]}
    assert sorted(path for covered in named.values() for path in covered) == sorted(replaced)
    idle = [path for path, covered in named.items() if not covered and _covered(path, rules)]
    assert idle == []
