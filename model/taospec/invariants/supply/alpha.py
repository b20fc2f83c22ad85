"""Invariants of the alpha curves, and of the storage item that they share with the TAO curve."""

from __future__ import annotations

from typing import Annotated

from taospec.invariants.declare import Ask, Range, false_sibling, invariant
from taospec.numbers import U64F64, U96F32
from taospec.operations.supply import SubnetCurve
from taospec.supply.alpha import AlphaReserves
from taospec.supply.emission import BLOCK_EMISSION, THRESHOLDS
from taospec.supply.minting import Subnet
from taospec.timeline import EVERY_FORK, only, since

_LAST = THRESHOLDS[-1]
Emission = Annotated[int, Range(0, BLOCK_EMISSION)]
Positive = Annotated[int, Range(1, BLOCK_EMISSION)]
PositivePrice = Annotated[int, Range(1, U96F32.layout.high)]
Price = Annotated[int, Range(0, U96F32.layout.high)]
BelowLast = Annotated[int, Range(0, _LAST - 1)]
FirstTwoEras = Annotated[int, Range(0, THRESHOLDS[1] - 1)]

_ONE_SUBNET = "one subnet that gets the whole emission, all prices, emissions up to 1 TAO"


def _growth(ask: Ask, emission: int, allowed: int, price: int, opened: bool) -> int:
    """Alpha that a block adds to a subnet that gets the whole emission.

    Where shares derive from moving prices, any weight of an only subnet is the whole.
    """
    subnet = Subnet(
        weight=U64F64.layout.one,
        price=price,
        alpha_emission=allowed,
        registration_open=opened,
    )
    taken = ask("supply.injection", emission=emission, subnets=(subnet,)).subnets[0]
    grown: int = taken.alpha_in + taken.alpha_out
    return grown


@invariant(
    "alpha-grows-at-most-twice",
    rules=["SUP-8", "SUP-10", "SUP-11"],
    bounds=_ONE_SUBNET,
    operations=["supply.injection"],
    forks=only("dtao") | since("flow", until="rootprice"),
)
def alpha_grows_at_most_twice(
    ask: Ask, emission: Emission, allowed: Emission, price: Price, opened: bool
) -> bool:
    """A block adds at most twice to a subnet's alpha what its curve allows."""
    return _growth(ask, emission, allowed, price, opened) <= 2 * allowed


@false_sibling("alpha-grows-at-most-twice")
def alpha_grows_at_most_once(
    ask: Ask, emission: Emission, allowed: Emission, price: Price, opened: bool
) -> bool:
    """A block adds at most to a subnet's alpha what its curve allows."""
    return _growth(ask, emission, allowed, price, opened) <= allowed


@invariant(
    "alpha-grows-at-most-twice-dereg",
    rules=["SUP-9"],
    bounds=_ONE_SUBNET,
    operations=["supply.injection"],
    forks=only("dereg"),
    refuted=True,
)
def alpha_grows_at_most_twice_dereg(
    ask: Ask, emission: Positive, allowed: Positive, price: PositivePrice, opened: bool
) -> bool:
    """A block adds at most twice to a subnet's alpha what its curve allows.

    In `dereg` the alpha that enters a pool is capped by the TAO emission, not by the alpha curve.
    """
    return _growth(ask, emission, allowed, price, opened) <= 2 * allowed


@invariant(
    "alpha-stops-near-last-threshold",
    rules=["SUP-11"],
    bounds="all alpha issuances below the last threshold",
    operations=["supply.alpha_emission"],
    landmarks=THRESHOLDS,
)
def alpha_stops_near_last_threshold(ask: Ask, outstanding: BelowLast) -> bool:
    """Twice what the curve allows lifts alpha at most one unit above the last threshold."""
    emission = ask("supply.alpha_emission", **_reserves(outstanding).to_dict()).emission
    return bool(outstanding + 2 * emission <= _LAST + 1)


@false_sibling("alpha-stops-near-last-threshold")
def alpha_stops_at_last_threshold(ask: Ask, outstanding: BelowLast) -> bool:
    """Twice what the curve allows never lifts alpha above the last threshold."""
    emission = ask("supply.alpha_emission", **_reserves(outstanding).to_dict()).emission
    return bool(outstanding + 2 * emission <= _LAST)


def _reserves(outstanding: int) -> AlphaReserves:
    return AlphaReserves(alpha_in=0, alpha_in_provided=0, alpha_out=outstanding)


@invariant(
    "block-emission-storage-is-tao-curve",
    rules=["SUP-12"],
    bounds="issuances of TAO and of the alpha of one subnet in the first two eras",
    operations=["supply.block_emission", "supply.stored_block_emission"],
    forks=EVERY_FORK,
    landmarks=THRESHOLDS,
    refuted=True,
)
def block_emission_storage_is_tao_curve(
    ask: Ask, issuance: FirstTwoEras, outstanding: FirstTwoEras
) -> bool:
    """After a block, the storage item `BlockEmission` holds the emission of the TAO curve."""
    emission = ask("supply.block_emission", total_issuance=issuance).emission
    after = ask(
        "supply.stored_block_emission",
        stored=emission,
        total_issuance=issuance,
        subnets=(SubnetCurve(netuid=1, reserves=_reserves(outstanding)),),
    )
    return bool(after.stored == emission)
