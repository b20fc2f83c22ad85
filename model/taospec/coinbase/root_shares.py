"""Shares of the emission by price, by root's weight, and by what miners are really paid."""

from __future__ import annotations

from collections.abc import Sequence
from operator import mul

from taospec.bulk import bulk
from taospec.numbers import U64F64, U96F32, raw
from taospec.numbers.arithmetic import arithmetic
from taospec.rules import rule

_LAYOUT, _NARROW = U64F64.layout, U96F32.layout
_ONE = _NARROW.one
_add, _sub, _mul = arithmetic(_LAYOUT).add, arithmetic(_LAYOUT).sub, arithmetic(_LAYOUT).mul
_div = arithmetic(_LAYOUT).div


@rule("COI-44")
def shares(prices: Sequence[int], proportions: Sequence[int], withheld: Sequence[int]) -> list[int]:
    """From `rootprice` on: the part in the sum of price × root's weight × paid incentives.

    Where all of these are 0 the part in the sum of the prices alone. All of it U64F64 bits.

    Args:
        prices: moving prices, U96F32 bits.
        proportions: root's weight in each subnet, U96F32 bits.
        withheld: part of the last incentives that was not paid, U96F32 bits.
    """
    by_price = parts_of_the_sum(list(map(_wide, prices)))
    weighted = [
        _mul(share, _mul(_wide(proportion), _paid(burned)))
        for share, proportion, burned in zip(by_price, proportions, withheld, strict=True)
    ]
    return parts_of_the_sum(weighted) if any(weighted) else by_price


@rule("COI-46")
def shares_without_root(prices: Sequence[int], withheld: Sequence[int]) -> list[int]:
    """From `conviction` on: the part in the sum of price × paid incentives, as above."""
    by_price = parts_of_the_sum(list(map(_wide, prices)))
    weighted = [
        _mul(share, _paid(burned)) for share, burned in zip(by_price, withheld, strict=True)
    ]
    return parts_of_the_sum(weighted) if any(weighted) else by_price


@bulk(shares)
def all_shares(
    prices: Sequence[int], proportions: Sequence[int], withheld: Sequence[int]
) -> Sequence[int]:
    """`shares` of proportions of at most 1, whose product with a part fits the wide format."""
    if max(proportions, default=0) > _ONE:
        return shares(prices, proportions, withheld)
    paid = [_ONE - min(burned, _ONE) for burned in withheld]
    factors = list(map(mul, proportions, paid))
    return _quickly(prices, factors, shift=2 * _NARROW.frac)


@bulk(shares_without_root)
def all_shares_without_root(prices: Sequence[int], withheld: Sequence[int]) -> Sequence[int]:
    """`shares_without_root`: of what is withheld in the narrow format."""
    return _quickly(prices, [_ONE - min(burned, _ONE) for burned in withheld], shift=_NARROW.frac)


def _quickly(prices: Sequence[int], factors: Sequence[int], shift: int) -> Sequence[int]:
    fitting = max(prices, default=0) <= _LAYOUT.high >> _NARROW.frac
    by_price = _whole_parts(
        [price << _NARROW.frac for price in prices] if fitting else list(map(_wide, prices))
    )
    weighted = [(share * factor) >> shift for share, factor in zip(by_price, factors, strict=True)]
    return _whole_parts(weighted) if any(weighted) else by_price


def _whole_parts(amounts: Sequence[int]) -> Sequence[int]:
    """`parts_of_the_sum`, without a step that could saturate where the sum fits."""
    total = sum(amounts)
    if not 0 < total <= _LAYOUT.high:
        return parts_of_the_sum(amounts)
    return [(amount << _LAYOUT.frac) // total for amount in amounts]


def _paid(withheld: int) -> int:
    """The part of incentives that was paid, U64F64 bits."""
    return _sub(_LAYOUT.one, min(_wide(withheld), _LAYOUT.one))


@rule("COI-44", "COI-46")
def parts_of_the_sum(amounts: Sequence[int]) -> list[int]:
    """Each amount as a part of all of them together, truncated; all of it U64F64 bits.

    The sum saturates, and without one there are no parts.
    """
    total = 0
    for amount in amounts:
        total = _add(total, amount)
    return [_div(amount, total) for amount in amounts]


def _wide(bits: int) -> int:
    return raw.convert(bits, U96F32.layout, _LAYOUT)


@rule("COI-44")
def withheld_part(withheld: int, total: int) -> int:
    """Part of the incentives of an epoch that was withheld, U96F32 bits; 0 where there are none."""
    numbers = arithmetic(U96F32.layout)
    return numbers.div(numbers.from_int(withheld), numbers.from_int(total))
