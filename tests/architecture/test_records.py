"""One concept, one record: no two records of the model have the same fields."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path

from sources import modules

MODEL = Path(__file__).resolve().parents[2] / "model" / "taospec"

# Records with the same fields that are two concepts, and what tells them apart.
APART: Mapping[frozenset[str], str] = {
    frozenset({"Terms", "Injection", "Intake"}): "raw bits, whole rao, and a list of each subnet's",
    frozenset({"SetAside", "SeparatePendings"}): "what a block adds, and what added up to an epoch",
    frozenset({"SharePool", "DecimalPool"}): "shares in fixed point, and as decimals",
    frozenset({"Holding", "DecimalHolding"}): "shares in fixed point, and as decimals",
    frozenset({"Trade", "DecimalTrade"}): "shares in fixed point, and as decimals",
    frozenset({"Adjusted", "Moving"}): "what the two prices became, and which of them moves",
    frozenset({"Range", "Bounds"}): "where a sample of a law is drawn, and what may be set",
    frozenset({"Family", "Granted"}): "lists that are looked up, and lists as an answer has them",
    frozenset({"Change", "Granted"}): "by account as the chain keeps them, and listed in an answer",
}
# Too few fields to say that two records with them are about the same.
_LEAST = 2


@dataclass(frozen=True, slots=True)
class Declared:
    """A class with annotated fields."""

    name: str
    path: str
    fields: frozenset[str]


def records(path: str, tree: ast.Module) -> Iterator[Declared]:
    """Every class of a module that has fields of its own, those of a base in it included."""
    known: dict[str, frozenset[str]] = {}
    for node in tree.body:
        if not isinstance(node, ast.ClassDef):
            continue
        inherited = [known.get(ast.unparse(base), frozenset()) for base in node.bases]
        own = {
            part.target.id
            for part in node.body
            if isinstance(part, ast.AnnAssign)
            and isinstance(part.target, ast.Name)
            and "ClassVar" not in ast.unparse(part.annotation)
        }
        known[node.name] = frozenset(own).union(*inherited)
        if own:
            yield Declared(node.name, path, known[node.name])


def twins(declared: Iterable[Declared]) -> Iterator[tuple[Declared, Declared]]:
    """Records of two modules with the same fields, or of one name where one has all the other's."""
    for one, other in combinations(declared, 2):
        common = one.fields & other.fields
        if one.path == other.path or len(common) < _LEAST:
            continue
        contained = common in {one.fields, other.fields}
        if one.fields == other.fields or (one.name == other.name and contained):
            yield one, other


@cache
def _twins() -> list[tuple[Declared, Declared]]:
    """Those of the model."""
    declared = [
        record
        for path, tree in modules(MODEL)
        for record in records(path.relative_to(MODEL).as_posix(), tree)
    ]
    return list(twins(declared))


def _is_told_apart(one: Declared, other: Declared) -> bool:
    names = {one.name, other.name}
    return any(names <= apart for apart in APART)


def test_no_concept_has_two_records() -> None:
    problems = [
        f"{one.path} {one.name} and {other.path} {other.name}: {', '.join(sorted(one.fields))}"
        for one, other in _twins()
        if not _is_told_apart(one, other)
    ]
    assert problems == []


def test_what_is_told_apart_is_there() -> None:
    """A reason whose records are gone, or differ by now, is taken off the list."""
    pairs = [{one.name, other.name} for one, other in _twins()]
    needless = [sorted(names) for names in APART if not any(pair <= names for pair in pairs)]
    assert needless == []


def test_twins_are_seen() -> None:
    sources = {
        "kernel": "class Tempo:\n    netuid: int\n    tempo: int\nclass One:\n    x: int",
        "wire": "class Schedule:\n    tempo: int\n    netuid: int\nclass Two:\n    x: int",
        "more": "class Tempo(Base):\n    netuid: int\n    tempo: int\n    block: int",
        "longer": "class Base:\n    netuid: int\nclass Whole(Base):\n    tempo: int",
    }
    declared = [each for path in sources for each in records(path, ast.parse(sources[path]))]
    names = [(one.path, one.name, other.path) for one, other in twins(declared)]
    assert names == [
        ("kernel", "Tempo", "wire"),
        ("kernel", "Tempo", "more"),
        ("kernel", "Tempo", "longer"),
        ("wire", "Schedule", "longer"),
    ]
