"""How the validators' pot and root's pot are divided, and what a delegate leaves its nominators."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from taospec.numbers import U96F32
from taospec.numbers.arithmetic import arithmetic
from taospec.quantities import AlphaRao, Rao
from taospec.rules import rule
from taospec.wire import Record

_U96 = arithmetic(U96F32.layout)
_from_int, _mul, _add, _sub, _to_u64 = _U96.from_int, _U96.mul, _U96.add, _U96.sub, _U96.to_int
_div = _U96.div


@dataclass(frozen=True, slots=True)
class Earned(Record):
    """A hotkey with a part in the dividends, and its stake before anything of the epoch is paid.

    Attributes:
        dividend: alpha that validating assigned to the hotkey, its own and its children's.
        alpha: alpha staked with it on the subnet.
        root: TAO staked with it on root.
    """

    dividend: AlphaRao
    alpha: AlphaRao
    root: Rao


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
    for each in earned:
        if each.dividend == 0:
            local.append(0)
            on_root.append(0)
            continue
        weighted, dividend = _mul(_from_int(each.root), tao_weight), _from_int(each.dividend)
        by_root = _mul(dividend, _div(weighted, _add(_from_int(each.alpha), weighted)))
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


@dataclass(frozen=True, slots=True)
class TakeSplit(Record):
    """A payout in two parts, which may miss a rao of it together.

    Attributes:
        take: for the owner of the hotkey, who buys shares with it.
        nominators: for everybody who stakes with the hotkey, the owner included.
    """

    take: Rao
    nominators: Rao


@rule("COI-21")
def take_split(payout: int, take: int) -> TakeSplit:
    """A payout less the take, both floored on their own: up to one rao is nobody's.

    Args:
        payout: U96F32 bits.
        take: `Delegates` of 65535, U96F32 bits.
    """
    taken = _mul(take, payout)
    return TakeSplit(_to_u64(taken), _to_u64(_sub(payout, taken)))
