"""Max-upscale: values scaled to u16 so that the largest becomes 65535."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from taospec.consensus.arrays import U16_MAX, Raw, U16s, in_words, is_wide
from taospec.domain import checked
from taospec.numbers import raw
from taospec.numbers.formats import I32F32
from taospec.quantities import U16
from taospec.rules import rule

_Q = I32F32.layout
_LARGE = raw.from_int(32768, _Q)


@rule("CON-49", "CON-65")
def max_upscale(values: Sequence[int]) -> list[int]:
    """Numbers as u16 parts of the largest, rounded half up.

    Up to a largest of 32768 the number is multiplied by 65535 before the division; above, where
    that product would not fit, by the quotient 65535 / largest, which is floored first and costs up
    to a few units: [16384, 32768] gives [32768, 65535], but [20000, 40000] gives [32767, 65535].

    Args:
        values: raw I32F32 bits.
    """
    largest, top = max(values, default=0), raw.from_int(U16_MAX, _Q)
    if largest == 0:
        return [0] * len(values)
    if largest > _LARGE:
        factor = raw.safe_div(top, largest, _Q)
        scaled = [raw.mul(value, factor, _Q) for value in values]
    else:
        scaled = [raw.safe_div(raw.mul(value, top, _Q), largest, _Q) for value in values]
    return [raw.to_int(raw.round_half_away(value, _Q), _Q, 16) for value in scaled]


@rule("CON-49")
@checked
def max_upscale_u16(values: Sequence[U16]) -> list[int]:
    """`max_upscale` of whole u16 numbers."""
    return max_upscale([raw.from_int(value, _Q) for value in values])


@rule("CON-38")
def pruning_scores(combined: Raw) -> U16s:
    """Max-upscale of the combined shares of emission, shape (n,): ⌊65535·x / largest + 1/2⌋."""
    if is_wide(combined):
        scaled = np.array(max_upscale(combined.tolist()), dtype=object)
        return in_words(scaled, np.uint16)
    largest = int(combined.max(initial=0))
    if largest == 0:
        return np.zeros(combined.shape, dtype=np.uint16)
    scores = (combined * (2 * U16_MAX) + largest) // (2 * largest)
    return scores.astype(np.uint16)
