"""Every short form says of many what its rule says of each, with numbers of any size."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest
from effort import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from taospec import bulk
from taospec.coinbase import cuts, flows, prices, root_shares
from taospec.consensus import schedule
from taospec.numbers import I64F64, I96F32, U96F32
from taospec.numbers.words import listed, words
from taospec.pools import at_once, constant_product, liquidity, reserves, step, weighted
from taospec.pools.records import Pool, Position
from taospec.pools.ticks import MAX_SQRT_PRICE, MIN_SQRT_PRICE
from taospec.registration import burn_price, terms
from taospec.supply import alpha, minting

U64, U128, ONE = 2**64 - 1, U96F32.layout.high, U96F32.layout.one
Rows = list[tuple[int, ...]]


def near(*limits: int, low: int = 0, high: int) -> st.SearchStrategy[int]:
    """A number of a range: of any size, or beside one of the limits."""
    bits = st.integers(0, max(high.bit_length(), 1)).flatmap(lambda n: st.integers(0, 2**n - 1))
    signed = st.builds(lambda number, sign: number * sign, bits, st.sampled_from((1, -1)))
    beside = st.builds(
        lambda limit, step: limit + step,
        st.sampled_from((low, high, *limits)),
        st.integers(-2, 2),
    )
    anywhere = beside | (signed if low < 0 else bits)
    return anywhere.map(lambda number: min(max(number, low), high))


RAO, BITS, PART = near(high=U64), near(ONE, 1 << 96, high=U128), near(ONE, high=U128)
U16 = near(high=2**16 - 1)
BLOCK = near(high=2**40)
ROOTS = near(1 << 64, MIN_SQRT_PRICE, MAX_SQRT_PRICE, high=U128)
SIGNED = near(1 << 126, -(1 << 126), low=I64F64.layout.low, high=I64F64.layout.high)
PRICE = near(ONE, I96F32.layout.high, low=I96F32.layout.low, high=I96F32.layout.high)
COUNTED = near(ONE, 1 << 126, high=I96F32.layout.high)
HALF_WAY = near(1 << 63, high=U64)
WIDE_PRICE = near(1 << 64, high=U128)
WEIGHT = near(0, 10**9, 10**16, 5 * 10**17, 99 * 10**16, high=10**18)


def rows(*columns: st.SearchStrategy[int]) -> st.SearchStrategy[Rows]:
    """A few rows of a number from each strategy; often the same one again."""
    few = st.tuples(*columns)
    return st.lists(few, min_size=1, max_size=5) | few.map(lambda row: [row] * 3)


def columns(table: Rows) -> list[list[int]]:
    """The numbers of all rows, column by column."""
    return [list(column) for column in zip(*table, strict=True)]


def one_by_one(rule: Callable[..., Any], table: Rows, *behind: Any) -> Any:
    """What the rule says of each row, as a form answers it."""
    return bulk.in_turn(lambda *row: rule(*row, *behind), *columns(table))


Case = tuple[st.SearchStrategy[Any], Callable[[Any], Any], Callable[[Any], Any]]


def pairs(
    rule: Callable[..., Any], *drawn: st.SearchStrategy[int], only: Callable[..., Any] | None = None
) -> Case:
    """A form whose arguments are the lists of those of its rule, or `only` as what is said."""
    form = bulk.in_bulk(rule)
    return (
        rows(*drawn),
        lambda table: plain(form(*map(only or either, columns(table)))),
        lambda table: one_by_one(rule, table),
    )


def either(column: list[int]) -> Any:
    """Numbers that fit as words, where the first one is even; else as the list."""
    as_words = None if column[0] % 2 else words(column)
    return column if as_words is None or True in column or False in column else as_words[0]


def plain(answer: Any) -> Any:
    """Lists for arrays, in an answer of one or of several."""
    if isinstance(answer, tuple):
        return tuple(map(plain, answer))
    return list(listed(answer))


def beside_one(
    rule: Callable[..., Any], first: st.SearchStrategy[int], *drawn: st.SearchStrategy[int]
) -> Case:
    """A form with one number that is the same for all, before the lists."""
    form = bulk.in_bulk(rule)
    return (
        st.tuples(first, rows(*drawn)),
        lambda given: plain(form(given[0], *(either(column) for column in columns(given[1])))),
        lambda given: [rule(given[0], *row) for row in given[1]],
    )


POOLS = (
    near(MIN_SQRT_PRICE, high=MAX_SQRT_PRICE),
    RAO,
    BITS,
    BITS,
    RAO,
    *(near(low=I64F64.layout.low, high=I64F64.layout.high),) * 2,
    *(RAO,) * 4,
)


def with_fees_or_none(row: tuple[int, ...]) -> tuple[int, ...]:
    """Now and then the counters are where they were when the position collected."""
    return (*row[:2], row[5], row[6], *row[4:]) if row[1] % 2 and min(row[5:7]) >= 0 else row


def adjusting(rule: Callable[[Pool, int, int], Pool]) -> Case:
    """A form that lets pools grow, beside its rule; both answer the numbers of `Growing`."""

    def grown(*row: int) -> tuple[int, ...]:
        pool = Pool(True, 0, 0, scrap_tao=row[7], scrap_alpha=row[8], position=Position(*row[:7]))
        after = rule(pool, *row[9:])
        assert after.position is not None
        return (*after.position, after.scrap_tao, after.scrap_alpha)

    def at_once(table: Sequence[Sequence[int]]) -> tuple[list[int], ...]:
        try:
            at_price = np.array(liquidity.words_at_prices(table[0]), np.uint64)
        except OverflowError:
            at_price = None
        growing = liquidity.Growing(*table[:9])
        return tuple(map(plain, bulk.in_bulk(rule)(growing, table[9], table[10], at_price)))

    return (
        rows(*POOLS).map(lambda table: [with_fees_or_none(row) for row in table]),
        lambda table: at_once(columns(table)),
        lambda table: bulk.in_turn(grown, *columns(table)),
    )


TERMS = (BITS, BITS, RAO, st.booleans(), RAO)
CASES: dict[Callable[..., Any], Case] = {
    cuts.owner_cut: pairs(cuts.owner_cut, BITS, PART),
    cuts.root_proportion: beside_one(cuts.root_proportion, BITS, RAO),
    cuts.root_alpha: pairs(cuts.root_alpha, PART, BITS),
    cuts.set_aside: pairs(cuts.set_aside, BITS, BITS),
    prices.age: beside_one(prices.age, BLOCK, BLOCK),
    prices.smoothing: beside_one(prices.smoothing, PRICE, BLOCK, RAO),
    prices.next_moving_price: pairs(prices.next_moving_price, COUNTED, BITS, PART),
    prices.counted_price: (
        rows(PRICE, st.booleans()),
        lambda table: prices.counted_prices(
            [stored for stored, _ in table], are_dynamic=[bool(pool) for _, pool in table]
        ),
        lambda table: [prices.counted_price(stored, is_dynamic=bool(p)) for stored, p in table],
    ),
    terms.is_over: beside_one(terms.is_over, RAO, RAO, RAO),
    schedule.epoch_due: beside_one(schedule.epoch_due, RAO, U16, U16),
    flows.next_flow: (
        st.tuples(rows(SIGNED, near(low=-(2**63), high=2**63 - 1)), near(1 << 64, high=2**65)),
        lambda given: bulk.in_bulk(flows.next_flow)(*columns(given[0]), given[1]),
        lambda given: one_by_one(flows.next_flow, given[0], given[1]),
    ),
    flows.net_flows: (
        rows(SIGNED, SIGNED),
        lambda table: flows.all_net_flows(*columns(table)),
        lambda table: flows.net_flows(*columns(table)),
    ),
    minting.excess_buys: pairs(minting.excess_buys, *TERMS),
    minting.excess_buys_above_tao_emission: pairs(minting.excess_buys_above_tao_emission, *TERMS),
    cuts.emission_less_root: pairs(cuts.emission_less_root, BITS, BITS),
    minting.capped_alpha: pairs(minting.capped_alpha, *TERMS),
    minting.subsidised: pairs(minting.subsidised, *TERMS),
    minting.excess_buys_above_root_part: pairs(
        minting.excess_buys_above_root_part, BITS, BITS, RAO, st.booleans(), PART
    ),
    reserves.unsigned_moves: pairs(reserves.unsigned_moves, RAO, RAO, only=list),
    reserves.wrapping_moves: pairs(reserves.wrapping_moves, RAO, HALF_WAY, only=list),
    reserves.clamped_moves: pairs(reserves.clamped_moves, HALF_WAY, HALF_WAY, only=list),
    reserves.own_only: pairs(reserves.own_only, RAO, RAO, RAO, only=list),
    reserves.provided_first: pairs(reserves.provided_first, RAO, RAO, RAO, only=list),
    weighted.adjusted: pairs(weighted.adjusted, RAO, RAO, WEIGHT, RAO, RAO, only=list),
    weighted.price: pairs(weighted.price, RAO, RAO, WEIGHT, only=list),
    prices.finer_moving_price: (
        st.tuples(rows(COUNTED, WIDE_PRICE, BLOCK, RAO), PRICE),
        lambda given: plain(finer_at_once(given[1], *map(either, columns(given[0])))),
        lambda given: [finer(given[1], *row) for row in given[0]],
    ),
    root_shares.shares: (
        rows(COUNTED, PART, PART),
        lambda table: list(root_shares.all_shares(*columns(table))),
        lambda table: root_shares.shares(*columns(table)),
    ),
    root_shares.shares_without_root: (
        rows(COUNTED, PART),
        lambda table: list(root_shares.all_shares_without_root(*columns(table))),
        lambda table: root_shares.shares_without_root(*columns(table)),
    ),
    burn_price.decayed: (
        st.tuples(rows(RAO, near(high=2**16 - 1), RAO, RAO), near(1, high=5)),
        lambda given: plain(decayed_at_once(columns(given[0]), given[1])),
        lambda given: [
            burn_price.decayed(price, blocks, given[1], terms.Bounds(*bounds))
            for price, blocks, *bounds in given[0]
        ],
    ),
    alpha.pool_and_outstanding: pairs(alpha.pool_and_outstanding, RAO, RAO, RAO),
    alpha.with_provided: pairs(alpha.with_provided, RAO, RAO, RAO),
    step.buy_target: pairs(step.buy_target, ROOTS, RAO, RAO, only=list),
    step.bought: pairs(step.bought, ROOTS, RAO, RAO, only=list),
    step.sell_target: pairs(step.sell_target, ROOTS, RAO, RAO, only=list),
    step.sold: pairs(step.sold, ROOTS, RAO, RAO, only=list),
    constant_product.price: (
        rows(RAO, RAO),
        lambda table: constant_product.all_prices(*columns(table)),
        lambda table: [constant_product.price(Pool(True, *row)) for row in table],
    ),
    liquidity.adjusted_all: adjusting(liquidity.adjusted_all),
    liquidity.adjusted_in_proportion: adjusting(liquidity.adjusted_in_proportion),
}


def finer(rate: int, counted: int, price: int, blocks: int, halving: int) -> int:
    return prices.finer_moving_price(counted, price, rate, blocks, halving)


def finer_at_once(rate: int, counted: Any, price: Any, blocks: Any, halving: Any) -> Any:
    return prices.finer_moving_prices(counted, price, rate, blocks, halving)


def decayed_at_once(table: Sequence[Sequence[int]], now: int) -> Any:
    price, blocks, low, high = table
    return burn_price.all_decayed(price, blocks, now, low, high)


def test_every_form_is_compared() -> None:
    assert CASES.keys() == bulk.forms().keys()
    assert bulk.forms()[step.bought] is at_once.all_bought


@pytest.mark.parametrize("rule", CASES, ids=lambda rule: rule.__name__)
@settings(max_examples=examples(25, 80))
@given(st.data())
def test_a_form_says_what_its_rule_says(rule: Callable[..., Any], data: st.DataObject) -> None:
    drawn, form, by_rule = CASES[rule]
    given = data.draw(drawn)
    assert form(given) == by_rule(given)


def test_a_rule_without_a_form_is_asked_row_by_row() -> None:
    assert bulk.in_bulk(max)([1, 5], [3, 2]) == [3, 5]
    assert bulk.in_bulk(divmod)([7, 9], [2, 2]) == ([3, 4], [1, 1])
