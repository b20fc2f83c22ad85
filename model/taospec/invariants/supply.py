"""Invariants of the chapter supply."""

from __future__ import annotations

from taospec.invariants.declare import Ask, assume, false_sibling, invariant
from taospec.supply import emission
from taospec.wire import U64


@invariant(
    "emission-never-grows",
    rules=["SUP-3"],
    bounds="all pairs of u64 issuances",
    operations=["supply.block_emission"],
    landmarks=emission.THRESHOLDS,
)
def emission_never_grows(ask: Ask, less: U64, more: U64) -> bool:
    """More issuance never means more emission."""
    assume(less <= more)
    before = ask("supply.block_emission", total_issuance=less).emission
    after = ask("supply.block_emission", total_issuance=more).emission
    return bool(after <= before)


@false_sibling("emission-never-grows")
def emission_always_shrinks(ask: Ask, less: U64, more: U64) -> bool:
    """More issuance always means less emission."""
    assume(less < more)
    before = ask("supply.block_emission", total_issuance=less).emission
    after = ask("supply.block_emission", total_issuance=more).emission
    return bool(after < before)
