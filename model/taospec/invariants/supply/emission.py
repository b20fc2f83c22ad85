"""Invariants of the emission curve."""

from __future__ import annotations

from typing import Annotated

from taospec.invariants.declare import Ask, Range, Within, assume, false_sibling, invariant
from taospec.invariants.numbers import FRACTION
from taospec.quantities import U64
from taospec.supply import as_executed
from taospec.supply.emission import BLOCK_EMISSION, THRESHOLDS

_LAST = THRESHOLDS[-1]
NotLess = Annotated[int, Within(lambda chosen: (chosen["less"], 2**64 - 1))]
_ALL = "all u64 issuances"


@invariant(
    "emission-closed-form",
    rules=["SUP-3", "SUP-4"],
    bounds=_ALL,
    operations=["supply.block_emission"],
    relies_on=[FRACTION],
    landmarks=THRESHOLDS,
)
def emission_closed_form(ask: Ask, issuance: U64) -> bool:
    """The chain's logarithm and the table of thresholds give the same emission."""
    pipeline = as_executed.block_emission(issuance)
    return bool(pipeline == ask("supply.block_emission", total_issuance=issuance).emission)


@false_sibling("emission-closed-form")
def one_rao_late(ask: Ask, issuance: U64) -> bool:
    """The chain's logarithm halves one rao later than the table of thresholds."""
    assume(issuance > 0)
    pipeline = as_executed.block_emission(issuance)
    return bool(pipeline == ask("supply.block_emission", total_issuance=issuance - 1).emission)


@invariant(
    "emission-never-grows",
    rules=["SUP-3"],
    bounds="all pairs of u64 issuances",
    operations=["supply.block_emission"],
    landmarks=THRESHOLDS,
)
def emission_never_grows(ask: Ask, less: U64, more: NotLess) -> bool:
    """More issuance never means more emission."""
    before = ask("supply.block_emission", total_issuance=less).emission
    return bool(ask("supply.block_emission", total_issuance=more).emission <= before)


@false_sibling("emission-never-grows")
def emission_always_shrinks(ask: Ask, less: U64, more: NotLess) -> bool:
    """More issuance always means less emission."""
    assume(less < more)
    before = ask("supply.block_emission", total_issuance=less).emission
    return bool(ask("supply.block_emission", total_issuance=more).emission < before)


@invariant(
    "emission-zero-from-last-threshold",
    rules=["SUP-3"],
    bounds=_ALL,
    operations=["supply.block_emission"],
    landmarks=THRESHOLDS,
)
def emission_zero_from_last_threshold(ask: Ask, issuance: U64) -> bool:
    """The emission is zero from 20,999,999.980442226 TAO on, and nowhere below."""
    emission = ask("supply.block_emission", total_issuance=issuance).emission
    return bool((emission == 0) == (issuance >= _LAST))


@false_sibling("emission-zero-from-last-threshold")
def emission_zero_at_the_supply(ask: Ask, issuance: U64) -> bool:
    """The emission is zero from 21 million TAO on, and nowhere below."""
    emission = ask("supply.block_emission", total_issuance=issuance).emission
    return bool((emission == 0) == (issuance >= 21_000_000 * 10**9))


@invariant(
    "emission-stops-at-last-threshold",
    rules=["SUP-3"],
    bounds="all issuances below the last threshold",
    operations=["supply.block_emission"],
    landmarks=THRESHOLDS,
)
def emission_stops_at_last_threshold(
    ask: Ask, issuance: Annotated[int, Range(0, _LAST - 1)]
) -> bool:
    """A block never lifts the issuance above the last threshold."""
    emission = ask("supply.block_emission", total_issuance=issuance).emission
    return bool(issuance + emission <= _LAST)


@false_sibling("emission-stops-at-last-threshold")
def emission_stops_below_last_threshold(
    ask: Ask, issuance: Annotated[int, Range(0, _LAST - 1)]
) -> bool:
    """A block never lifts the issuance to the last threshold."""
    emission = ask("supply.block_emission", total_issuance=issuance).emission
    return bool(issuance + emission < _LAST)


@invariant(
    "one-threshold-a-block",
    rules=["SUP-2", "SUP-3"],
    bounds="all issuances below the last threshold",
    operations=["supply.block_emission", "supply.era"],
    landmarks=THRESHOLDS,
)
def one_threshold_a_block(ask: Ask, issuance: Annotated[int, Range(0, _LAST - 1)]) -> bool:
    """A block crosses at most one threshold."""
    emission = ask("supply.block_emission", total_issuance=issuance).emission
    after = ask("supply.era", total_issuance=issuance + emission).era
    return bool(after <= ask("supply.era", total_issuance=issuance).era + 1)


@false_sibling("one-threshold-a-block")
def no_threshold_a_block(ask: Ask, issuance: Annotated[int, Range(0, _LAST - 1)]) -> bool:
    """A block crosses no threshold."""
    emission = ask("supply.block_emission", total_issuance=issuance).emission
    after = ask("supply.era", total_issuance=issuance + emission).era
    return bool(after == ask("supply.era", total_issuance=issuance).era)


@invariant(
    "era-in-fewest-blocks",
    rules=["SUP-2"],
    bounds="all issuances below the last threshold",
    operations=["supply.era"],
    landmarks=THRESHOLDS,
)
def era_in_fewest_blocks(ask: Ask, issuance: Annotated[int, Range(0, _LAST - 1)]) -> bool:
    """The blocks to the next threshold suffice to reach it, and one block less does not."""
    era = ask("supply.era", total_issuance=issuance)
    reached = issuance + era.blocks * era.emission
    return bool(reached >= era.next_threshold and reached - era.emission < era.next_threshold)


@false_sibling("era-in-fewest-blocks")
def era_ends_exactly(ask: Ask, issuance: Annotated[int, Range(0, _LAST - 1)]) -> bool:
    """The last block of an era reaches the threshold to the rao."""
    era = ask("supply.era", total_issuance=issuance)
    return bool(issuance + era.blocks * era.emission == era.next_threshold)


# Around the tenth threshold: the first one where an era's emission no longer divides its width.
_TENTH = 10
_T10 = THRESHOLDS[_TENTH - 1]
_BEFORE = BLOCK_EMISSION >> (_TENTH - 1)
_AFTER = BLOCK_EMISSION >> _TENTH


@invariant(
    "recycling-only-delays",
    rules=["SUP-2", "SUP-5", "SUP-6"],
    bounds="starts within one block's emission of the tenth threshold, up to the eleventh",
    operations=["supply.era"],
    refuted=True,
)
def recycling_only_delays(
    ask: Ask,
    below: Annotated[int, Range(1, _BEFORE)],
    above: Annotated[int, Range(0, _AFTER - 1)],
) -> bool:
    """Whoever starts with less issuance never reaches a later threshold in fewer blocks.

    The lower start is `below` under the tenth threshold, the higher one `above` over it; both mint
    the whole emission of every block.
    """
    first = ask("supply.era", total_issuance=_T10 - below)
    at_tenth = _T10 - below + first.blocks * first.emission
    lower = first.blocks + ask("supply.era", total_issuance=at_tenth).blocks
    return bool(ask("supply.era", total_issuance=_T10 + above).blocks <= lower)
