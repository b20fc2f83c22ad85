"""What a simulation can record: numbers of the network, of subnets, and of roles."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from taospec.network.chain import Chain
from taospec.network.effects import swap
from taospec.network.passes.moment import ROOT, Moment

# The netuid of what is about the whole network.
NETWORK = -1


class Record(NamedTuple):
    """One number.

    Attributes:
        block: of the simulation; 0 is the start.
        measure: what it is, a name of `MEASURES`, with a role behind a slash where there are roles.
        netuid: the subnet; -1 for the whole network.
        value: the number, whole.
    """

    block: int
    measure: str
    netuid: int
    value: int


class Seen(NamedTuple):
    """What can be measured after a block.

    Attributes:
        chain: the state.
        moment: the block as it was made; None before the first.
        earned: rao that each role earned on each subnet since the start.
    """

    chain: Chain
    moment: Moment | None
    earned: Mapping[tuple[str, int], int]


Values = Iterator[tuple[str, int, int]]
"""Name, netuid and value."""


def _issuance(seen: Seen) -> Values:
    """Rao of TAO in existence, by the chain's counter."""
    yield "issuance", NETWORK, seen.chain.total_issuance.value


def _stake(seen: Seen) -> Values:
    """Rao of TAO that all stake counts as; rao of alpha that is staked on each subnet."""
    chain = seen.chain
    yield "stake", NETWORK, chain.total_stake.value
    subnets = [netuid for netuid in chain.netuids() if netuid != ROOT]
    for netuid, outside in zip(subnets, chain.subnet_alpha_out.read(subnets), strict=True):
        yield "stake", netuid, outside


def _price(seen: Seen) -> Values:
    """Rao of TAO for 10**9 rao of alpha, floored."""
    subnets = [netuid for netuid in seen.chain.netuids() if netuid != ROOT]
    for netuid, bits in zip(subnets, swap.prices(seen.chain, subnets), strict=True):
        yield "price", netuid, bits * 10**9 >> 32


def _share(seen: Seen) -> Values:
    """Part of the block's emission of TAO, in parts of 10**9, floored."""
    if seen.moment is not None and seen.moment.emission:
        moment = seen.moment
        for netuid, part in zip(moment.emitting, moment.parts, strict=True):
            yield "share", netuid, part * 10**9 // moment.emission >> 32


def _earned(seen: Seen) -> Values:
    """Rao that each role earned on a subnet since the start.

    Alpha, but for what `dtao` and `dereg` pay to root, which is TAO.
    """
    for (role, netuid), amount in seen.earned.items():
        yield f"earned/{role}", netuid, amount


MEASURES: Mapping[str, Callable[[Seen], Values]] = {
    "issuance": _issuance,
    "stake": _stake,
    "price": _price,
    "share": _share,
    "earned": _earned,
}
