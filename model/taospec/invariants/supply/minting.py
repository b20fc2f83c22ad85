"""Invariants of minting: what a block adds to the issuance."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any, Literal

from taospec.invariants.declare import (
    Ask,
    Contract,
    Range,
    Within,
    assume,
    false_sibling,
    invariant,
)
from taospec.numbers import U64F64, U96F32
from taospec.quantities import U64
from taospec.supply import minting
from taospec.supply.emission import BLOCK_EMISSION, THRESHOLDS
from taospec.supply.minting import Subnet
from taospec.timeline import EVERY_FORK, until

UNTIL_ROOTPRICE = until("rootprice")

_AMOUNT = U96F32.layout
_SHARE = U64F64.layout

# The bound of the statements whose name ends in it.
_SUBNETS = 4

Emission = Annotated[int, Range(0, BLOCK_EMISSION)]
Amount = Annotated[int, Range(0, _AMOUNT.high)]
# A share of the emission from `flow` on; a moving price before, up to 4 billion TAO per alpha.
Weight = Annotated[int, Range(0, _SHARE.one)]
PartOfEmission = Annotated[int, Within(lambda chosen: (0, chosen["emission"] * _AMOUNT.one))]
AfterA = Annotated[int, Within(lambda chosen: _left(chosen, "a"))]
AfterB = Annotated[int, Within(lambda chosen: _left(chosen, "a", "b"))]
AfterC = Annotated[int, Within(lambda chosen: _left(chosen, "a", "b", "c"))]
# Three of four weights, and what they sum to with the fourth.
OfAll = Annotated[int, Within(lambda chosen: (0, chosen["together"]))]
OfRest = Annotated[int, Within(lambda chosen: (0, chosen["together"] - chosen["a"]))]
OfLast = Annotated[int, Within(lambda chosen: (0, chosen["together"] - chosen["a"] - chosen["b"]))]


def _left(chosen: Mapping[str, Any], *taken: str) -> tuple[int, int]:
    """What the weights before leave of the whole."""
    return 0, _SHARE.one - sum(chosen[name] for name in taken)


def _contract(contracts: tuple[Contract, ...], function: Callable[..., Any]) -> Contract:
    """The contract of the function that a fork is composed of."""
    return next(contract for contract in contracts if contract.function is function)


# One subnet


def _terms_required(
    part: int, price: int, alpha_emission: int, _opened: bool, emission: int
) -> tuple[bool, ...]:
    return (
        part >= 0,
        part <= emission * _AMOUNT.one,
        price >= 0,
        alpha_emission >= 0,
        alpha_emission <= BLOCK_EMISSION,
        emission >= 0,
        emission <= BLOCK_EMISSION,
    )


def _terms_ensured(
    terms: minting.Terms, part: int, _price: int, alpha_emission: int, _opened: bool, emission: int
) -> tuple[bool, ...]:
    return (
        *(amount >= 0 for amount in terms),
        terms.tao_in + terms.excess <= part,
        terms.alpha_in <= (alpha_emission + 2 * emission) * _AMOUNT.one,
        terms.alpha_out <= alpha_emission * _AMOUNT.one,
    )


TERMS = tuple(
    Contract(
        target=f"taospec.supply.minting:{name}",
        proved_as="intake-within-part",
        requires=_terms_required,
        ensures=_terms_ensured,
        shape=lambda unknown, *_: minting.Terms(*(unknown() for _ in range(4))),
    )
    for name in (
        "capped_alpha",
        "subsidised",
        "excess_buys",
        "excess_buys_above_tao_emission",
    )
)


def _subnet(
    weight: int = 0,
    price: int = _AMOUNT.one,
    alpha_emission: int = BLOCK_EMISSION,
    opened: bool = True,
) -> Subnet:
    return Subnet(weight, price, alpha_emission, opened)


@invariant(
    "intake-within-part",
    rules=["SUP-8", "SUP-9", "SUP-10"],
    bounds="all prices, emissions and alpha emissions up to 1 TAO, parts up to the emission",
    forks=UNTIL_ROOTPRICE,
)
def intake_within_part(
    ask: Ask,
    emission: Emission,
    part: PartOfEmission,
    price: Amount,
    alpha_emission: Emission,
    opened: bool,
) -> bool:
    """The TAO that a subnet takes in and the TAO that buys its alpha are at most its part.

    No alpha beyond its curve and twice the emission enters or leaves besides, so that every amount
    fits its counter.
    """
    contract = _contract(TERMS, ask.fork.supply.terms)
    return contract.kept(part, price, alpha_emission, opened, emission)


@false_sibling("intake-within-part")
def intake_is_the_part(
    ask: Ask,
    emission: Emission,
    part: PartOfEmission,
    price: Amount,
    alpha_emission: Emission,
    opened: bool,
) -> bool:
    """The TAO that a subnet takes in and the TAO that buys its alpha are all of its part."""
    given = (part, price, alpha_emission, opened, emission)
    assume(*_terms_required(*given))
    terms = ask.fork.supply.terms(*given)
    return bool(terms.tao_in + terms.excess == part)


# The split


def _parts_required(emission: int, weights: Sequence[int]) -> tuple[bool, ...]:
    return (
        len(weights) == _SUBNETS,
        emission >= 0,
        emission <= BLOCK_EMISSION,
        *(weight >= 0 for weight in weights),
        sum(weights) <= _SHARE.one,
    )


def _parts_ensured(parts: list[int], emission: int, _weights: Sequence[int]) -> tuple[bool, ...]:
    return *(part >= 0 for part in parts), sum(parts) <= emission * _AMOUNT.one


PARTS = tuple(
    Contract(
        target=f"taospec.supply.minting:{name}",
        proved_as="parts-within-emission-n4",
        requires=_parts_required,
        ensures=_parts_ensured,
        shape=lambda unknown, _emission, weights: [unknown() for _ in weights],
    )
    for name in ("parts_by_moving_price", "parts_by_share")
)
FOUR = "four subnets whose shares sum to at most one (or moving prices to 4,294,967,296 TAO)"


@invariant(
    "parts-within-emission-n4",
    rules=["SUP-7"],
    bounds=f"all emissions up to 1 TAO and {FOUR}",
    forks=EVERY_FORK,
)
def parts_within_emission_n4(
    ask: Ask, emission: Emission, a: Weight, b: AfterA, c: AfterB, d: AfterC
) -> bool:
    """The parts of all subnets sum to at most the emission; what is lost stands below."""
    return _contract(PARTS, ask.fork.supply.parts).kept(emission, [a, b, c, d])


@false_sibling("parts-within-emission-n4")
def parts_are_the_emission(
    ask: Ask, emission: Emission, a: Weight, b: AfterA, c: AfterB, d: AfterC
) -> bool:
    """The parts of all subnets sum to the emission."""
    weights = [a, b, c, d]
    assume(*_parts_required(emission, weights))
    return bool(sum(ask.fork.supply.parts(emission, weights)) == emission * _AMOUNT.one)


def _lose_at_most(
    ask: Ask, steps: int, emission: int, a: int, b: int, c: int, together: int
) -> bool:
    """Whether the parts lose so many steps of what is due, all times what a weight is part of."""
    by_price = ask.fork.supply.parts is minting.parts_by_moving_price
    whole = together if by_price else _SHARE.one
    parts = ask.fork.supply.parts(emission, [a, b, c, together - a - b - c])
    return bool((sum(parts) + steps) * whole >= emission * _AMOUNT.one * together)


@invariant(
    "parts-lose-less-than-a-step-each-n4",
    rules=["SUP-7"],
    bounds=f"all emissions up to 1 TAO and {FOUR}",
    forks=EVERY_FORK,
)
def parts_lose_less_than_a_step_each_n4(
    ask: Ask, emission: Emission, together: Weight, a: OfAll, b: OfRest, c: OfLast
) -> bool:
    """The parts lose at most 4 steps of 2**-32 rao, together.

    They lose that of the whole emission where moving prices split it and any subnet has one, and
    else of what the shares of all subnets sum to of it.
    """
    return _lose_at_most(ask, _SUBNETS, emission, a, b, c, together)


@false_sibling("parts-lose-less-than-a-step-each-n4")
def parts_lose_nothing(
    ask: Ask, emission: Emission, together: Weight, a: OfAll, b: OfRest, c: OfLast
) -> bool:
    """The parts lose nothing."""
    return _lose_at_most(ask, 0, emission, a, b, c, together)


# The whole block


@invariant(
    "minted-at-most-emission-n4",
    rules=["SUP-7", "SUP-8", "SUP-9", "SUP-10"],
    bounds=f"all emissions up to 1 TAO, all prices and alpha emissions, and {FOUR}",
    operations=["supply.injection"],
    forks=UNTIL_ROOTPRICE,
    relies_on=[*PARTS, *TERMS],
)
def minted_at_most_emission_n4(
    ask: Ask,
    emission: Emission,
    a: Weight,
    b: AfterA,
    c: AfterB,
    d: AfterC,
    price: Amount,
    alpha_emission: Emission,
    opened: bool,
) -> bool:
    """A block never mints more than its emission."""
    subnets = tuple(_subnet(weight, price, alpha_emission, opened) for weight in (a, b, c, d))
    return bool(ask("supply.injection", emission=emission, subnets=subnets).minted <= emission)


@false_sibling("minted-at-most-emission-n4")
def minted_below_emission(ask: Ask, emission: Annotated[int, Range(1, BLOCK_EMISSION)]) -> bool:
    """A block always mints less than its emission."""
    weights = (_SHARE.one, *[0] * (_SUBNETS - 1))
    subnets = tuple(_subnet(weight, _AMOUNT.one, BLOCK_EMISSION, True) for weight in weights)
    return bool(ask("supply.injection", emission=emission, subnets=subnets).minted < emission)


@invariant(
    "minted-equals-emission",
    rules=["SUP-7", "SUP-8", "SUP-9", "SUP-10"],
    bounds="all issuances; 3, 118 or 128 subnets with equal weights, price one, room for alpha",
    operations=["supply.block_emission", "supply.injection"],
    forks=UNTIL_ROOTPRICE,
    refuted=True,
    landmarks=THRESHOLDS,
)
def minted_equals_emission(ask: Ask, issuance: U64, subnets: Literal[3, 118, 128]) -> bool:
    """A block mints the whole emission of its issuance."""
    emission = ask("supply.block_emission", total_issuance=issuance).emission
    equal = _subnet(_SHARE.one // subnets, _AMOUNT.one, BLOCK_EMISSION, opened=True)
    answer = ask("supply.injection", emission=emission, subnets=(equal,) * subnets)
    return bool(answer.minted == emission)
