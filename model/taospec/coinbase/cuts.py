"""How the alpha that a block creates for participants is set aside until the epoch."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from taospec.bulk import bulk, in_turn
from taospec.numbers import U96F32
from taospec.numbers.arithmetic import arithmetic
from taospec.numbers.words import Numbers, differences, largest, listed, word, words
from taospec.numbers.words import parts as product
from taospec.rules import rule

_U96 = arithmetic(U96F32.layout)
_from_int, _mul, _sub, _to_u64 = _U96.from_int, _U96.mul, _U96.sub, _U96.to_int
_add, _div = _U96.add, _U96.div
# Every block cuts for every subnet: a named tuple made of a whole row takes a third of the time.
_new = tuple.__new__
_FRAC, _ONE = U96F32.layout.frac, U96F32.layout.one
_FRAC_WORD, _1 = word(_FRAC), word(1)

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
def owner_cuts(alpha_out: Numbers, parts: Numbers) -> tuple[Numbers, Numbers]:
    """`owner_cut` of many: a part of at most 1 leaves no product that does not fit."""
    small = words(alpha_out, parts)
    if small is None or largest(small[1]) > _ONE:
        owners, rests = in_turn(owner_cut, listed(alpha_out), listed(parts))
        return owners, rests
    owner = product(*small)
    return owner, small[0] - owner


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
def root_proportions(weighted: int, alpha_issuances: Numbers) -> list[int]:
    """`root_proportion` of many subnets beside one root."""
    issuances = listed(alpha_issuances)
    if not 0 < weighted < U96F32.layout.high >> 1:
        return [root_proportion(weighted, issuance) for issuance in issuances]
    dividend = weighted << _FRAC
    return [dividend // (weighted + (issuance << _FRAC)) for issuance in issuances]


@rule("COI-13")
def root_alpha(proportion: int, rest: int) -> int:
    """Alpha for root, U96F32 bits: its proportion of the validators' half.

    Args:
        proportion: `root_proportion`.
        rest: alpha after the owner's cut, U96F32 bits.
    """
    return _mul(proportion, rest) >> 1


@bulk(root_alpha)
def root_alphas(proportions: Numbers, rests: Numbers) -> Numbers:
    """`root_alpha` of many: a proportion is at most 1."""
    small = words(rests, proportions)
    if small is None or largest(small[1]) > _ONE:
        return list(map(root_alpha, listed(proportions), listed(rests)))
    return product(*small) >> _1


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
def sets_aside(rests: Numbers, roots: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """`set_aside` of many, of amounts that fit a word."""
    small = words(rests, roots)
    if small is None:
        servers, validators, for_root = in_turn(set_aside, listed(rests), listed(roots))
        return servers, validators, for_root
    rest, root = small
    server = rest >> _1
    return server >> _FRAC_WORD, differences(rest - server, root) >> _FRAC_WORD, root >> _FRAC_WORD


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


@bulk(emission_less_root)
def emissions_less_root(rests: Numbers, roots: Numbers) -> tuple[Numbers, Numbers]:
    """`emission_less_root` of many, of amounts that fit a word."""
    small = words(rests, roots)
    if small is None:
        emissions, for_root = in_turn(emission_less_root, listed(rests), listed(roots))
        return emissions, for_root
    rest, root = small
    return differences(rest, root) >> _FRAC_WORD, root >> _FRAC_WORD
