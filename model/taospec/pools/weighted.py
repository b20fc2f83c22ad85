"""From `balancer` on a pool has weights, which injections move and swaps do not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from taospec.bulk import bulk
from taospec.numbers import U64F64, raw
from taospec.pools.powers import power
from taospec.pools.quick_powers import SCALE
from taospec.pools.records import U64_MAX, Fill, Pool, Weights
from taospec.pools.reserves import one_to_one
from taospec.pools.rules import PoolRules
from taospec.rejections import Rejection
from taospec.rules import rule

_LAYOUT = U64F64.layout
ONE, FRAC = _LAYOUT.one, _LAYOUT.frac
_MOST = _LAYOUT.high
HALF = SCALE // 2
LEAST_WEIGHT = SCALE // 100
# How many times its reserve a pool takes in at once.
MOST_RESERVES = 1000
_PAR = 10**9
_RATE = 65535
SWAP_BITS, LIMIT_BITS = 256, 1024
U128_MAX = 2**128 - 1


def _ratio(above: int, below: int) -> int:
    return raw.safe_div(raw.from_int(above, _LAYOUT), raw.from_int(below, _LAYOUT), _LAYOUT)


def _mul(a: int, b: int) -> int:
    return raw.mul(a, b, _LAYOUT)


@rule("POO-30")
def price(tao: int, alpha: int, quote: int) -> int:
    """Rao per alpha rao, U64F64 bits: the ratio of the reserves, each by its weight."""
    if alpha == 0:
        return 0
    return _mul(_ratio(SCALE - quote, quote), _ratio(tao, alpha))


@bulk(price)
def all_prices(tao: Sequence[int], alpha: Sequence[int], quotes: Sequence[int]) -> list[int]:
    """`price` of many, each of two reserves and of a weight of at least one of 10**9 parts."""
    if quotes and not (min(quotes) >= _PAR and max(quotes) <= SCALE and min(alpha) > 0):
        return list(map(price, tao, alpha, quotes))
    return [
        min((((SCALE - quote) << FRAC) // quote * ((reserve << FRAC) // beside)) >> FRAC, _MOST)
        for reserve, beside, quote in zip(tao, alpha, quotes, strict=True)
    ]


class Side(NamedTuple):
    """A pool from where a swap stands.

    Attributes:
        entering: reserve of the coin that is paid in.
        leaving: reserve of the coin that is paid out.
        weight_in: weight of the first, of 10**18.
        weight_out: weight of the second.
    """

    entering: int
    leaving: int
    weight_in: int
    weight_out: int


@rule("POO-31", "POO-35")
def paid_out(side: Side, paid_in: int) -> int:
    """What a pool pays for so much without fee: x · (1 - (y / (y + d)) ** (w_y / w_x))."""
    kept = power(
        (side.entering, side.entering + paid_in), (side.weight_in, side.weight_out), SWAP_BITS
    )
    if kept is None or not 0 <= kept <= U64_MAX:
        kept = 0
    part = min(ONE, _ratio(kept, SCALE))
    return raw.to_int(_mul(raw.from_int(side.leaving, _LAYOUT), ONE - part), _LAYOUT)


@rule("POO-32")
def most_up_to(side: Side, ratio: tuple[int, int]) -> int:
    """What can enter until the price has moved by a ratio, without fee."""
    factor = power(ratio, (side.weight_out, SCALE), LIMIT_BITS)
    if factor is None:
        return 0
    grown = _ratio(min(factor, U64_MAX), SCALE)
    less_one = max(0, grown - ONE)
    return raw.to_int(_mul(raw.from_int(side.entering, _LAYOUT), less_one), _LAYOUT)


@rule("POO-33")
def adjusted(tao: int, alpha: int, quote: int, tao_in: int, alpha_in: int) -> int | None:
    """The weight of TAO that keeps the price when both enter; None where a weight is too small."""
    other = SCALE - quote
    both_alpha = _part(other, min(tao * (alpha + alpha_in), U128_MAX))
    both_tao = _part(quote, min(alpha * (tao + tao_in), U128_MAX))
    total = min(both_alpha + both_tao, U128_MAX)
    weight = SCALE * both_tao // total if total else HALF
    return weight if LEAST_WEIGHT <= weight <= SCALE - LEAST_WEIGHT else None


@bulk(adjusted)
def all_adjusted(
    tao: Sequence[int],
    alpha: Sequence[int],
    quotes: Sequence[int],
    tao_in: Sequence[int],
    alpha_in: Sequence[int],
) -> list[int | None]:
    """`adjusted` of many, where no product can be too large."""
    most = max((*tao, *alpha, *tao_in, *alpha_in), default=0)
    if most > U64_MAX >> 1:
        return list(map(adjusted, tao, alpha, quotes, tao_in, alpha_in))
    most_weight = SCALE - LEAST_WEIGHT
    weights: list[int | None] = []
    rows = zip(tao, alpha, quotes, tao_in, alpha_in, strict=True)
    for reserve, other, quote, more, more_other in rows:
        both_tao = (quote * other * (reserve + more) + HALF) // SCALE
        both = ((SCALE - quote) * reserve * (other + more_other) + HALF) // SCALE + both_tao
        weight = SCALE * both_tao // both if both else HALF
        weights.append(weight if LEAST_WEIGHT <= weight <= most_weight else None)
    return weights


def _part(weight: int, amount: int) -> int:
    return min((weight * amount + SCALE // 2) // SCALE, U128_MAX)


REFUSALS = TOO_LARGE, TOO_LOW, BEYOND = (
    "SwapInputTooLarge",
    "ReservesTooLow",
    "PriceLimitExceeded",
)
# What a swap without a limit asks for, rao per 10**9 alpha.
HIGHEST, LOWEST = 10**15, 1000


def weights(pool: Pool) -> Weights:
    """The weights of a pool as a swap begins with them."""
    return pool.weights or Weights(HALF, False)


@rule("POO-30")
def price_of(pool: Pool) -> int:
    """Rao per alpha rao, U64F64 bits; 1 where alpha trades one to one."""
    return price(pool.tao, pool.alpha, weights(pool).quote) if pool.dynamic else ONE


@rule("POO-31", "POO-32")
def buy(pool: Pool, tao: int, limit: int, with_fee: bool, minimum: int) -> Fill:
    """Alpha for TAO."""
    if not pool.dynamic:
        return one_to_one(pool, tao)
    quote = weights(pool).quote if weights(pool).is_traded else HALF
    side = Side(pool.tao, pool.alpha, quote, SCALE - quote)
    bound = _ratio(limit, _PAR)
    now = price(pool.tao, pool.alpha, quote)

    def stays_within(paid_in: int, out: int) -> bool:
        return price(min(pool.tao + paid_in, U64_MAX), pool.alpha - out, quote) <= bound

    order = _Order(tao, pool.fee_rate if with_fee else 0, minimum)
    fill = _fill(side, order, now < bound, stays_within, (bound, now))
    return fill._replace(position=pool.position, weights=Weights(quote, True))


@rule("POO-31", "POO-32")
def sell(pool: Pool, alpha: int, limit: int, with_fee: bool, minimum: int) -> Fill:
    """TAO for alpha."""
    if not pool.dynamic:
        return one_to_one(pool, alpha)
    quote = weights(pool).quote if weights(pool).is_traded else HALF
    side = Side(pool.alpha, pool.tao, SCALE - quote, quote)
    bound = _ratio(limit, _PAR)
    now = price(pool.tao, pool.alpha, quote)

    def stays_within(paid_in: int, out: int) -> bool:
        return price(pool.tao - out, min(pool.alpha + paid_in, U64_MAX), quote) >= bound

    order = _Order(alpha, pool.fee_rate if with_fee else 0, minimum)
    fill = _fill(side, order, now > bound, stays_within, (now, bound))
    return fill._replace(position=pool.position, weights=Weights(quote, True))


class _Order(NamedTuple):
    amount: int
    rate: int
    minimum: int


def _fill(
    side: Side,
    order: _Order,
    starts_within: bool,
    stays_within: Callable[[int, int], bool],
    ratio: tuple[int, int],
) -> Fill:
    """What is traded; the swap state is the caller's."""
    fee = raw.to_int(_mul(raw.from_int(order.amount, _LAYOUT), _ratio(order.rate, _RATE)), _LAYOUT)
    paid_in = order.amount - fee
    if paid_in > min(MOST_RESERVES * side.entering, U64_MAX):
        return Fill(None, error=TOO_LARGE)
    if side.leaving < order.minimum:
        return Fill(None, error=TOO_LOW)
    if not starts_within:
        return Fill(None, error=BEYOND)
    out = paid_out(side, paid_in)
    if not stays_within(paid_in, out):
        paid_in = most_up_to(side, ratio)
        fee = raw.to_int(
            _mul(raw.from_int(paid_in, _LAYOUT), _ratio(order.rate, _RATE - order.rate)), _LAYOUT
        )
        out = paid_out(side, paid_in)
    if paid_in and not out:
        return Fill(None, error=TOO_LOW)
    return Fill(None, paid_in, fee, out)


@rule("POO-33")
def adjust(pool: Pool, tao_in: int, alpha_in: int) -> Pool:
    """The pool with the weights that keep its price; the same pool where they are refused."""
    state = weights(pool)
    weight = adjusted(pool.tao, pool.alpha, state.quote, tao_in, alpha_in)
    if weight is None:
        return pool
    return pool._replace(weights=Weights(weight, state.is_traded))


def error_or_amount(most: int, error: str | None) -> int:
    """An error of the swap is the answer; nothing is an amount like any other."""
    if error is not None:
        raise Rejection(error, maximum=most)
    return most


@rule("POO-34")
def most_tao(rules: PoolRules, pool: Pool, limit: int) -> int:
    """What a buy of all that the pool takes at once would take, fee included."""
    if not pool.dynamic:
        return U64_MAX if limit >= _PAR else 0
    swap = rules.buy(pool, min(MOST_RESERVES * pool.tao, U64_MAX), limit, simulate=True)
    return error_or_amount(min(swap.paid_in + swap.fee, U64_MAX), swap.error)


@rule("POO-34")
def most_alpha(rules: PoolRules, pool: Pool, limit: int) -> int:
    """What a sale of all that the pool takes at once would take, fee included."""
    if not pool.dynamic:
        return U64_MAX if limit <= _PAR else 0
    swap = rules.sell(pool, min(MOST_RESERVES * pool.alpha, U64_MAX), limit, simulate=True)
    return error_or_amount(min(swap.paid_in + swap.fee, U64_MAX), swap.error)


@rule("POO-31")
def fee_of(pool: Pool, amount: int) -> int:
    """The fee of a whole fill."""
    if not pool.dynamic:
        return 0
    return raw.to_int(_mul(raw.from_int(amount, _LAYOUT), _ratio(pool.fee_rate, _RATE)), _LAYOUT)
