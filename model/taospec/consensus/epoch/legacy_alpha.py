"""Liquid alpha as classic bonds had it: one rate for each column, by its consensus."""

from __future__ import annotations

import numpy as np

from taospec.consensus.arrays import ONE, Raw, from_u16
from taospec.consensus.epoch.bonds import Rate
from taospec.consensus.epoch.exponential import exp_or_zero, reciprocal
from taospec.numbers import raw
from taospec.numbers.formats import I32F32
from taospec.numbers.transcendental import ln
from taospec.rules import rule

_Q = I32F32.layout


def quantile(values: Raw, quarters: int) -> int:
    """The value at `quarters` quarters of the way from the smallest to the largest.

    Between two values it interpolates, floored.

    Args:
        values: raw bits, not empty.
        quarters: 0 … 4.
    """
    ordered = np.sort(values).tolist()
    below, rest = divmod(quarters * (len(ordered) - 1), 4)
    if not rest:
        return int(ordered[below])
    step = raw.sub(ordered[below + 1], ordered[below], _Q)
    return raw.add(ordered[below], raw.mul(step, rest * (ONE // 4), _Q), _Q)


def log_odds(rate: int) -> int:
    """ln(1/α - 1), zero where the logarithm fails."""
    return ln(raw.sub(raw.safe_div(ONE, rate, _Q), ONE, _Q), _Q) or 0


def logistic(low: int, high: int, consensus_low: int, consensus_high: int) -> tuple[int, int]:
    """Slope and offset of the curve that meets low and high at the two levels of consensus.

    (0, 0), a flat curve at one half, where the levels do not differ or a bound is zero.
    """
    if consensus_high <= consensus_low or low == 0 or high == 0:
        return 0, 0
    rise = raw.sub(log_odds(high), log_odds(low), _Q)
    slope = raw.safe_div(rise, raw.sub(consensus_low, consensus_high, _Q), _Q)
    return slope, raw.add(log_odds(low), raw.mul(slope, consensus_low, _Q), _Q)


@rule("CON-28")
def legacy_liquid_rate(consensus: Raw, low: int, high: int) -> Rate | None:
    """α of each column by a logistic curve through the quartiles of consensus.

    Args:
        consensus: shape (n,).
        low: u16 proportion that the curve meets at the lower quartile.
        high: the same at the upper one.

    Returns:
        Rates of shape (n,); None where consensus gives no hold, and the fixed rate applies.
    """
    if not consensus.any():
        return None
    upper, lower = quantile(consensus, 3), quantile(consensus, 1)
    if upper == 0:
        return None
    least, most = from_u16(low), from_u16(high)
    slope, offset = logistic(least, most, lower, upper)
    powers = [raw.sub(offset, raw.mul(slope, value, _Q), _Q) for value in consensus.tolist()]
    sigmoid = reciprocal(ONE + exp_or_zero(np.array(powers, dtype=np.int64)))
    new = np.maximum(np.minimum(sigmoid, most), least)
    return Rate(new, ONE - new)
