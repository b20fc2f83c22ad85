"""Invariants of mechanisms: how their results become those of the subnet."""

from __future__ import annotations

from typing import Any, Literal

from taospec.consensus.epoch import mechanisms
from taospec.invariants.consensus.common import SINCE_DEREG
from taospec.invariants.declare import Ask, assume, false_sibling, invariant
from taospec.numbers import U64F64
from taospec.quantities import U64


@invariant(
    "a-sole-mechanism-has-all-weight",
    rules=["CON-44"],
    bounds="all u64 emissions",
)
def a_sole_mechanism_has_all_weight(_ask: Ask, emission: U64) -> bool:
    """The results of a mechanism that gets the whole emission count in full."""
    return bool(mechanisms.mechanism_weight(emission, emission, 0) == U64F64.layout.one)


@false_sibling("a-sole-mechanism-has-all-weight")
def a_half_has_half_the_weight(_ask: Ask, emission: U64, share: U64) -> bool:
    """The results of a mechanism that gets half of the emission, floored, count half."""
    assume(2 * share <= emission, emission <= 2 * share + 1)
    return bool(2 * mechanisms.mechanism_weight(share, emission, 0) == U64F64.layout.one)


@invariant(
    "mechanism-merge-is-identity",
    rules=["CON-62"],
    bounds="two mechanisms of the same result and half of the emission each, a few values",
    operations=["consensus.mechanism_merge"],
    forks=SINCE_DEREG,
    refuted=True,
)
def mechanism_merge_is_identity(ask: Ask, value: Literal[0, 2, 65535, 1]) -> bool:
    """Two mechanisms of the same result have it together."""
    fields: dict[str, Any] = {
        **dict.fromkeys(("active", "validator_permits"), (True,)),
        **dict.fromkeys(
            (
                *("stake_weight", "consensus", "validator_trust", "rank", "trust"),
                *("dividends", "pruning_scores"),
            ),
            (value,),
        ),
        **dict.fromkeys(("server_emission", "validator_emission", "emission"), (0,)),
    }
    both = (mechanisms.SubnetOutput.of(**fields),) * 2
    answer = ask("consensus.mechanism_merge", emission=1000, shares=(500, 500), results=both)
    return bool(answer.consensus == [value])
