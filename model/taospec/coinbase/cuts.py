"""How the alpha that a block creates for participants is set aside until the epoch."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from taospec.bulk import all_below, bulk, in_turn
from taospec.numbers import U96F32
from taospec.numbers.arithmetic import arithmetic
from taospec.rules import rule

_U96 = arithmetic(U96F32.layout)
_from_int, _mul, _sub, _to_u64 = _U96.from_int, _U96.mul, _U96.sub, _U96.to_int
_add, _div = _U96.add, _U96.div
# Every block cuts for every subnet: a named tuple made of a whole row takes a third of the time.
_new = tuple.__new__
_FRAC, _ONE = U96F32.layout.frac, U96F32.layout.one
# Amounts of fewer bits than these have whole parts that fit a counter.
_COUNTABLE = 1 << (64 + _FRAC)

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


@bulk(owner_cut)
def owner_cuts(alpha_out: Sequence[int], parts: Sequence[int]) -> tuple[list[int], list[int]]:
    """`owner_cut` of many: a part of at most 1 leaves no product that does not fit."""
    if not all_below(_ONE + 1, parts):
        owners, rests = in_turn(owner_cut, alpha_out, parts)
        return owners, rests
    if alpha_out and alpha_out.count(alpha_out[0]) == len(alpha_out) == parts.count(parts[0]):
        owner, rest = owner_cut(alpha_out[0], parts[0])  # nearly always, as the curve only falls
        return [owner] * len(alpha_out), [rest] * len(alpha_out)
    owners = [(alpha * part) >> _FRAC for alpha, part in zip(alpha_out, parts, strict=True)]
    return owners, [alpha - owner for alpha, owner in zip(alpha_out, owners, strict=True)]


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


@bulk(root_proportion)
def root_proportions(weighted: int, alpha_issuances: Sequence[int]) -> list[int]:
    """`root_proportion` of many subnets beside one root."""
    if not 0 < weighted < U96F32.layout.high >> 1:
        return [root_proportion(weighted, issuance) for issuance in alpha_issuances]
    dividend = weighted << _FRAC
    return [dividend // (weighted + (issuance << _FRAC)) for issuance in alpha_issuances]


@rule("COI-13")
def root_alpha(proportion: int, rest: int) -> int:
    """Alpha for root, U96F32 bits: its proportion of the validators' half.

    Args:
        proportion: `root_proportion`.
        rest: alpha after the owner's cut, U96F32 bits.
    """
    return _mul(proportion, rest) >> 1


@bulk(root_alpha)
def root_alphas(proportions: Sequence[int], rests: Sequence[int]) -> list[int]:
    """`root_alpha` of many: a proportion is at most 1."""
    if not all_below(_ONE + 1, proportions):
        return list(map(root_alpha, proportions, rests))
    halved = _FRAC + 1
    return [
        (proportion * rest) >> halved for proportion, rest in zip(proportions, rests, strict=True)
    ]


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


@bulk(set_aside)
def sets_aside(
    rests: Sequence[int], roots: Sequence[int]
) -> tuple[list[int], list[int], list[int]]:
    """`set_aside` of many: of small amounts, where root has no more than validators."""
    validators = [rest - (rest >> 1) - root for rest, root in zip(rests, roots, strict=True)]
    if not all_below(_COUNTABLE, rests, roots, validators):
        servers, validators, roots = in_turn(set_aside, rests, roots)
        return servers, validators, list(roots)
    return (
        [rest >> (_FRAC + 1) for rest in rests],
        [validator >> _FRAC for validator in validators],
        [root >> _FRAC for root in roots],
    )


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
