"""The proofs: a handful by default, all of them with `-m slow` and by `taospec prove`."""

from __future__ import annotations

import pytest

from taospec.forks import fork
from taospec.invariants import catalogue
from taospec.invariants.asking import AskListening, AskModel
from taospec.invariants.counterexamples import counterexamples
from taospec.invariants.engine import BUDGET, prove
from taospec.invariants.runner import wire

# One of each kind: a curve, rounding, a ledger, a dissolution, steps of an epoch, and beliefs that
# are refuted.
QUICK = {
    "block-emission-storage-is-tao-curve",
    "clipped-at-most-consensus",
    "consensus-is-a-given-weight-n3",
    "conversion-round-trip",
    "emission-closed-form",
    "emission-never-exceeds-pot-n4",
    "emission-stops-at-last-threshold",
    "exp-monotone",
    "half-the-stake-is-a-minority",
    "inactive-earns-no-dividends",
    "issuance-below-total-supply",
    "recycling-only-delays",
    "u16-round-trip-loses-one",
    "upgrade-restores-identity",
    "wrapping-is-congruent",
}

EVERY = [
    pytest.param(name, marks=[] if name in QUICK else [pytest.mark.slow]) for name in catalogue()
]


def test_the_quick_ones_exist() -> None:
    assert set(catalogue()) >= QUICK


@pytest.mark.parametrize("name", EVERY)
def test_the_solver_finds_what_is_declared(name: str) -> None:
    """Given an invariant, the finding is the expected one, and well within its budget.

    Its statement asks exactly the operations that it declares, and the smallest values that break a
    refuted one are those on record.
    """
    invariant = catalogue()[name]
    settlement = prove(invariant)
    assert (settlement.verdict, settlement.own.problem) == (invariant.expected, None)
    assert settlement.spent < BUDGET // 2

    asked = set()
    for values in (*settlement.own.witnesses, *settlement.own.counterexamples):
        plain = {key: value for key, value in values.items() if key != "fork"}
        ask = AskListening(AskModel(fork(values.get("fork"))))
        assert invariant.holds(ask, plain) is (values in settlement.own.witnesses)
        asked |= {question.operation for question in ask.questions}
    assert asked == set(invariant.operations)

    recorded = [
        wire(counterexample.values)
        for counterexample in counterexamples()
        if counterexample.invariant == name
    ]
    broken = [
        {key: value for key, value in wire(values).items() if key != "fork"}
        for values in settlement.own.counterexamples
    ]
    assert invariant.expected == "proved" or recorded == broken
