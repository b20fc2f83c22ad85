"""How the reserves of a pool move by what was paid in and out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from taospec.bulk import bulk
from taospec.pools.records import U64_MAX, Fill, Pool
from taospec.rules import rule

# Own and provided reserve after something left, from both before and what leaves.
Taken = Callable[[int, int, int], tuple[int, int]]
I64_MAX = 2**63 - 1


@rule("POO-1")
def one_to_one(pool: Pool, amount: int) -> Fill:
    """What a subnet without a pool makes of an amount; a swap state it may have stays."""
    return Fill(pool.position, amount, 0, amount)


@rule("POO-13")
def tao_for_alpha(pool: Pool, fill: Fill, entering: int, leaving: int, taken: Taken) -> Pool:
    """The pool after TAO entered and alpha left."""
    alpha, provided = taken(pool.alpha, pool.alpha_provided, leaving)
    tao = min(pool.tao + entering, U64_MAX)
    return Pool(
        pool.dynamic,
        tao,
        alpha,
        pool.tao_provided,
        provided,
        pool.fee_rate,
        pool.scrap_tao,
        pool.scrap_alpha,
        fill.position,
        fill.weights or pool.weights,
    )


@rule("POO-13")
def alpha_for_tao(pool: Pool, fill: Fill, entering: int, leaving: int, taken: Taken) -> Pool:
    """The pool after alpha entered and TAO left."""
    tao, provided = taken(pool.tao, pool.tao_provided, leaving)
    alpha = min(pool.alpha + entering, U64_MAX)
    return Pool(
        pool.dynamic,
        tao,
        alpha,
        provided,
        pool.alpha_provided,
        pool.fee_rate,
        pool.scrap_tao,
        pool.scrap_alpha,
        fill.position,
        fill.weights or pool.weights,
    )


@rule("POO-13")
def provided_first(own: int, provided: int, leaving: int) -> tuple[int, int]:
    """Before `burnprice`: of what users' positions contribute, then of the own reserve."""
    if leaving <= provided:
        return own, provided - leaving
    return max(0, own + provided - leaving), 0


@rule("POO-27")
def own_only(own: int, provided: int, leaving: int) -> tuple[int, int]:
    """From `burnprice` on: of the own reserve, as far as it goes."""
    return max(0, own - leaving), provided


@rule("POO-13")
def unsigned_moves(paid_in: int, paid_out: int) -> tuple[int, int]:
    """`dtao`: the reserves move by what was paid."""
    return paid_in, paid_out


@rule("POO-14")
def wrapping_moves(paid_in: int, paid_out: int) -> tuple[int, int]:
    """`dereg`: the amounts pass through a signed integer that wraps; the output loses by it."""
    return paid_in, min(paid_out, U64_MAX + 1 - paid_out)


@rule("POO-14")
def clamped_moves(paid_in: int, paid_out: int) -> tuple[int, int]:
    """`flow`: the amounts pass through a signed integer that saturates."""
    return min(paid_in, I64_MAX), min(paid_out, I64_MAX + 1)


Column = Sequence[int]


@bulk(unsigned_moves)
def all_unsigned_moves(paid_in: Column, paid_out: Column) -> tuple[Column, Column]:
    """`unsigned_moves` of many."""
    return paid_in, paid_out


@bulk(wrapping_moves)
def all_wrapping_moves(paid_in: Column, paid_out: Column) -> tuple[Column, Column]:
    """`wrapping_moves` of many."""
    return paid_in, [min(amount, U64_MAX + 1 - amount) for amount in paid_out]


@bulk(clamped_moves)
def all_clamped_moves(paid_in: Column, paid_out: Column) -> tuple[Column, Column]:
    """`clamped_moves` of many, most of which are small."""
    if max((*paid_in, *paid_out), default=0) <= I64_MAX:
        return paid_in, paid_out
    return (
        [min(amount, I64_MAX) for amount in paid_in],
        [min(amount, I64_MAX + 1) for amount in paid_out],
    )


@bulk(own_only)
def all_own_only(own: Column, provided: Column, leaving: Column) -> tuple[Column, Column]:
    """`own_only` of many."""
    return [max(0, there - gone) for there, gone in zip(own, leaving, strict=True)], provided


@bulk(provided_first)
def all_provided_first(own: Column, provided: Column, leaving: Column) -> tuple[Column, Column]:
    """`provided_first` of many; where nobody has provided anything, of the own reserves."""
    if not any(provided):
        return all_own_only(own, provided, leaving)
    left = list(map(provided_first, own, provided, leaving))
    return [there for there, _ in left], [beside for _, beside in left]
