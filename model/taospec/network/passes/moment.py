"""What the passes of one block hand on to each other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from taospec.coinbase.cuts import u64_part
from taospec.network.chain import Chain
from taospec.network.table import Journal
from taospec.numbers.words import Numbers

ROOT = 0


class Intake(NamedTuple):
    """What the emitting subnets take in: every amount of all of them, in their order.

    Attributes:
        tao_in: TAO that enters the pool.
        alpha_in: alpha that enters the pool.
        alpha_out: alpha for participants.
        excess: TAO that buys alpha from the pool instead of entering beside it.
    """

    tao_in: Numbers
    alpha_in: Numbers
    alpha_out: Numbers
    excess: Numbers


NOTHING = Intake([], [], [], [])


class Paid(NamedTuple):
    """What an epoch paid on a subnet, rao of alpha.

    Attributes:
        owner: the cut of the owner of the subnet.
        miners: incentives, without those that are withheld.
        validators: their takes of the validators' pot.
        nominators: the rest of it, for everybody who stakes with a validator.
        root: the part of root's pot that goes to stake on root, takes included; of TAO in `dtao`
            and `dereg`.
    """

    owner: int
    miners: int
    validators: int
    nominators: int
    root: int


@dataclass(slots=True)
class Moment:
    """One block while it is made.

    Attributes:
        chain: the state.
        block: its number.
        networks: every subnet, root too, as the chain walks its storage.
        subnets: the same without root.
        issuances: issuances of TAO for which the curve was evaluated, in their order.
        emission: rao of TAO that the block has for the subnets.
        ceiling: rao of TAO that bound what a pool takes in.
        credit: rao that are minted and not spent yet, from `netflow` on.
        emitting: subnets that have a part in it. The lists below have an entry for each of them.
        root_sells: whether the moving prices before this block sum to more than 1.
        counted_prices: what their moving prices count as before this block, U96F32 bits.
        prices: their prices before this block, U96F32 bits.
        parts: their parts of the emission, U96F32 bits.
        terms: what they take in, U96F32 bits.
        injected: the same in whole rao.
        subsidised: whether their excess buys at once (`dereg`).
        paid: what the epochs of the block paid, by subnet.
    """

    chain: Chain
    block: int
    networks: list[int]
    subnets: list[int]
    issuances: list[int] = field(default_factory=list)
    emission: int = 0
    ceiling: int = 0
    credit: int = 0
    emitting: list[int] = field(default_factory=list)
    root_sells: bool = False
    counted_prices: Sequence[int] = field(default_factory=list)
    prices: Numbers = field(default_factory=list)
    parts: list[int] = field(default_factory=list)
    terms: Intake = NOTHING
    injected: Intake = NOTHING
    subsidised: list[bool] = field(default_factory=list)
    paid: dict[int, Paid] = field(default_factory=dict)

    @property
    def journal(self) -> Journal:
        """Where the passes of the block write."""
        return self.chain.journal

    @property
    def tao_weight(self) -> int:
        """What a rao of TAO on root weighs, U96F32 bits."""
        return u64_part(self.chain.tao_weight.value)


Pass = Callable[[Moment], None]
