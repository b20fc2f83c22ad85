"""How a validator's dividend is split with the hotkeys that lent it stake."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from taospec.coinbase.cuts import u64_part
from taospec.consensus.epoch.stake import Parent
from taospec.numbers import U96F32
from taospec.numbers.arithmetic import arithmetic
from taospec.quantities import Bool, Rao
from taospec.rules import rule
from taospec.wire import Record

_U96 = arithmetic(U96F32.layout)
_from_int, _mul, _add, _sub, _to_u64 = _U96.from_int, _U96.mul, _U96.add, _U96.sub, _U96.to_int


@dataclass(frozen=True, slots=True)
class PaidParent(Parent):
    """A hotkey that lends stake, and so has a part in the dividend.

    Attributes:
        same_owner: whether parent and child have one owner, in which case no take is taken.
    """

    same_owner: Bool


@dataclass(frozen=True, slots=True)
class Child:
    """The hotkey that earned the dividend.

    Attributes:
        alpha, root: what it holds, as of a parent.
        lent: u64 proportions that it lends to children of its own.
    """

    alpha: int
    root: int
    lent: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class FamilyRates:
    """Rates of a split, U96F32 bits.

    Attributes:
        take: `ChildkeyTake` of the child on the subnet.
        burn: `CKBurn`, what is recycled where owners differ.
        tao_weight: what a rao on root weighs.
    """

    take: int
    burn: int
    tao_weight: int


@dataclass(frozen=True, slots=True)
class FamilySplit(Record):
    """Whole rao of a dividend.

    Attributes:
        parents: for each parent, in the order of the list.
        child: for the child itself, takes included.
        recycled: burned on the way, each parent's part floored on its own.
    """

    parents: tuple[Rao, ...]
    child: Rao
    recycled: Rao


@rule("COI-19")
def contribution(alpha: int, root: int, part: int, tao_weight: int) -> int:
    """Stake that counts of a lent part, U96F32 bits: alpha·part + (root·part)·weight."""
    weighted = _mul(_mul(_from_int(root), part), tao_weight)
    return _add(_mul(_from_int(alpha), part), weighted)


@rule("COI-19")
def own_contribution(child: Child, tao_weight: int) -> int:
    """Whole rao of stake that the child keeps for itself: the rest after what it lends, floored."""
    part = U96F32.layout.one
    for proportion in child.lent:
        part = _sub(part, u64_part(proportion))
    return _to_u64(contribution(child.alpha, child.root, part, tao_weight))


@rule("COI-19")
def split_with_parents(
    dividend: int, child: Child, parents: Sequence[PaidParent], rates: FamilyRates
) -> FamilySplit:
    """A dividend by what everybody's stake contributed.

    A parent with another owner pays the child's take and the burned part, both of its gross pay.
    The takes stay fractional until they are added to what is left, and the child's amount is
    floored once.

    Args:
        dividend: rao that the epoch assigned to the child as a validator.
        child: its stake.
        parents: those who lend to it, in the order of the list.
        rates: takes.
    """
    weight = rates.tao_weight
    contributions = [contribution(p.alpha, p.root, u64_part(p.proportion), weight) for p in parents]
    total = _from_int(own_contribution(child, weight))
    for part in contributions:
        total = _add(total, part)
    gross = _from_int(dividend)
    rest, takes, recycled, paid = gross, 0, 0, []
    for parent, part in zip(parents, contributions, strict=True):
        pay = _mul(gross, _U96.div(part, total))
        rest = _sub(rest, pay)
        if not parent.same_owner:
            burned, taken = _mul(rates.burn, pay), _mul(rates.take, pay)
            pay = _sub(_sub(pay, burned), taken)
            takes = _add(takes, taken)
            recycled += _to_u64(burned)
        paid.append(_to_u64(pay))
    return FamilySplit(tuple(paid), _to_u64(_add(rest, takes)), recycled)
