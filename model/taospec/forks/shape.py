"""What a fork is: the constants and the rules of one named state of the protocol."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Self

from taospec.constants import Constants, constants
from taospec.forks.evolution import IDENTITY, Change, evolved

if TYPE_CHECKING:  # a fork's name and constants need no chapter; see `taospec.forks.access`
    from taospec.coinbase.rules import CoinbaseRules
    from taospec.consensus.rules import ConsensusRules
    from taospec.network.rules import NetworkRules
    from taospec.pools.rules import PoolRules
    from taospec.registration.rules import RegistrationRules
    from taospec.staking.rules import StakingRules
    from taospec.supply.rules import SupplyRules


@dataclass(frozen=True, slots=True, kw_only=True)
class Fork:
    """Rules and constants of one named state of the protocol; a chapter's rules are one part.

    Attributes:
        name: its name in `spec/forks.yaml`.
        constants: mainnet column by name, both columns by `constants.entry(name)`.
        supply: how TAO and alpha come into being, and what moves the totals of TAO.
        consensus: what validators submit, and what an epoch makes of it.
        coinbase: who is not paid, and how requests for children take effect.
        pools: what TAO buys and alpha fetches.
        staking: what stake is worth, what is too little, who may ask for which children.
        registration: how subnets and neurons come in.
        network: the calls, the block, and how the state of a network is kept.
    """

    name: str = field(metadata=IDENTITY)
    constants: Constants = field(metadata=IDENTITY)
    supply: SupplyRules
    consensus: ConsensusRules
    coinbase: CoinbaseRules
    pools: PoolRules
    staking: StakingRules
    registration: RegistrationRules
    network: NetworkRules

    def evolve(self, name: str, **changed: Change) -> Self:
        """The next fork: its own constants, the changed rules, everything else as it was.

        Args:
            name: of the next fork.
            **changed: what changes, by part.

        Raises:
            TypeError: there is no such part or slot.
        """
        return replace(self.variant(**changed), name=name, constants=constants(name))

    def variant(self, **changed: Change) -> Self:
        """The same fork with some rules otherwise, as an experiment or a known mistake has it.

        Args:
            **changed: what changes, by part.

        Raises:
            TypeError: there is no such part or slot.
        """
        return evolved(self, Change(changed))
