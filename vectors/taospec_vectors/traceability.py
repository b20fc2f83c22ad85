"""The inventory: each rule with its functions, operations, vectors, invariants and claims."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from taospec.errors import TaospecError
from taospec.invariants import catalogue as invariants
from taospec.operations.catalogue import implementations
from taospec.resources import load_spec_yaml, spec_path
from taospec.rulebook import Rule, rulebook
from taospec_vectors.format import VectorFile
from taospec_vectors.load import load_all


@dataclass(frozen=True, slots=True)
class Trace:
    """One rule and everything that names it.

    Attributes:
        rule: the rule as `spec/` states it.
        functions: `module.function` of the model, in the order of their definition.
        vectors: ids of cases.
        invariants: names of invariants.
        claims: ids of claims.
    """

    rule: Rule
    functions: tuple[str, ...]
    vectors: tuple[str, ...]
    invariants: tuple[str, ...]
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Links:
    """Who names which rule, read off the naming side: rule id → names.

    Attributes:
        functions: functions of the model that carry `@rule`.
        vectors: cases.
        invariants: invariants.
        claims: entries of `spec/claims.yaml`.
    """

    functions: Mapping[str, tuple[str, ...]]
    vectors: Mapping[str, tuple[str, ...]]
    invariants: Mapping[str, tuple[str, ...]]
    claims: Mapping[str, tuple[str, ...]]


def links(files: Iterable[VectorFile] | None = None) -> Links:
    """Every mention of a rule outside `spec/*.md`.

    Args:
        files: the vectors; those of the tree unless told.

    Raises:
        TaospecError: a vector file or the ledger of claims is malformed.
    """
    cases = [case for file in (load_all() if files is None else files) for case in file.cases]
    return Links(
        functions={
            rule_id: tuple(map(name_of, functions))
            for rule_id, functions in implementations().items()
        },
        vectors=_by_rule((case.id, case.rules) for case in cases),
        invariants=_by_rule(
            (invariant.name, invariant.rules) for invariant in invariants().values()
        ),
        claims=_by_rule(claims().items()),
    )


def traces(linked: Links | None = None) -> tuple[Trace, ...]:
    """Every rule with what names it, in the order of the chapters.

    Args:
        linked: the mentions; those of the project unless told.
    """
    linked = links() if linked is None else linked
    return tuple(
        Trace(
            rule,
            functions=linked.functions.get(rule.id, ()),
            vectors=linked.vectors.get(rule.id, ()),
            invariants=linked.invariants.get(rule.id, ()),
            claims=linked.claims.get(rule.id, ()),
        )
        for rule in rulebook().values()
    )


def claims() -> dict[str, tuple[str, ...]]:
    """Id of each claim of `spec/claims.yaml` with the rules that decide it.

    Raises:
        TaospecError: an entry has no id.
    """
    if not spec_path("claims.yaml").is_file():
        return {}
    rows: Sequence[Mapping[str, Any]] = load_spec_yaml("claims.yaml") or ()
    by_rule: dict[str, tuple[str, ...]] = {}
    for number, row in enumerate(rows, 1):
        if "id" not in row:
            message = f"spec/claims.yaml: entry {number} has no id"
            raise TaospecError(message)
        by_rule[row["id"]] = tuple(row.get("rules") or ())
    return by_rule


def name_of(function: Callable[..., Any]) -> str:
    """Where a function of the model is, such as `taospec.supply.emission.block_emission`."""
    return f"{function.__module__}.{function.__qualname__}"


def _by_rule(named: Iterable[tuple[str, Iterable[str]]]) -> dict[str, tuple[str, ...]]:
    by_rule: dict[str, list[str]] = defaultdict(list)
    for name, rule_ids in named:
        for rule_id in rule_ids:
            by_rule[rule_id].append(name)
    return {rule_id: tuple(names) for rule_id, names in by_rule.items()}
