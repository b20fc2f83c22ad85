"""An operation declares the codes that refuse it: all that the model can raise, and no other.

Three sides are compared: what is declared, what vectors show, and what the code of the model can
raise on some way, whether anything leads there or not.
"""

from __future__ import annotations

from functools import cache

from each import each
from raisable import raisable

from taospec.operations.catalogue import catalogue
from taospec.registration import hyperparameters
from taospec.rejections import codes
from taospec_vectors.load import cases

# Codes that a shared function can raise, and why no input of the operation leads there.
UNREACHABLE = {
    "consensus.commit": {
        "IncorrectCommitRevealVersion": "only what is timelocked states a version",
    },
    "network.apply": {
        "ColdkeySwapAlreadyDisputed": "whoever has disputed is refused before the call",
    },
    "pools.max_buy": {
        "InsufficientLiquidity": "nobody asks a simulation whether it can be paid",
        "SwapInputTooLarge": "a simulation offers no more than a pool takes",
    },
    "pools.max_move": {
        "InsufficientLiquidity": "nobody asks a simulation whether it can be paid",
        "SwapInputTooLarge": "a simulation offers no more than a pool takes",
    },
    "pools.max_sell": {
        "InsufficientLiquidity": "nobody asks a simulation whether it can be paid",
        "SwapInputTooLarge": "a simulation offers no more than a pool takes",
    },
    "registration.set_take": {
        "HotKeySetTxRateLimitExceeded": "the function of this name in another module raises it",
    },
    "registration.swap_cost": {
        "ZeroBalanceAfterWithdrawn": "whoever has the price has more than must stay",
    },
    "staking.least_to_add": dict.fromkeys(
        ("InsufficientLiquidity", "PriceLimitExceeded", "ReservesTooLow", "SwapInputTooLarge"),
        "a simulated swap tells its error, and nobody raises it",
    ),
}
# A trace answers a refusal as one of its steps.
WITHIN_STEPS = {"network.trace", "supply.ledger_trace"}
# What changes a hyperparameter is refused with stands in a table of the specification.
BY_TABLE = {"network.apply", "registration.may_set"}


@cache
def shown() -> dict[str, set[str]]:
    """Operation → the codes that its vectors show."""
    by_operation: dict[str, set[str]] = {name: set() for name in catalogue()}
    for case in cases():
        if case.rejects:
            by_operation[case.operation].add(case.expect["reject"]["code"])
    return by_operation


@each("name", catalogue())
def test_the_declared_codes_are_those_that_vectors_show(name: str) -> None:
    declared = set(catalogue()[name].codes)
    assert declared <= codes().keys()
    assert shown()[name] == declared


@each("name", sorted(set(catalogue()) - WITHIN_STEPS))
def test_the_declared_codes_are_those_that_the_model_can_raise(name: str) -> None:
    entry = catalogue()[name]
    excused = set(UNREACHABLE.get(name, {}))
    known = set(entry.codes) & hyperparameters.refusals() if name in BY_TABLE else set()
    assert raisable(entry.run) | known == set(entry.codes) | excused
    assert not excused & set(entry.codes)


def test_only_operations_that_exist_are_excused() -> None:
    assert {*UNREACHABLE, *WITHIN_STEPS, *BY_TABLE} <= catalogue().keys()
