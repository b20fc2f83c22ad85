"""Settles many invariants one after the other, and writes down what was found.

The log is JSON, one object a line: a header, one line for each proof, a footer. Integers found by
the solver are decimal strings, as everywhere on the wire. A log without a footer is one whose
writer was stopped.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from taospec.files import write_whole
from taospec.invariants import catalogue, find
from taospec.invariants.counterexamples import FILE
from taospec.invariants.declare import Invariant
from taospec.invariants.engine import BUDGET, Proof, prove
from taospec.invariants.search import Values
from taospec.invariants.solver import z3

FORMAT = "taospec-proofs/1"

EXIT_DEVIATES = 1
EXIT_UNKNOWN = 4


def chosen(names: Sequence[str]) -> tuple[Invariant, ...]:
    """The invariants of these names and whatever they rely on; all without a name.

    Raises:
        UnknownNameError: there is no invariant of such a name.
    """
    wanted: set[str] = set()
    waiting = list(names) or list(catalogue())
    while waiting:
        invariant = find(waiting.pop())
        if invariant.name not in wanted:
            wanted.add(invariant.name)
            waiting += [contract.proved_as for contract in invariant.relies_on]
    return tuple(invariant for name, invariant in catalogue().items() if name in wanted)


def run(invariants: Iterable[Invariant]) -> Iterator[Proof]:
    """Settle them one by one."""
    for invariant in invariants:
        yield prove(invariant)


def exit_code(proofs: Iterable[Proof]) -> int:
    """0 if every finding is the declared one, 1 if one is another, 4 if one is missing."""
    surprises = [proof for proof in proofs if not proof.as_expected]
    if any(proof.verdict in ("proved", "refuted") for proof in surprises):
        return EXIT_DEVIATES
    return EXIT_UNKNOWN if surprises else 0


def lines(proofs: Iterable[Proof]) -> Iterator[dict[str, Any]]:
    """The fields of each line of the log, as the proofs come in."""
    counts: Counter[str] = Counter()
    yield {"format": FORMAT, "solver": f"z3 {z3.get_version_string()}"}
    for proof in proofs:
        counts[proof.verdict] += 1
        yield record(proof)
    verdicts = ("proved", "refuted", "unknown", "vacuous")
    yield {"footer": True, **{verdict: counts[verdict] for verdict in verdicts}}


def record(proof: Proof) -> dict[str, Any]:
    """One line of the log."""
    invariant, own, sibling = proof.invariant, proof.own, proof.sibling
    return {
        "invariant": invariant.name,
        "rules": list(invariant.rules),
        "forks": list(invariant.forks),
        "statement": invariant.doc,
        "bounds": invariant.bounds,
        "verdict": own.verdict,
        "expected": invariant.expected,
        "problem": own.problem,
        "paths": own.paths,
        "seconds": proof.milliseconds / 1000,
        "rlimit": proof.spent,
        "rlimit_budget": BUDGET,
        "abstractions": list(invariant.abstractions),
        "witness": _first(own.witnesses),
        "counterexample": _first(own.counterexamples),
        "counterexamples": [wire(values) for values in own.counterexamples],
        "false_sibling": sibling
        and invariant.sibling
        and {"name": invariant.sibling.name, "counterexample": _first(sibling.counterexamples)},
    }


def write_counterexamples(proofs: Iterable[Proof]) -> None:
    """Record what breaks the refuted invariants and the false siblings; the rest of it stays."""
    recorded = json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}
    for proof in proofs:
        broken = proof.own if proof.invariant.expected == "refuted" else proof.sibling
        if proof.as_expected and broken:
            recorded[proof.invariant.name] = [wire(values) for values in broken.counterexamples]
    kept = {
        name: counterexamples
        for name, counterexamples in sorted(recorded.items())
        if name in catalogue()
    }
    write_whole(FILE, json.dumps(kept, indent=1) + "\n")


def wire(values: Mapping[str, Any]) -> dict[str, Any]:
    """Found values in wire form: integers as decimal strings."""
    return {
        name: str(value) if isinstance(value, int) and not isinstance(value, bool) else value
        for name, value in values.items()
    }


def _first(counterexamples: Sequence[Values]) -> dict[str, Any] | None:
    return wire(counterexamples[0]) if counterexamples else None
