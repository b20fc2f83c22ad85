"""The flat fees of `dtao`: paid in TAO, into the pool, after the swap."""

from __future__ import annotations

from taospec.numbers import U96F32, raw
from taospec.numbers.arithmetic import arithmetic
from taospec.rules import rule

FLAT_FEE = 50_000
# 0.00005 as U96F32 bits: the least share of the proceeds.
_LEAST_SHARE = 214_748
_u96 = arithmetic(U96F32.layout)


@rule("STA-15")
def leaving_fee(proceeds: int, dividends: int, alpha_last_epoch: int) -> int:
    """What unstaking costs: one epoch's dividends of what leaves, at least the flat fee.

    Args:
        proceeds: rao that a sale of the requested amount would yield.
        dividends: alpha that the hotkey's nominators earned in the last epoch.
        alpha_last_epoch: their alpha after it.
    """
    yielded = raw.safe_div(_u96.from_int(dividends), _u96.from_int(alpha_last_epoch), U96F32.layout)
    quote = _u96.from_int(proceeds)
    by_dividends = _u96.to_int(_u96.mul(quote, yielded))
    by_share = _u96.to_int(_u96.mul(quote, _LEAST_SHARE))
    return max(by_dividends, by_share, FLAT_FEE)
