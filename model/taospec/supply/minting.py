"""How much of a block's emission is minted: the split over subnets, and what each one takes in.

All intermediate amounts are raw U96F32 bits; fractions are dropped where an amount enters a 64-bit
counter, and never carried to the next block.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, NamedTuple, cast

import numpy as np

from taospec.bulk import bulk, in_turn
from taospec.numbers import U64F64, U96F32
from taospec.numbers.arithmetic import arithmetic
from taospec.numbers.words import Numbers, Words, largest, listed, smallest, word, words
from taospec.numbers.words import parts as product
from taospec.quantities import U128, AlphaRao, Bool, Rao, Unit
from taospec.rules import rule
from taospec.wire import Record

_amounts, _shares = arithmetic(U96F32.layout), arithmetic(U64F64.layout)
_from_int, _to_u64 = _amounts.from_int, _amounts.to_int
_add, _sub, _mul = _amounts.add, _amounts.sub, _amounts.mul
_div, _checked_div = _amounts.div, _amounts.checked_div
# Every block does so for every subnet: a named tuple of a whole row takes a third of the time.
_new = tuple.__new__
_FRAC = U96F32.layout.frac
_FRACTION_LOST = U64F64.layout.frac - U96F32.layout.frac


@dataclass(frozen=True, slots=True)
class Subnet(Record):
    """A subnet that shares in the emission of a block.

    Attributes:
        weight: what its share derives from. In forks that split by price the moving price (raw
            bits of U96F32), of which the share is the part in the sum; in those that split by flow
            the share itself (raw bits of U64F64).
        price: TAO per alpha, raw bits of U96F32.
        alpha_emission: alpha rao that its own curve allows a block.
        registration_open: whether neurons can register, by burn or by proof of work.
    """

    weight: Annotated[U128, Unit("raw bits")]
    price: Annotated[U128, Unit("U96F32 bits")]
    alpha_emission: AlphaRao
    registration_open: Bool


class Terms(NamedTuple):
    """What one block gives one subnet, raw U96F32 bits.

    Attributes:
        tao_in: TAO that enters the pool.
        alpha_in: alpha that enters the pool.
        alpha_out: alpha for participants.
        excess: TAO that buys alpha from the pool instead of entering beside it.
    """

    tao_in: int
    alpha_in: int
    alpha_out: int
    excess: int


_NOTHING = Terms(0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Injection(Record):
    """What one block gives one subnet, in whole rao: `Terms` without their fractions.

    Attributes:
        tao_in: TAO that enters the pool.
        alpha_in: alpha that enters the pool.
        alpha_out: alpha for participants.
        excess: TAO that buys alpha from the pool instead of entering beside it.
    """

    tao_in: Rao
    alpha_in: AlphaRao
    alpha_out: AlphaRao
    excess: Rao


def whole(terms: Terms) -> Injection:
    """Every amount floored on its own."""
    return Injection(*map(_to_u64, terms))


# The subnet's part of the emission


@rule("SUP-7")
def parts_by_moving_price(emission: int, weights: Sequence[int]) -> list[int]:
    """Raw bits of emission · weight / Σ weight: floored product, truncated quotient."""
    total = 0
    for weight in weights:
        total = _add(total, weight)
    bits = _from_int(emission)
    return [_div(_mul(bits, weight), total) for weight in weights]


@rule("SUP-7")
def parts_by_share(emission: int, weights: Sequence[int]) -> list[int]:
    """Raw bits of emission · share: floored to 64 fractional bits, then to 32."""
    bits, mul = _shares.from_int(emission), _shares.mul
    if weights and max(weights) * emission <= U64F64.layout.high:
        return [(emission * weight) >> _FRACTION_LOST for weight in weights]
    return [mul(bits, weight) >> _FRACTION_LOST for weight in weights]


# What the subnet takes in: of its part (raw bits), at its price (raw bits), of the alpha that its
# curve allows a block (rao), whether neurons can register, and the emission of the block (rao)


@rule("SUP-8")
def capped_alpha(
    part: int, price: int, alpha_emission: int, is_open: bool, _emission: int
) -> Terms:
    """`dtao`: the pool gets all the TAO, and alpha up to what the alpha curve allows.

    Above the cap TAO enters without its alpha, which moves the price. A subnet that admits nobody
    gets alpha but no TAO.
    """
    allowed = _from_int(alpha_emission)
    wanted = _checked_div(part, price)
    alpha_in = allowed if wanted is None or wanted > allowed else wanted
    return Terms(part if is_open else 0, alpha_in, allowed, 0)


@rule("SUP-9")
def subsidised(part: int, price: int, alpha_emission: int, is_open: bool, emission: int) -> Terms:
    """`dereg`: a subnet cheaper than its share gets a full block of alpha and a buyer.

    Where the price is below part / emission, as much TAO as keeps the price enters beside
    `emission` alpha, and the rest buys. A subnet that admits nobody takes nothing in, yet the rest
    still buys.
    """
    allowed, whole_block = _from_int(alpha_emission), _from_int(emission)
    if price < _div(part, whole_block):
        tao_in, alpha_in = _mul(price, whole_block), whole_block
        excess = _sub(part, tao_in)
    else:
        quotient = _checked_div(part, price)
        tao_in, alpha_in, excess = part, allowed if quotient is None else quotient, 0
    return _if_open(is_open, Terms(tao_in, alpha_in, allowed, excess))


@rule("SUP-10")
def excess_buys(part: int, price: int, alpha_emission: int, is_open: bool, _emission: int) -> Terms:
    """`flow`: alpha up to the alpha curve with the TAO that keeps the price; the rest buys.

    A subnet that admits nobody takes nothing in, yet the rest still buys.
    """
    allowed = _from_int(alpha_emission)
    return _if_open(is_open, _up_to(allowed, part, price, allowed))


@rule("SUP-10")
def excess_buys_above_tao_emission(
    part: int, price: int, alpha_emission: int, is_open: bool, emission: int
) -> Terms:
    """`halving`: the cap is the smaller of the alpha curve and the TAO emission of the block.

    A subnet that admits nobody is no part of the split at all.
    """
    if not is_open:
        return _NOTHING
    allowed, whole_block = _from_int(alpha_emission), _from_int(emission)
    cap = whole_block if whole_block < allowed else allowed
    return _up_to(cap, part, price, allowed)


@rule("SUP-36")
def excess_buys_above_root_part(
    part: int, price: int, alpha_emission: int, is_open: bool, proportion: int
) -> Terms:
    """`rootprice`: the cap is root's part of the alpha curve.

    Args:
        part: U96F32 bits.
        price: U96F32 bits.
        alpha_emission: rao.
        is_open: whether neurons can register.
        proportion: root's weight in the subnet, U96F32 bits.
    """
    if not is_open:
        return _NOTHING
    allowed = _from_int(alpha_emission)
    return _up_to(_mul(proportion, allowed), part, price, allowed)


def _up_to(cap: int, part: int, price: int, alpha_out: int) -> Terms:
    wanted = _div(part, price)
    if wanted > cap:
        tao_in = _mul(cap, price)
        return _new(Terms, (tao_in, cap, alpha_out, _sub(part, tao_in)))
    return _new(Terms, (part, wanted, alpha_out, 0))


# The same of many subnets


Columns = tuple[Numbers, Numbers, Numbers, Numbers]
"""The numbers of each field of `Terms`."""

# Curves and prices whose products fit a word.
_LOW_CURVE, _LOW_PRICE = 1 << 31, 1 << _FRAC
_FRAC_WORD, _NONE, _2 = word(_FRAC), word(0), word(2)


@bulk(capped_alpha)
def all_capped_alpha(
    parts: Numbers,
    prices: Numbers,
    curves: Numbers,
    are_open: Sequence[bool],
    emissions: Numbers,
) -> Columns:
    """`capped_alpha` of many."""
    small = _fitting(parts, prices, curves, curves)
    if small is None:
        return _in_turn(capped_alpha, parts, prices, curves, are_open, emissions)
    part, price, curve, _ = small
    _, alpha_in, alpha_out, _ = _words_up_to(curve, part, price, curve)
    tao_in = part if all(are_open) else _open(part, are_open)
    return tao_in, alpha_in, alpha_out, np.zeros_like(part)


@bulk(subsidised)
def all_subsidised(
    parts: Numbers,
    prices: Numbers,
    curves: Numbers,
    are_open: Sequence[bool],
    emissions: Numbers,
) -> Columns:
    """`subsidised` of many."""
    small = _fitting(parts, prices, curves, emissions)
    if small is None or smallest(small[3]) == 0:
        return _in_turn(subsidised, parts, prices, curves, are_open, emissions)
    part, price, curve, emission = small
    buys = price < part // emission
    tao_in = np.where(buys, price * emission, part)
    # without a buyer the part is worth less than the block and one emission more
    wanted, rest = np.divmod(tao_in, price)
    alpha_in = (wanted << _FRAC_WORD) + (rest << _FRAC_WORD) // price
    terms = tao_in, alpha_in, curve << _FRAC_WORD, part - tao_in
    return _only_excess_where_closed(terms, are_open)


@bulk(excess_buys)
def all_excess_buys(
    parts: Numbers,
    prices: Numbers,
    curves: Numbers,
    are_open: Sequence[bool],
    _emissions: Numbers,
) -> Columns:
    """`excess_buys` of many."""
    return _only_excess_where_closed(_all_up_to(curves, parts, prices, curves), are_open)


@bulk(excess_buys_above_tao_emission)
def all_excess_buys_above_tao_emission(
    parts: Numbers,
    prices: Numbers,
    curves: Numbers,
    are_open: Sequence[bool],
    emissions: Numbers,
) -> Columns:
    """`excess_buys_above_tao_emission` of many."""
    caps = list(map(min, listed(curves), listed(emissions)))
    return _nothing_where_closed(_all_up_to(caps, parts, prices, curves), are_open)


@bulk(excess_buys_above_root_part)
def all_excess_buys_above_root_part(
    parts: Numbers,
    prices: Numbers,
    curves: Numbers,
    are_open: Sequence[bool],
    proportions: Numbers,
) -> Columns:
    """`excess_buys_above_root_part` of many."""
    small = words(parts, prices, curves, proportions)
    if (
        small is None
        or largest(small[2]) >= _LOW_CURVE
        or largest(small[3]) > _LOW_PRICE
        or not 0 < smallest(small[1]) <= largest(small[1]) <= _LOW_PRICE
        or largest(small[0]) >= 1 << 63
    ):
        columns = parts, prices, curves, are_open, proportions
        return _in_turn(excess_buys_above_root_part, *columns)
    part, price, curve, proportion = small
    fractions = _words_up_to_fractions(proportion * curve, part, price, curve)
    return _nothing_where_closed(fractions, are_open)


def _words_up_to_fractions(caps: Words, parts: Words, prices: Words, curves: Words) -> Columns:
    """`_up_to` of many, with caps in bits, at prices of at most 1."""
    most = product(caps, prices)
    # two units above what the cap is worth a part wants more than the cap in any case
    wanting = np.minimum(parts, most + _2)
    whole_units, rest = np.divmod(wanting, prices)
    wanted = (whole_units << _FRAC_WORD) + (rest << _FRAC_WORD) // prices
    tao_in = np.where(wanted > caps, most, parts)
    return tao_in, np.minimum(wanted, caps), curves << _FRAC_WORD, parts - tao_in


def _all_up_to(caps: Numbers, parts: Numbers, prices: Numbers, curves: Numbers) -> Columns:
    """`_up_to` of many, with caps and curves in rao."""
    small = _fitting(parts, prices, curves, caps)
    if small is not None:
        part, price, curve, cap = small
        return _words_up_to(cap, part, price, curve)
    return _lists_up_to(*map(listed, (caps, parts, prices, curves)))


def _fitting(parts: Numbers, prices: Numbers, curves: Numbers, caps: Numbers) -> list[Words] | None:
    """The same as words, where the products of amounts and prices fit words too."""
    small = words(parts, prices, curves, caps)
    if (
        small is not None
        and max(largest(small[2]), largest(small[3])) < _LOW_CURVE
        and 0 < smallest(small[1]) <= largest(small[1]) <= _LOW_PRICE
    ):
        return small
    return None


def _in_turn(rule: Callable[..., Terms], *columns: Numbers | Sequence[bool]) -> Columns:
    return cast("Columns", in_turn(rule, *columns) or ([], [], [], []))


def _words_up_to(caps: Words, parts: Words, prices: Words, curves: Words) -> Columns:
    """At a price of at most 1 a part wants more than the cap where it is worth more, by any bit."""
    tao_in = np.minimum(parts, caps * prices)
    wanted, rest = np.divmod(tao_in, prices)
    alpha_in = (wanted << _FRAC_WORD) + (rest << _FRAC_WORD) // prices
    return tao_in, alpha_in, curves << _FRAC_WORD, parts - tao_in


def _lists_up_to(
    caps: Sequence[int], parts: Sequence[int], prices: Sequence[int], curves: Sequence[int]
) -> Columns:
    """Above the cap the part is worth more than the cap at this price: nothing can saturate."""
    tao_in, excess = list(parts), [0] * len(parts)
    alpha_in: list[int] = []
    most = U96F32.layout.high
    for place, (rao, part, price) in enumerate(zip(caps, parts, prices, strict=True)):
        cap = rao << _FRAC
        wanted = (part << _FRAC) // price if price else 0
        if not cap < wanted <= most:
            alpha_in.append(wanted if wanted <= most else 0)
            continue
        entering = (cap * price) >> _FRAC
        tao_in[place], excess[place] = entering, part - entering
        alpha_in.append(cap)
    return tao_in, alpha_in, [curve << _FRAC for curve in curves], excess


def _only_excess_where_closed(terms: Columns, are_open: Sequence[bool]) -> Columns:
    if all(are_open):
        return terms
    tao_in, alpha_in, alpha_out, excess = terms
    return _open(tao_in, are_open), _open(alpha_in, are_open), _open(alpha_out, are_open), excess


def _nothing_where_closed(terms: Columns, are_open: Sequence[bool]) -> Columns:
    tao_in, alpha_in, alpha_out, excess = _only_excess_where_closed(terms, are_open)
    return tao_in, alpha_in, alpha_out, _open(excess, are_open)


def _open(amounts: Numbers, are_open: Sequence[bool]) -> Numbers:
    if isinstance(amounts, np.ndarray):
        return np.where(are_open, amounts, _NONE)
    return [amount if is_open else 0 for amount, is_open in zip(amounts, are_open, strict=True)]


def _if_open(is_open: bool, terms: Terms) -> Terms:
    return terms if is_open else Terms(0, 0, 0, terms.excess)


# What the counter gains


@rule("SUP-7")
def minted_without_excess(tao_in: Sequence[int], _excess: Sequence[int]) -> int:
    """Rao that a block adds to TotalIssuance where bought TAO stays out of the counter."""
    return sum(tao_in)


@rule("SUP-7")
def minted_with_excess(tao_in: Sequence[int], excess: Sequence[int]) -> int:
    """Rao that a block adds to TotalIssuance where bought TAO counts, each floor on its own."""
    return sum(tao_in) + sum(excess)
