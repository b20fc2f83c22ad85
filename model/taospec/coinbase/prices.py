"""The moving price: an average of the spot price that a young subnet earns slowly."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from taospec.bulk import bulk
from taospec.numbers import U64F64, U96F32, raw
from taospec.numbers.arithmetic import arithmetic
from taospec.numbers.words import (
    MOST,
    Numbers,
    Words,
    high_words,
    largest,
    listed,
    parts,
    smallest,
    word,
    words,
)
from taospec.rules import rule

_U96 = arithmetic(U96F32.layout)
_add, _sub, _mul = _U96.add, _U96.sub, _U96.mul
_ONE, _FRAC = U96F32.layout.one, U96F32.layout.frac
_ONE_WORD, _FRAC_WORD = word(_ONE), word(_FRAC)
_FINER, _LOST = arithmetic(U64F64.layout), word(U64F64.layout.frac - U96F32.layout.frac)
_NONE = word(0)
# Averages whose part leaves room in a word for that of a price.
_ROOM = 1 << 63


@rule("COI-4")
def counted_price(stored: int, *, is_dynamic: bool) -> int:
    """What the chain answers for a moving price: U96F32 bits.

    A subnet without a pool counts as 1 whatever is stored; a negative price counts as 0.

    Args:
        stored: `SubnetMovingPrice`, I96F32 bits.
        is_dynamic: whether the subnet has a pool, that is `SubnetMechanism` = 1.
    """
    if not is_dynamic:
        return _ONE
    return 0 if stored < 0 else stored


@bulk(counted_price)
def counted_prices(stored: Sequence[int], *, are_dynamic: Sequence[bool]) -> Sequence[int]:
    """`counted_price` of many: where all have pools, and none is negative, what is stored."""
    if all(are_dynamic) and (not stored or min(stored) >= 0):
        return stored
    return [
        counted_price(price, is_dynamic=is_dynamic)
        for price, is_dynamic in zip(stored, are_dynamic, strict=True)
    ]


@rule("COI-5")
def age(block: int, first_emission_block: int) -> int:
    """Blocks since the call that started the subnet, the block before its first emission."""
    started = first_emission_block - 1 if first_emission_block > 0 else 0
    return block - started if block > started else 0


@bulk(age)
def ages(block: int, first_emission_blocks: Numbers) -> Numbers:
    """`age` of many in one block."""
    first = words(first_emission_blocks)
    if first is not None and smallest(first[0]) > 0 and largest(first[0]) <= block:
        return word(block + 1) - first[0]
    return [age(block, each) for each in listed(first_emission_blocks)]


@rule("COI-5")
def smoothing(rate: int, blocks: int, halving_blocks: int) -> int:
    """Weight of the new price in the average, U96F32 bits: rate · blocks / (blocks + halving).

    Args:
        rate: `SubnetMovingAlpha`, I96F32 bits; a negative one counts as 0, as its product does.
        blocks: age of the subnet.
        halving_blocks: `EMAPriceHalvingBlocks`, the age at which half the rate applies.
    """
    both = blocks + halving_blocks
    grown = blocks * _ONE // both if both else 0
    return _mul(rate, grown)


@bulk(smoothing)
def smoothings(rate: int, ages: Numbers, halving_blocks: Numbers) -> Numbers:
    """`smoothing` of many subnets at one rate, which is at most 1."""
    small = words(ages, halving_blocks)
    if small is not None and 0 <= rate <= _ONE and all(largest(each) < _ONE for each in small):
        blocks, halving = small
        if smallest(halving) > 0:
            return parts((blocks << _FRAC_WORD) // (blocks + halving), word(rate))
    both = zip(listed(ages), listed(halving_blocks), strict=True)
    return [smoothing(rate, *each) for each in both]


@rule("COI-5", "COI-6")
def next_moving_price(counted: int, price: int, weight: int) -> int:
    """The moving price that a block stores, I96F32 bits.

    Args:
        counted: what the chain answers for the old one (`counted_price`), which for a subnet
            without a pool is 1: so such a subnet stores exactly 1.
        price: the spot price, U96F32 bits; one above 1 counts as 1.
        weight: of the new price (`smoothing`).
    """
    fresh = _mul(weight, price if price < _ONE else _ONE)
    return _add(fresh, _mul(_sub(_ONE, weight), counted))


@bulk(next_moving_price)
def next_moving_prices(counted: Numbers, prices: Numbers, weights: Numbers) -> Numbers:
    """`next_moving_price` of many: of weights up to 1 and averages that leave room to add."""
    small = words(counted, prices, weights)
    if small is not None:
        old, fresh, weight = small
        if largest(old) < _ROOM and largest(weight) <= _ONE:
            return parts(np.minimum(fresh, _ONE_WORD), weight) + parts(old, _ONE_WORD - weight)
    return list(map(next_moving_price, listed(counted), listed(prices), listed(weights)))


@rule("COI-10")
def root_sells(counted_prices: Iterable[int]) -> bool:
    """Whether the moving prices sum to more than 1, exactly 1 not being more.

    The sum wraps at 2**96.
    """
    return raw.wrap(sum(counted_prices), U96F32.layout) > _ONE


@rule("COI-45")
def finer_moving_price(
    counted: int, price: int, rate: int, blocks: int, halving_blocks: int
) -> int:
    """From `balancer` on: the moving price that a block stores, computed in U64F64.

    Args:
        counted: what the chain answers for the old one, U96F32 bits.
        price: the spot price, U64F64 bits; one above 1 counts as 1.
        rate: `SubnetMovingAlpha`, I96F32 bits; a negative one counts as 0.
        blocks: age of the subnet.
        halving_blocks: `EMAPriceHalvingBlocks`.
    """
    finer = _FINER
    one, lost = U64F64.layout.one, U64F64.layout.frac - U96F32.layout.frac
    grown = finer.div(finer.from_int(blocks), finer.from_int(blocks + halving_blocks))
    weight = finer.mul(min(max(0, rate) << lost, U64F64.layout.high), grown)
    fresh = finer.mul(weight, min(price, one))
    old = min(counted << lost, U64F64.layout.high)
    average = finer.add(fresh, finer.mul(finer.sub(one, weight), old))
    return average >> lost


@bulk(finer_moving_price)
def finer_moving_prices(
    counted: Numbers, prices: Numbers, rate: int, ages: Numbers, halving_blocks: Numbers
) -> Numbers:
    """`finer_moving_price` of many subnets at one rate: of rates and old prices of at most 1."""
    small = words(counted, ages, halving_blocks)
    if small is None or not 0 < rate <= _ONE or not _are_below_one(*small):
        rows = zip(*map(listed, (counted, prices, ages, halving_blocks)), strict=True)
        return [finer_moving_price(old, price, rate, *each) for old, price, *each in rows]
    weights = parts(_grown(*small[1:]), word(rate))
    fitting = words(prices)
    if fitting is not None:
        fresh = high_words(weights, fitting[0])
    else:
        clipped = np.array([min(price, MOST) for price in listed(prices)], np.uint64)
        at_least_one = [price > MOST for price in listed(prices)]
        fresh = np.where(at_least_one, weights, high_words(weights, clipped))
    old = small[0] << _LOST
    kept = np.where(weights == _NONE, old, high_words(_NONE - weights, old))
    return (fresh + kept) >> _LOST


def _are_below_one(counted: Words, ages: Words, halving_blocks: Words) -> bool:
    """Whether the prices are, and the ages so low that a subnet has not grown up for good."""
    low = all(largest(column) < _ONE for column in (counted, ages, halving_blocks))
    return low and smallest(halving_blocks) > 0


def _grown(ages: Words, halving_blocks: Words) -> Words:
    """How far subnets have grown, in 2**-64: two divisions by 32 bits."""
    both = ages + halving_blocks
    upper, rest = np.divmod(ages << _LOST, both)
    grown: Words = (upper << _LOST) + (rest << _LOST) // both
    return grown
