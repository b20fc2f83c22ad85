"""What the passes of one block hand on to each other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from taospec.coinbase.cuts import u64_part
from taospec.network.chain import Chain
from taospec.supply.minting import Injection, Terms

ROOT = 0


@dataclass(slots=True)
class Moment:
    """One block while it is made.

    Attributes:
        chain: the state.
        block: its number.
        networks: every subnet, root too, as the chain walks its storage.
        subnets: the same without root.
        emission: rao of TAO that the block may mint.
        emitting: subnets that have a part in it.
        root_sells: whether the moving prices before this block sum to more than 1.
        counted_prices: what their moving prices count as before this block, U96F32 bits.
        terms: what each of them takes in.
        injections: the same in whole rao.
        subsidised: whether its excess buys at once (`dereg`).
    """

    chain: Chain
    block: int
    networks: list[int]
    subnets: list[int]
    emission: int = 0
    emitting: list[int] = field(default_factory=list)
    root_sells: bool = False
    counted_prices: list[int] = field(default_factory=list)
    terms: list[Terms] = field(default_factory=list)
    injections: list[Injection] = field(default_factory=list)
    subsidised: list[bool] = field(default_factory=list)

    @property
    def tao_weight(self) -> int:
        """What a rao of TAO on root weighs, U96F32 bits."""
        return u64_part(self.chain.tao_weight.value)


Pass = Callable[[Moment], None]
