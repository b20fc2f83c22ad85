"""How much of a block's emission is minted: the split over subnets, and what each one takes in.

All intermediate amounts are raw U96F32 bits; fractions are dropped where an amount enters a 64-bit
counter, and never carried to the next block.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from taospec.numbers import U64F64, U96F32, raw
from taospec.quantities import U128, Bool, Rao, Unit
from taospec.rules import rule
from taospec.wire import Record

_FORMAT = U96F32.layout


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
    alpha_emission: Rao
    registration_open: Bool


@dataclass(frozen=True, slots=True)
class Terms:
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
    alpha_in: Rao
    alpha_out: Rao
    excess: Rao


def whole(terms: Terms) -> Injection:
    """Every amount floored on its own."""
    amounts = (terms.tao_in, terms.alpha_in, terms.alpha_out, terms.excess)
    return Injection(*(raw.to_int(amount, _FORMAT) for amount in amounts))


# The subnet's part of the emission


@rule("SUP-7")
def parts_by_moving_price(emission: int, subnets: Sequence[Subnet]) -> list[int]:
    """Raw bits of emission · weight / Σ weight: floored product, truncated quotient."""
    total = 0
    for subnet in subnets:
        total = raw.add(total, subnet.weight, _FORMAT)
    bits = raw.from_int(emission, _FORMAT)
    return [_zero_if_undefined(raw.mul(bits, subnet.weight, _FORMAT), total) for subnet in subnets]


def _zero_if_undefined(dividend: int, divisor: int) -> int:
    quotient = raw.checked_div(dividend, divisor, _FORMAT)
    return 0 if quotient is None else quotient


@rule("SUP-7")
def parts_by_share(emission: int, subnets: Sequence[Subnet]) -> list[int]:
    """Raw bits of emission · share: floored to 64 fractional bits, then to 32."""
    wide = U64F64.layout
    bits = raw.from_int(emission, wide)
    return [raw.convert(raw.mul(bits, subnet.weight, wide), wide, _FORMAT) for subnet in subnets]


# What the subnet takes in


@rule("SUP-8")
def capped_alpha(part: int, subnet: Subnet, _emission: int) -> Terms:
    """`dtao`: the pool gets all the TAO, and alpha up to what the alpha curve allows.

    Above the cap TAO enters without its alpha, which moves the price. A subnet that admits nobody
    gets alpha but no TAO.
    """
    allowed = raw.from_int(subnet.alpha_emission, _FORMAT)
    wanted = raw.checked_div(part, subnet.price, _FORMAT)
    alpha_in = allowed if wanted is None or wanted > allowed else wanted
    return Terms(part if subnet.registration_open else 0, alpha_in, allowed, 0)


@rule("SUP-9")
def subsidised(part: int, subnet: Subnet, emission: int) -> Terms:
    """`dereg`: a subnet cheaper than its share gets a full block of alpha and a buyer.

    Where the price is below part / emission, as much TAO as keeps the price enters beside
    `emission` alpha, and the rest buys. A subnet that admits nobody takes nothing in, yet the rest
    still buys.
    """
    allowed = raw.from_int(subnet.alpha_emission, _FORMAT)
    whole_block = raw.from_int(emission, _FORMAT)
    if subnet.price < raw.safe_div(part, whole_block, _FORMAT):
        tao_in, alpha_in = raw.mul(subnet.price, whole_block, _FORMAT), whole_block
        excess = raw.sub(part, tao_in, _FORMAT)
    else:
        quotient = raw.checked_div(part, subnet.price, _FORMAT)
        tao_in, alpha_in, excess = part, allowed if quotient is None else quotient, 0
    return _if_open(subnet, Terms(tao_in, alpha_in, allowed, excess))


@rule("SUP-10")
def excess_buys(part: int, subnet: Subnet, _emission: int) -> Terms:
    """`flow`: alpha up to the alpha curve with the TAO that keeps the price; the rest buys.

    A subnet that admits nobody takes nothing in, yet the rest still buys.
    """
    allowed = raw.from_int(subnet.alpha_emission, _FORMAT)
    return _if_open(subnet, _up_to(allowed, part, subnet.price, allowed))


@rule("SUP-10")
def excess_buys_above_tao_emission(part: int, subnet: Subnet, emission: int) -> Terms:
    """`halving`: the cap is the smaller of the alpha curve and the TAO emission of the block.

    A subnet that admits nobody is no part of the split at all.
    """
    if not subnet.registration_open:
        return _NOTHING
    allowed = raw.from_int(subnet.alpha_emission, _FORMAT)
    whole_block = raw.from_int(emission, _FORMAT)
    cap = whole_block if whole_block < allowed else allowed
    return _up_to(cap, part, subnet.price, allowed)


def _up_to(cap: int, part: int, price: int, alpha_out: int) -> Terms:
    wanted = raw.safe_div(part, price, _FORMAT)
    if wanted > cap:
        tao_in = raw.mul(cap, price, _FORMAT)
        return Terms(tao_in, cap, alpha_out, raw.sub(part, tao_in, _FORMAT))
    return Terms(part, wanted, alpha_out, 0)


def _if_open(subnet: Subnet, terms: Terms) -> Terms:
    if subnet.registration_open:
        return terms
    return Terms(0, 0, 0, terms.excess)


# What the counter gains


@rule("SUP-7")
def minted_without_excess(injections: Sequence[Injection]) -> int:
    """Rao that a block adds to TotalIssuance where bought TAO stays out of the counter."""
    return sum(injection.tao_in for injection in injections)


@rule("SUP-7")
def minted_with_excess(injections: Sequence[Injection]) -> int:
    """Rao that a block adds to TotalIssuance where bought TAO counts, each floor on its own."""
    return sum(injection.tao_in + injection.excess for injection in injections)
