"""Which subnet makes room for a new one, and what its end leaves to whom."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from hashlib import blake2b
from typing import Annotated, NamedTuple

from taospec.numbers import U64F64, U96F32
from taospec.numbers.arithmetic import arithmetic
from taospec.numbers.raw import U64, Layout
from taospec.quantities import U16, U128, Block, Unit
from taospec.rules import rule
from taospec.supply import dissolution

_numbers = arithmetic(U96F32.layout)
_U16_MAX = 2**16 - 1


class Subnet(NamedTuple):
    """What decides whether a subnet stays.

    Attributes:
        netuid: its id.
        price: its moving price; 1 without a pool.
        registered: block of its registration.
    """

    netuid: U16
    price: Annotated[U128, Unit("U96F32 bits")]
    registered: Block


@rule("REG-8")
def to_prune(subnets: Iterable[Subnet], now: int, immunity: int) -> int | None:
    """The subnet that makes room: lowest moving price, then earliest registration, then first.

    Args:
        subnets: all but root, in storage order.
        now: the block.
        immunity: blocks for which a subnet is safe (`NetworkImmunityPeriod`).

    Returns:
        Its id; None if all are immune.
    """
    mortal = [one for one in subnets if now >= min(one.registered + immunity, U64.high)]
    if not mortal:
        return None
    return min(mortal, key=lambda one: (one.price, one.registered)).netuid


class Lock(NamedTuple):
    """What becomes of the lock that was paid for a subnet.

    Attributes:
        pool: rao of TAO, and as much alpha, that the pool begins with.
        recycled: rao that leave the issuance.
        staked: rao that the sum of all stake grows by.
    """

    pool: int
    recycled: int
    staked: int


@rule("REG-17")
def split_lock(paid: int, minimum: int) -> Lock:
    """Divide a lock: the minimum becomes the pool, paid or not; what is above it is recycled."""
    return Lock(minimum, max(0, paid - minimum), minimum if paid else 0)


@rule("REG-31")
def median_price(prices: Iterable[int], layout: Layout = U96F32.layout) -> int:
    """The median of the prices above zero, in their own format; 1 where there is none."""
    priced = sorted(price for price in prices if price)
    if not priced:
        return layout.one
    middle = len(priced) // 2
    if len(priced) % 2:
        return priced[middle]
    numbers = arithmetic(layout)
    return numbers.div(numbers.add(priced[middle - 1], priced[middle]), numbers.from_int(2))


@rule("REG-31")
def alpha_beside(tao: int, price: int, layout: Layout = U96F32.layout) -> int:
    """Alpha in whole rao that makes a pool with so much TAO have a price, told in a format."""
    numbers = arithmetic(layout)
    return numbers.to_int(numbers.div(numbers.from_int(tao), price))


class Holder(NamedTuple):
    """Who holds alpha of a subnet.

    Attributes:
        hotkey: with whom.
        coldkey: who.
        value: of the alpha.
    """

    hotkey: bytes
    coldkey: bytes
    value: int


@rule("REG-10")
def raw_share(share: int) -> int:
    """What counts as the value of a share (raw U64F64 bits) that is worth nothing: its number."""
    return share >> U64F64.layout.frac


@rule("REG-10")
def payout(pot: int, holders: Sequence[Holder]) -> list[tuple[bytes, int]]:
    """Coldkeys and the rao they are paid, in the order in which the chain pays them.

    That is the order of the holders, and the order of their remainders where anything remained:
    what matters to an account that is too small for one payment and not for two. A holder of
    nothing is paid nothing, not even a payment of 0.

    Args:
        pot: rao to share.
        holders: in storage order.
    """
    counted = [holder for holder in holders if holder.value]
    values = [holder.value for holder in counted]
    paid = list(zip(counted, dissolution.shares(pot, values), strict=True))
    total = sum(values)
    paid.sort(key=lambda share: pot * share[0].value % total, reverse=True)
    return [(holder.coldkey, amount) for holder, amount in paid]


@rule("REG-9")
def lowest_free(taken: Collection[int]) -> int:
    """The lowest id from 1 on that no subnet has."""
    netuid = 1
    while netuid in taken:
        netuid += 1
    return netuid


@rule("REG-10")
def holder_order(hotkey: bytes, coldkey: bytes) -> bytes:
    """Sort key of the holders of alpha as the chain's storage walks them, hashed key by key."""
    return _hashed(hotkey) + _hashed(coldkey)


def _hashed(account: bytes) -> bytes:
    return blake2b(account, digest_size=16).digest() + account


@rule("REG-11")
def owner_part(alpha: int, cut: int) -> int:
    """Alpha of the owner's cut in so much emission; the part is truncated, the product floored."""
    return _numbers.to_int(
        _numbers.mul(
            _numbers.from_int(alpha),
            _numbers.div(_numbers.from_int(cut), _numbers.from_int(_U16_MAX)),
        )
    )


@rule("REG-11")
def at_price(alpha: int, price: int) -> int:
    """Rao for alpha at a price of raw U96F32 bits, floored."""
    return _numbers.to_int(_numbers.mul(_numbers.from_int(alpha), price))


@rule("REG-11")
def refund(lock: int, registered: int, start: int, earned: int) -> int:
    """What the owner of a dissolved subnet gets back.

    Args:
        lock: `SubnetLocked`.
        registered: block of the registration.
        start: `NetworkRegistrationStartBlock`; a subnet from that block on gets nothing.
        earned: rao that the owner is held to have earned already.
    """
    return max(0, lock - earned) if registered < start else 0
