"""How the alpha that a block creates for participants is set aside until the epoch."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from taospec.numbers import U96F32
from taospec.numbers.arithmetic import arithmetic
from taospec.rules import rule

_U96 = arithmetic(U96F32.layout)
_from_int, _mul, _sub, _to_u64 = _U96.from_int, _U96.mul, _U96.sub, _U96.to_int
_add, _div = _U96.add, _U96.div
# Every block cuts for every subnet: a named tuple made of a whole row takes a third of the time.
_new = tuple.__new__

U16_MAX = 2**16 - 1
U64_MAX = 2**64 - 1


@rule("COI-12")
@lru_cache(maxsize=U16_MAX + 1)
def u16_part(stored: int) -> int:
    """A proportion of 65535 as U96F32 bits, truncated: 11796 is 773074452, not 18 percent."""
    return _U96.div(_from_int(stored), _from_int(U16_MAX))


@lru_cache(maxsize=1024)
def u64_part(stored: int) -> int:
    """A proportion of 2**64 - 1 as U96F32 bits, truncated; anything below 2**32 is 0."""
    return _U96.div(_from_int(stored), _from_int(U64_MAX))


class OwnerCut(NamedTuple):
    """The first cut, U96F32 bits.

    Attributes:
        owner: for the owner of the subnet.
        rest: for everybody else.
    """

    owner: int
    rest: int


@rule("COI-12")
def owner_cut(alpha_out: int, part: int) -> OwnerCut:
    """The owner's part of the created alpha.

    Args:
        alpha_out: U96F32 bits.
        part: `SubnetOwnerCut` of 65535, U96F32 bits (`u16_part`).
    """
    owner = _mul(alpha_out, part)
    return _new(OwnerCut, (owner, _sub(alpha_out, owner)))


@rule("COI-13")
def weighted_root(root_tao: int, tao_weight: int) -> int:
    """What the TAO on root weighs as alpha, U96F32 bits.

    Args:
        root_tao: `SubnetTAO` of root, rao.
        tao_weight: U96F32 bits.
    """
    return _mul(_from_int(root_tao), tao_weight)


@rule("COI-13")
def root_proportion(weighted: int, alpha_issuance: int) -> int:
    """Part of root in a subnet, U96F32 bits: weighted / (weighted + alpha issuance); 0/0 is 0.

    Args:
        weighted: `weighted_root`.
        alpha_issuance: rao of alpha in the pool and outside, after this block's injection.
    """
    return _div(weighted, _add(weighted, _from_int(alpha_issuance)))


@rule("COI-13")
def root_alpha(proportion: int, rest: int) -> int:
    """Alpha for root, U96F32 bits: its proportion of the validators' half.

    Args:
        proportion: `root_proportion`.
        rest: alpha after the owner's cut, U96F32 bits.
    """
    return _mul(proportion, rest) >> 1


class SetAside(NamedTuple):
    """Whole rao of alpha that one block sets aside. What the floors drop belongs to nobody.

    Attributes:
        server: for miners.
        validator: for validators and those who stake with them on the subnet.
        root: for those who stake on root.
    """

    server: int
    validator: int
    root: int


@rule("COI-15")
def set_aside(rest: int, root: int) -> SetAside:
    """From `flow` on: half for miners, the other half less root's part for validators.

    The half of the validators is what the floored half of the miners leaves, and only the final
    difference is floored.

    Args:
        rest: alpha after the owner's cut, U96F32 bits.
        root: `root_alpha`.
    """
    server = rest >> 1
    validator = _sub(rest - server, root)
    return _new(SetAside, (_to_u64(server), _to_u64(validator), _to_u64(root)))


class Swapped(NamedTuple):
    """Whole rao of alpha that one block splits in `dtao` and `dereg`.

    Attributes:
        emission: kept for the epoch.
        root: sold for those who stake on root.
    """

    emission: int
    root: int


@rule("COI-14")
def emission_less_root(rest: int, root: int) -> Swapped:
    """In `dtao` and `dereg`: root's part is sold in the block, the rest waits for the epoch."""
    return Swapped(_to_u64(_sub(rest, root)), _to_u64(root))
