"""How the validators' pot and root's pot are divided, and what a delegate leaves its nominators."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from taospec.numbers import U96F32
from taospec.numbers.arithmetic import arithmetic
from taospec.rules import rule

_U96 = arithmetic(U96F32.layout)
_from_int, _mul, _add, _sub, _to_u64 = _U96.from_int, _U96.mul, _U96.add, _U96.sub, _U96.to_int
_div = _U96.div


class Earned(NamedTuple):
    """A hotkey with a part in the dividends.

    Attributes:
        dividend: rao that validating assigned to it, its own and its children's.
        alpha: rao of alpha staked with it on the subnet, before anything of this epoch is paid.
        root: rao of TAO staked with it on root.
    """

    dividend: int
    alpha: int
    root: int


class Payout(NamedTuple):
    """What a hotkey gets of the pots, U96F32 bits.

    Attributes:
        alpha: of the validators' pot.
        root: of root's pot.
    """

    alpha: int
    root: int


@rule("COI-20")
def payouts(earned: Sequence[Earned], validators: int, root: int, tao_weight: int) -> list[Payout]:
    """Both pots by what each hotkey earned with alpha and with weighted root stake.

    The dividends only say who gets which part; the pots say how much there is. A pot whose parts
    sum to 0 is dropped: it stays where it is, for nobody.

    Args:
        earned: the hotkeys, ascending.
        validators: rao of the validators' pot.
        root: rao of root's pot.
        tao_weight: U96F32 bits.
    """
    local, on_root = [], []
    for amount, alpha, root_stake in earned:
        if amount == 0:
            local.append(0)
            on_root.append(0)
            continue
        weighted, dividend = _mul(_from_int(root_stake), tao_weight), _from_int(amount)
        by_root = _mul(dividend, _div(weighted, _add(_from_int(alpha), weighted)))
        on_root.append(by_root)
        local.append(_sub(dividend, by_root))
    alpha_paid, root_paid = _divided(validators, local), _divided(root, on_root)
    return [Payout(*both) for both in zip(alpha_paid, root_paid, strict=True)]


def _divided(pot: int, parts: Sequence[int]) -> list[int]:
    total = 0
    for part in parts:
        total = _add(total, part)
    bits = _from_int(pot)
    return [_mul(bits, _div(part, total)) if part else 0 for part in parts]


class Delegated(NamedTuple):
    """What becomes of a hotkey's payout, whole rao.

    Attributes:
        take: for the owner of the hotkey.
        nominators: for everybody who stakes with it, the owner included.
    """

    take: int
    nominators: int


@rule("COI-21")
def delegated(payout: int, take: int) -> Delegated:
    """A payout less the take, both floored on their own: up to one rao is nobody's.

    Args:
        payout: U96F32 bits.
        take: `Delegates` of 65535, U96F32 bits.
    """
    taken = _mul(take, payout)
    return Delegated(_to_u64(taken), _to_u64(_sub(payout, taken)))
