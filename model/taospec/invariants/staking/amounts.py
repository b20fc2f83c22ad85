"""Invariants of staking: what a withdrawal may take, what is swept, what counts as flow."""

from __future__ import annotations

from typing import Annotated, Literal

from taospec.invariants.declare import Ask, Range, Within, assume, false_sibling, invariant
from taospec.numbers import U64F64, U96F32
from taospec.staking import minimum
from taospec.supply.emission import TOTAL_SUPPLY
from taospec.timeline import EVERY_FORK, only, since, until

_ONE = U96F32.layout.one
_SHARE = 2**64
Amount = Annotated[int, Range(0, TOTAL_SUPPLY)]

# Share pools

# A quotient of two unknown numbers is beyond the solver: pools of one holder, whose price is 1.
Stake = Literal[1_000, 1_000_000, 999_999_937, 1_000_000_000_000_000]
UpToStake = Annotated[int, Within(lambda chosen: (0, chosen["stake"]))]
_SOLE_HOLDERS = "all withdrawals from stakes of 1,000, 10**6, 999,999,937 and 10**15 rao, alone"


def _withdrawn(ask: Ask, stake: int, amount: int) -> int:
    shares = stake * _SHARE
    given = {"value": stake, "shares": shares, "share": shares, "amount": amount}
    removed: int = ask("staking.withdraw", **given).removed
    return removed


@invariant(
    "withdrawal-takes-what-was-asked",
    rules=["STA-3"],
    bounds=_SOLE_HOLDERS,
    operations=["staking.withdraw"],
    forks=until("burnprice"),
    refuted=True,
)
def withdrawal_takes_what_was_asked(ask: Ask, stake: Stake, amount: UpToStake) -> bool:
    """A withdrawal removes what was asked for and no more."""
    return _withdrawn(ask, stake, amount) == amount


@invariant(
    "withdrawal-takes-a-little-more",
    rules=["STA-3"],
    bounds=_SOLE_HOLDERS,
    operations=["staking.withdraw"],
    forks=until("burnprice"),
)
def withdrawal_takes_a_little_more(ask: Ask, stake: Stake, amount: UpToStake) -> bool:
    """A withdrawal removes at least what was asked for, and less than a hundred-thousandth more."""
    removed = _withdrawn(ask, stake, amount)
    return bool(amount <= removed and (removed - amount) * 100_000 <= stake)


@false_sibling("withdrawal-takes-a-little-more")
def withdrawal_takes_a_rao_more(ask: Ask, stake: Stake, amount: UpToStake) -> bool:
    """A withdrawal removes at most nine rao more than was asked for."""
    return bool(_withdrawn(ask, stake, amount) <= amount + 9)


# The least

Factor = Annotated[int, Range(0, 2**32)]
Price = Literal[1, 33_333_331, 2_147_483_648, 4_294_967_296, 1_000_000_000_000_000_000]


def _bits(ask: Ask, price: int) -> int:
    """A price in U96F32 bits in those that the fork reads: U64F64 where prices are finer."""
    finer = ask.fork.staking.total_value is minimum.total_of_values_in_halves
    return price * (U64F64.layout.one // U96F32.layout.one) if finer else price


@invariant(
    "swept-nominations-are-worth-little",
    rules=["STA-7"],
    bounds="all factors up to 4,294, prices of 2**-32, 0.0078, a half, 1 and 232 million",
    operations=["staking.swept_below"],
    forks=since("dereg"),
)
def swept_nominations_are_worth_little(ask: Ask, required: Factor, price: Price) -> bool:
    """What is swept is worth less than the stored factor of the least stake."""
    bound = ask("staking.swept_below", required=required, price=_bits(ask, price)).alpha
    return bool(bound * price * 1_000_000 <= 2_000_000 * required * _ONE)


@false_sibling("swept-nominations-are-worth-little")
def what_is_worth_less_is_swept(ask: Ask, required: Factor, price: Price) -> bool:
    """All that is worth less than the stored factor of the least stake is swept."""
    bound = ask("staking.swept_below", required=required, price=_bits(ask, price)).alpha
    return bool((bound + 1) * price * 1_000_000 > 2_000_000 * required * _ONE)


# Fees of `dtao`

Dividends = Literal[0, 1, 999_999_937]
LastEpoch = Literal[0, 3, 1_000_000_000]


@invariant(
    "leaving-costs-the-flat-fee",
    rules=["STA-15"],
    bounds="all proceeds up to 21 million TAO, three dividends on three stakes",
    operations=["staking.leaving_fee"],
    forks=only("dtao"),
)
def leaving_costs_the_flat_fee(
    ask: Ask, proceeds: Amount, dividends: Dividends, alpha: LastEpoch
) -> bool:
    """Leaving costs at least the flat fee, and at least a part in 20,001 of the proceeds."""
    fee = _leaving(ask, proceeds, dividends, alpha)
    return bool(fee >= 50_000 and (fee + 1) * 20_001 > proceeds)


@false_sibling("leaving-costs-the-flat-fee")
def leaving_costs_a_part_in_twenty_thousand(
    ask: Ask, proceeds: Amount, dividends: Dividends, alpha: LastEpoch
) -> bool:
    """Leaving costs at least a part in 20,000 of the proceeds."""
    return bool((_leaving(ask, proceeds, dividends, alpha) + 1) * 20_000 > proceeds)


def _leaving(ask: Ask, proceeds: int, dividends: int, alpha: int) -> int:
    given = {"proceeds": proceeds, "dividends": dividends, "alpha_last_epoch": alpha}
    fee: int = ask("staking.leaving_fee", **given).fee
    return fee


# The flow

_ALL_AMOUNTS = "all amounts up to 21 million TAO"


@invariant(
    "inflow-within-the-stake",
    rules=["STA-24"],
    bounds=_ALL_AMOUNTS,
    operations=["staking.inflow"],
    forks=since("flow"),
)
def inflow_within_the_stake(
    ask: Ask, before: Amount, after: Amount, tao: Amount, paid_in: Amount
) -> bool:
    """A stake never counts for more than was staked."""
    assume(paid_in <= tao)
    given = {"before": before, "after": after, "tao": tao, "paid_in": paid_in}
    return bool(0 <= ask("staking.inflow", **given).tao <= tao)


@false_sibling("inflow-within-the-stake")
def inflow_is_the_stake(
    ask: Ask, before: Amount, after: Amount, tao: Amount, paid_in: Amount
) -> bool:
    """A stake counts for what was staked."""
    assume(paid_in <= tao)
    given = {"before": before, "after": after, "tao": tao, "paid_in": paid_in}
    return bool(ask("staking.inflow", **given).tao == tao)


@invariant(
    "outflow-covers-what-was-paid",
    rules=["STA-24"],
    bounds=_ALL_AMOUNTS,
    operations=["staking.outflow"],
    forks=since("flow"),
)
def outflow_covers_what_was_paid(ask: Ask, before: Amount, after: Amount, paid_out: Amount) -> bool:
    """An unstake counts for at least what was paid."""
    given = {"before": before, "after": after, "paid_out": paid_out}
    return bool(ask("staking.outflow", **given).tao >= paid_out)


@false_sibling("outflow-covers-what-was-paid")
def outflow_is_more_than_was_paid(
    ask: Ask, before: Amount, after: Amount, paid_out: Amount
) -> bool:
    """An unstake counts for more than was paid."""
    given = {"before": before, "after": after, "paid_out": paid_out}
    return bool(ask("staking.outflow", **given).tao > paid_out)


@invariant(
    "a-round-trip-is-no-flow",
    rules=["STA-24"],
    bounds=_ALL_AMOUNTS + ", a position that ends where it began",
    operations=["staking.inflow", "staking.outflow"],
    forks=since("flow", until="halving"),
)
def a_round_trip_is_no_flow(
    ask: Ask, before: Amount, after: Amount, tao: Amount, paid_out: Amount
) -> bool:
    """Who stakes and takes the same out again has moved the flow at most downwards."""
    came = {"before": before, "after": after, "tao": tao, "paid_in": tao}
    went = {"before": after, "after": before, "paid_out": paid_out}
    return bool(ask("staking.inflow", **came).tao <= ask("staking.outflow", **went).tao)


@false_sibling("a-round-trip-is-no-flow")
def a_round_trip_leaves_no_flow(
    ask: Ask, before: Amount, after: Amount, tao: Amount, paid_out: Amount
) -> bool:
    """Who stakes and takes the same out again has not moved the flow."""
    came = {"before": before, "after": after, "tao": tao, "paid_in": tao}
    went = {"before": after, "after": before, "paid_out": paid_out}
    return bool(ask("staking.inflow", **came).tao == ask("staking.outflow", **went).tao)


# All stake with a hotkey

HalfPrice = Literal[0, 1, 2_147_483_649, 4_294_967_296]


@invariant(
    "floored-values-lose-a-rao-each",
    rules=["STA-5"],
    bounds="two subnets at one price of 0, 2**-32, about a half, or 1, stakes up to 21 million",
    operations=["staking.total_value"],
    forks=EVERY_FORK,
)
def floored_values_lose_a_rao_each(ask: Ask, one: Amount, other: Amount, price: HalfPrice) -> bool:
    """All stake with a hotkey counts for at most what it is worth, and for two rao less at most."""
    stakes = ((one, _bits(ask, price)), (other, _bits(ask, price)))
    worth = ask("staking.total_value", stakes=stakes).worth * _ONE
    exact = (one + other) * price
    return bool(worth <= exact < worth + 2 * _ONE)


@false_sibling("floored-values-lose-a-rao-each")
def values_are_exact(ask: Ask, one: Amount, other: Amount, price: HalfPrice) -> bool:
    """All stake with a hotkey counts for what it is worth, rounded to the rao."""
    stakes = ((one, _bits(ask, price)), (other, _bits(ask, price)))
    worth = ask("staking.total_value", stakes=stakes).worth * _ONE
    exact = (one + other) * price
    return bool(worth <= exact < worth + _ONE // 2)
