"""Stake weight: what a hotkey's vote weighs, and its share of the subnet.

Alpha and root TAO count together, root TAO at a discount, and both may be lent to children.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

import numpy as np

from taospec.consensus.arrays import ONE, Raw, array_of
from taospec.domain import checked, unchecked
from taospec.numbers import raw
from taospec.numbers.arithmetic import arithmetic
from taospec.numbers.formats import I32F32, I64F64, U96F32
from taospec.quantities import U64, AlphaRao, Rao, Unit
from taospec.rules import rule
from taospec.wire import Record

U64_MAX = 2**64 - 1
_signed = arithmetic(I64F64.layout)


@dataclass(frozen=True, slots=True)
class Parent(Record):
    """A hotkey that lends a proportion of its stake to the one in question.

    Attributes:
        proportion: part of its stake that it lends, 2**64 - 1 being everything.
        alpha: alpha rao that it holds on the subnet.
        root: rao of TAO that it holds on root.
    """

    proportion: Annotated[U64, Unit("of 2**64 - 1")]
    alpha: AlphaRao
    root: Rao


def u64_proportion(value: int) -> int:
    """U96F32 bits of value / (2**64 - 1), floored; proportions below 2**32 count as nothing."""
    return raw.from_ratio(value, U64_MAX, U96F32.layout)


@rule("CON-3")
@checked
def inherited(own: Rao, children: Sequence[U64], parents: Sequence[tuple[U64, Rao]]) -> int:
    """Stake after lending to children and borrowing from parents.

    Args:
        own: rao the hotkey holds.
        children: u64 proportion lent to each child.
        parents: (u64 proportion, rao the parent holds) of each parent.

    Returns:
        rao, floored once at the end. Half of a stake to a child leaves the rounding with nobody: of
        1000 rao the parent keeps 500 and the child gets 499.
    """
    if not children and not parents:
        return own
    layout = U96F32.layout
    own_bits, lent, borrowed = raw.from_int(own, layout), 0, 0
    for proportion in children:
        part = raw.mul(own_bits, u64_proportion(proportion), layout)
        lent = raw.add(lent, part, layout)
    for proportion, stake in parents:
        part = raw.mul(raw.from_int(stake, layout), u64_proportion(proportion), layout)
        borrowed = raw.add(borrowed, part, layout)
    kept = raw.sub(own_bits, lent, layout)
    return raw.to_int(raw.add(kept, borrowed, layout), layout)


@rule("CON-4")
@checked
def stake_weight(
    alpha: Rao,
    root: Rao,
    tao_weight: U64,
    children: Sequence[U64] = (),
    parents: Sequence[Parent] = (),
) -> int:
    """Stake weight of one hotkey on a subnet: alpha plus root TAO at a discount.

    Args:
        alpha: rao of alpha the hotkey holds on the subnet.
        root: rao of TAO it holds on root.
        tao_weight: u64, 2**64 - 1 letting a rao of TAO count as much as a rao of alpha.
        children: u64 proportions lent to the hotkey's children on this subnet.
        parents: the hotkey's parents on this subnet; they lend both kinds of stake.

    Returns:
        I64F64 bits. Each inherited amount saturates just below 2**63 before it is weighted.
    """
    inherit = unchecked(inherited)
    own_alpha = inherit(alpha, children, [(parent.proportion, parent.alpha) for parent in parents])
    own_root = inherit(root, children, [(parent.proportion, parent.root) for parent in parents])
    discount = raw.convert(u64_proportion(tao_weight), U96F32.layout, I64F64.layout)
    weighted = _signed.mul(_signed.from_int(own_root), discount)
    return _signed.add(_signed.from_int(own_alpha), weighted)


@rule("CON-5")
def all_stake(stake: Sequence[int], _threshold: int) -> list[int]:
    """Every stake counts, as before the threshold was introduced."""
    return list(stake)


@rule("CON-5")
def stake_from_threshold(stake: Sequence[int], threshold: int) -> list[int]:
    """Stake weights, zero where the whole rao in them are fewer than the threshold.

    Fractions do not help: 999.99 fails a threshold of 1000, and 1000 passes it. Without a threshold
    a negative stake counts as well, since it has no fewer than zero whole rao.
    """
    if threshold == 0:
        return list(stake)
    least = threshold * I64F64.layout.one
    return [bits if bits >= least else 0 for bits in stake]


@rule("CON-6")
def normalised_stake(stake: Sequence[int]) -> Raw:
    """Each uid's share of the whole stake; shape (n,).

    Divided with 64 fractional bits, then floored to 32: one floor in effect, which turns a stake
    below 2**-32 of the whole into none. Wide where the sum of all stakes leaves I64F64, since the
    chain's sum then wraps and shares may turn negative.
    """
    wide_format, narrow_format = I64F64.layout, I32F32.layout
    exact_total = sum(stake)
    if 0 < exact_total <= wide_format.high and min(stake) >= 0:
        shares = [bits * ONE // exact_total for bits in stake]
        return array_of(shares)
    if not any(stake):
        return np.zeros(len(stake), dtype=np.int64)
    total = raw.wrap(exact_total, wide_format)
    quotients = (raw.safe_div(bits, total, wide_format) if total else bits for bits in stake)
    shares = [raw.convert(bits, wide_format, narrow_format) for bits in quotients]
    return np.array(shares, dtype=object)
