"""Invariants of what pools take in beside root, from `rootprice` on."""

from __future__ import annotations

from typing import Annotated

from taospec.invariants.declare import Ask, Contract, Range, assume, false_sibling, invariant
from taospec.invariants.supply.minting import (
    FOUR,
    PARTS,
    AfterA,
    AfterB,
    AfterC,
    Amount,
    Emission,
    Weight,
)
from taospec.numbers import U64F64, U96F32
from taospec.operations.supply import SubnetBesideRoot
from taospec.supply import minting
from taospec.supply.emission import BLOCK_EMISSION
from taospec.timeline import since

_ONE = U96F32.layout.one
SINCE_ROOTPRICE = since("rootprice")

Proportion = Annotated[int, Range(0, _ONE)]
Part = Annotated[int, Range(0, BLOCK_EMISSION * _ONE)]


def _required(
    part: int, price: int, alpha_emission: int, _opened: bool, proportion: int
) -> tuple[bool, ...]:
    return (
        part >= 0,
        part <= BLOCK_EMISSION * _ONE,
        price >= 0,
        alpha_emission >= 0,
        alpha_emission <= BLOCK_EMISSION,
        proportion >= 0,
        proportion <= _ONE,
    )


def _ensured(
    terms: minting.Terms, part: int, _price: int, alpha_emission: int, opened: bool, _root: int
) -> tuple[bool, ...]:
    return (
        *(amount >= 0 for amount in terms),
        terms.tao_in + terms.excess == (part if opened else 0),
        terms.alpha_in <= alpha_emission * _ONE,
        terms.alpha_out == (alpha_emission * _ONE if opened else 0),
    )


TERMS = Contract(
    target="taospec.supply.minting:excess_buys_above_root_part",
    proved_as="intake-beside-root-is-the-part",
    requires=_required,
    ensures=_ensured,
    shape=lambda unknown, *_: minting.Terms(*(unknown() for _ in range(4))),
)


@invariant(
    "intake-beside-root-is-the-part",
    rules=["SUP-36"],
    bounds="all prices and proportions of root, parts and alpha emissions up to 1 TAO",
    forks=SINCE_ROOTPRICE,
)
def intake_is_the_part(
    _ask: Ask,
    part: Part,
    price: Amount,
    alpha_emission: Emission,
    opened: bool,
    proportion: Proportion,
) -> bool:
    """The TAO that an open subnet takes in and the TAO that buys its alpha are all of its part.

    Of alpha no more than its curve allows enters, and just that is created for participants.
    """
    return TERMS.kept(part, price, alpha_emission, opened, proportion)


@false_sibling("intake-beside-root-is-the-part")
def intake_enters(
    ask: Ask,
    part: Part,
    price: Amount,
    alpha_emission: Emission,
    proportion: Proportion,
) -> bool:
    """All of the part of an open subnet enters its pool."""
    given = (part, price, alpha_emission, True, proportion)
    assume(*_required(*given))
    return bool(ask.fork.supply.terms(*given).tao_in == part)


@invariant(
    "alpha-in-within-roots-part",
    rules=["SUP-36"],
    bounds="one subnet that gets the whole emission, all prices and proportions of root, "
    "emissions up to 1 TAO",
    operations=["supply.intake"],
    forks=SINCE_ROOTPRICE,
)
def alpha_in_within_roots_part(
    ask: Ask, emission: Emission, price: Amount, allowed: Emission, proportion: Proportion
) -> bool:
    """No more alpha enters a pool than root's part of what the curve of the subnet allows."""
    subnet = _subnet(U64F64.layout.one, price, allowed, proportion, True)
    [taken] = ask("supply.intake", emission=emission, subnets=(subnet,)).subnets
    return bool(taken.alpha_in * _ONE <= proportion * allowed)


@false_sibling("alpha-in-within-roots-part")
def alpha_in_below_half(
    ask: Ask, emission: Emission, price: Amount, allowed: Emission, proportion: Proportion
) -> bool:
    """At most half of what the curve of the subnet allows enters its pool."""
    subnet = _subnet(U64F64.layout.one, price, allowed, proportion, True)
    [taken] = ask("supply.intake", emission=emission, subnets=(subnet,)).subnets
    return bool(2 * taken.alpha_in <= allowed)


def _subnet(
    share: int, price: int, alpha_emission: int, proportion: int, opened: bool
) -> SubnetBesideRoot:
    return SubnetBesideRoot(share, price, alpha_emission, proportion, opened)


@invariant(
    "taken-and-left-are-the-emission-n4",
    rules=["SUP-7", "SUP-36"],
    bounds=f"all emissions up to 1 TAO, prices, proportions and alpha emissions, and {FOUR}",
    operations=["supply.intake"],
    forks=SINCE_ROOTPRICE,
    relies_on=[*PARTS, TERMS],
)
def taken_and_left_are_the_emission_n4(
    ask: Ask,
    emission: Emission,
    a: Weight,
    b: AfterA,
    c: AfterB,
    d: AfterC,
    price: Amount,
    alpha_emission: Emission,
    proportion: Proportion,
    opened: bool,
) -> bool:
    """What enters pools, what buys and what is left are together what the block has minted."""
    subnets = tuple(
        _subnet(share, price, alpha_emission, proportion, opened) for share in (a, b, c, d)
    )
    answer = ask("supply.intake", emission=emission, subnets=subnets)
    spent = sum(taken.tao_in + taken.excess for taken in answer.subnets)
    return bool(spent + answer.left == emission)


@false_sibling("taken-and-left-are-the-emission-n4")
def nothing_is_left(ask: Ask, emission: Annotated[int, Range(1, BLOCK_EMISSION)]) -> bool:
    """Nothing is left of what the block has minted where the shares of four are all of it."""
    quarter = U64F64.layout.one // 4
    subnets = tuple(_subnet(quarter, _ONE, BLOCK_EMISSION, _ONE, True) for _ in range(4))
    return bool(ask("supply.intake", emission=emission, subnets=subnets).left == 0)
