"""Invariants of the numbers of an epoch: shares of a sum, and proportions in 16 bits."""

from __future__ import annotations

from typing import Annotated, Literal

from taospec.consensus import arrays
from taospec.consensus.arrays import ONE, U16_MAX, array_of
from taospec.consensus.epoch.bonds import MILLION
from taospec.invariants.consensus.common import (
    PRODUCTS,
    QUOTIENTS,
    SHARES,
    SINCE_DEREG,
    WIDE,
    Amount,
    Positive,
    Proportion,
    numbers,
)
from taospec.invariants.declare import Ask, Range, assume, false_sibling, invariant
from taospec.quantities import U16

_FOUR = "one to four numbers, each at most what 4096 uids can sum to"

Count = Literal[1, 2, 3, 4]


@invariant(
    "shares-sum-to-at-most-one-n4",
    rules=["CON-1", "CON-10", "CON-21"],
    bounds=_FOUR,
    apart_from=WIDE,
)
def shares_sum_to_at_most_one(
    _ask: Ask, count: Count, a: Amount, b: Amount, c: Amount, d: Amount
) -> bool:
    """Shares of a sum lie between zero and one, and sum to at most one.

    Those of n numbers lose at most n - 1 steps.
    """
    return SHARES.kept(array_of((a, b, c, d)[:count]))


@false_sibling("shares-sum-to-at-most-one-n4")
def shares_sum_to_one(_ask: Ask, a: Amount, b: Amount, c: Amount) -> bool:
    """Shares of a sum sum to one."""
    assume(a + b + c > 0)
    return bool(sum(numbers(arrays.normalise(array_of((a, b, c))))) == ONE)


@invariant(
    "shares-lose-less-than-a-step-each-n4",
    rules=["CON-1"],
    bounds=_FOUR,
    apart_from=WIDE,
)
def shares_lose_less_than_a_step_each(
    _ask: Ask, count: Count, a: Amount, b: Amount, c: Amount, d: Amount
) -> bool:
    """The shares of n numbers sum to at least n - 1 steps less than one."""
    values = (a, b, c, d)[:count]
    assume(sum(values) > 0)
    return bool(sum(numbers(arrays.normalise(array_of(values)))) >= ONE - (count - 1))


@false_sibling("shares-lose-less-than-a-step-each-n4")
def shares_lose_one_step(_ask: Ask, a: Amount, b: Amount, c: Amount) -> bool:
    """The shares of three numbers sum to at least a step less than one."""
    assume(a + b + c > 0)
    return bool(sum(numbers(arrays.normalise(array_of((a, b, c))))) >= ONE - 1)


@invariant(
    "normalising-twice-is-once",
    rules=["CON-1"],
    bounds="two numbers up to one that sum to at least one",
    apart_from=WIDE,
    refuted=True,
)
def normalising_twice_is_once(_ask: Ask, a: Amount, b: Amount) -> bool:
    """Shares of shares are the shares."""
    assume(a + b > 0)
    shares = arrays.normalise(array_of((a, b)))
    return numbers(arrays.normalise(shares)) == numbers(shares)


@invariant(
    "quotients-within-their-sum-n4",
    rules=["CON-1"],
    bounds=f"{_FOUR}, over a number that is at least as large",
    apart_from=WIDE,
)
def quotients_within_their_sum(
    _ask: Ask, count: Count, whole: Amount, a: Amount, b: Amount, c: Amount, d: Amount
) -> bool:
    """Quotients of one divisor sum to at most the quotient of the sum."""
    return QUOTIENTS.kept(array_of((a, b, c, d)[:count]), whole)


@false_sibling("quotients-within-their-sum-n4")
def quotients_are_that_of_the_sum(_ask: Ask, whole: Amount, a: Amount, b: Amount) -> bool:
    """Quotients of one divisor sum to the quotient of the sum."""
    assume(a + b <= whole)
    apart = arrays.safe_div(array_of((a, b)), whole)
    return bool(sum(numbers(apart)) == numbers(arrays.safe_div(array_of((a + b,)), whole))[0])


@invariant(
    "products-below-their-factors",
    rules=["CON-1"],
    bounds="all pairs of proportions",
    apart_from=WIDE,
)
def products_below_their_factors(_ask: Ask, a: Proportion, b: Proportion) -> bool:
    """A product of proportions is a proportion that exceeds neither.

    It is at least what both exceed one by together.
    """
    return PRODUCTS.kept(array_of((a,)), array_of((b,)))


@false_sibling("products-below-their-factors")
def products_keep_something(_ask: Ask, a: Positive, b: Positive) -> bool:
    """A product of two proportions above zero is above zero."""
    return bool(numbers(arrays.mul(array_of((a,)), array_of((b,)))) != [0])


# Proportions in 16 bits


@invariant(
    "u16-sums-at-most-65535-n4",
    rules=["CON-2"],
    bounds="four proportions that sum to at most one",
    apart_from=WIDE,
)
def u16_sums_at_most_65535(
    _ask: Ask, a: Proportion, b: Proportion, c: Proportion, d: Proportion
) -> bool:
    """Proportions that sum to at most one sum to at most 65,535 in 16 bits."""
    assume(a + b + c + d <= ONE)
    return bool(sum(numbers(arrays.to_u16(array_of((a, b, c, d))))) <= U16_MAX)


@false_sibling("u16-sums-at-most-65535-n4")
def u16_sums_are_65535(_ask: Ask, a: Proportion, b: Proportion) -> bool:
    """Two proportions that sum to one sum to 65,535 in 16 bits."""
    assume(a + b == ONE)
    return bool(sum(numbers(arrays.to_u16(array_of((a, b))))) == U16_MAX)


def _at_rest(ask: Ask, bond: int) -> tuple[tuple[int, int], ...]:
    """What is stored of one Yuma3 bond in uid 1 after an epoch that keeps all of the old bonds."""
    answer = ask(
        "consensus.bonds",
        n=2,
        yuma3=True,
        liquid_alpha=False,
        bonds_penalty=U16_MAX,
        bonds_moving_average=MILLION,
        alpha_low=0,
        alpha_high=0,
        alpha_sigmoid_steepness=0,
        consensus=(0, 0),
        incentive=(0, 0),
        active_stake=(0, 0),
        weights=(),
        bonds=((0, ((1, bond),)),),
    )
    return next((tuple(row) for uid, row in answer.stored_bonds if uid == 0), ())


@invariant(
    "u16-round-trip-loses-one",
    rules=["CON-57"],
    bounds="all u16 bonds",
    operations=["consensus.bonds"],
    forks=SINCE_DEREG,
    apart_from=WIDE,
    landmarks=(1, U16_MAX),
)
def u16_round_trip_loses_one(ask: Ask, bond: U16) -> bool:
    """A bond that is read and written again is a unit less, but for the largest and none."""
    if bond == 0:
        return _at_rest(ask, bond) == ()
    kept = bond if bond == U16_MAX else bond - 1
    return _at_rest(ask, bond) == ((1, kept),)


@false_sibling("u16-round-trip-loses-one")
def every_bond_loses_one(ask: Ask, bond: Annotated[int, Range(1, U16_MAX)]) -> bool:
    """A bond that is read and written again is a unit less."""
    return _at_rest(ask, bond) == ((1, bond - 1),)


@invariant(
    "bond-constant-at-alpha-zero",
    rules=["CON-57"],
    bounds="all u16 bonds",
    operations=["consensus.bonds"],
    forks=SINCE_DEREG,
    refuted=True,
)
def bond_constant_at_alpha_zero(ask: Ask, bond: U16) -> bool:
    """A Yuma3 bond of which an epoch keeps everything stays as it is."""
    return _at_rest(ask, bond) == (((1, bond),) if bond else ())
