"""Everything the project states, in one object: what a report is about before anything has run."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from taospec import invariants
from taospec.constants import Constants, constants
from taospec.evidence.claims import Settled, ledger, settle
from taospec.invariants.declare import Invariant
from taospec.operations.catalogue import catalogue, implementations
from taospec.operations.declare import Operation
from taospec.rejections import codes
from taospec.rulebook import Chapter, Rule, chapters, rulebook
from taospec.timeline import ForkEntry, specified, timeline
from taospec_vectors import bundle
from taospec_vectors.format import Case
from taospec_vectors.load import load_all


@dataclass(frozen=True)
class Inventory:
    """Rules, functions, operations, forks, constants, vectors, invariants and settled claims.

    `vectors_sha256` is the digest of the bundle of all vectors, which logs name as well.
    """

    chapters: Mapping[str, Chapter]
    rules: Mapping[str, Rule]
    functions: Mapping[str, tuple[Callable[..., Any], ...]]
    operations: Mapping[str, Operation]
    timeline: Mapping[str, ForkEntry]
    constants: Mapping[str, Constants]
    rejections: Mapping[str, str]
    cases: Mapping[str, Case]
    invariants: Mapping[str, Invariant]
    claims: tuple[Settled, ...]
    vectors_sha256: str = ""

    @cached_property
    def cases_by_rule(self) -> Mapping[str, tuple[Case, ...]]:
        """Rule id → the vectors that name it, in the order of their files."""
        by_rule: dict[str, list[Case]] = defaultdict(list)
        for case in self.cases.values():
            for rule_id in case.rules:
                by_rule[rule_id].append(case)
        return {rule_id: tuple(cases) for rule_id, cases in by_rule.items()}

    @cached_property
    def cases_by_operation(self) -> Mapping[str, tuple[Case, ...]]:
        """Operation → its vectors."""
        by_operation: dict[str, list[Case]] = defaultdict(list)
        for case in self.cases.values():
            by_operation[case.operation].append(case)
        return {name: tuple(cases) for name, cases in by_operation.items()}

    @cached_property
    def claims_by_rule(self) -> Mapping[str, tuple[Settled, ...]]:
        """Rule id → the claims it decides, whichever side named the other."""
        return {
            rule.id: tuple(
                settled
                for settled in self.claims
                if rule.id in settled.claim.rules or settled.claim.id in rule.claims
            )
            for rule in self.rules.values()
        }

    @cached_property
    def rules_by_constant(self) -> Mapping[str, tuple[Rule, ...]]:
        """Constant → the rules that use it."""
        return _by(self.rules.values(), lambda rule: rule.constants)

    @cached_property
    def rules_by_operation(self) -> Mapping[str, tuple[Rule, ...]]:
        """Operation → the rules it shows."""
        return _by(self.rules.values(), lambda rule: rule.operations)

    @property
    def specified(self) -> tuple[str, ...]:
        """Names of the forks the model computes, oldest first."""
        return tuple(name for name, entry in self.timeline.items() if entry.status == "specified")


def gather() -> Inventory:
    """The inventory of this checkout or installation; claims are settled by computing them.

    Raises:
        TaospecError: a chapter, a vector file or the ledger breaks its form.
    """
    files = load_all()
    return Inventory(
        chapters=chapters(),
        rules=rulebook(),
        functions=implementations(),
        operations=catalogue(),
        timeline=timeline(),
        constants={name: constants(name) for name in specified()},
        rejections=codes(),
        cases={case.id: case for file in files for case in file.cases},
        invariants=invariants.catalogue(),
        claims=tuple(map(settle, ledger())),
        vectors_sha256=bundle.digest(files),
    )


def _by(
    rules: Iterable[Rule], names: Callable[[Rule], Iterable[str]]
) -> Mapping[str, tuple[Rule, ...]]:
    by_constant: dict[str, list[Rule]] = defaultdict(list)
    for rule in rules:
        for name in names(rule):
            by_constant[name].append(rule)
    return {name: tuple(users) for name, users in by_constant.items()}
