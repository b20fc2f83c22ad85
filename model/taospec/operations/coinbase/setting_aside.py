"""What a block cuts from the alpha it creates, and what an epoch has to pay."""

from __future__ import annotations

from dataclasses import dataclass

from taospec.coinbase import cuts, drain
from taospec.forks import Fork
from taospec.numbers import U96F32
from taospec.operations.coinbase._types import Price, Proportion16, Proportion64
from taospec.operations.declare import operation
from taospec.quantities import AlphaRao, Rao
from taospec.timeline import since, until
from taospec.wire import Record

UNTIL_FLOW, SINCE_FLOW = until("flow"), since("flow")


@dataclass(frozen=True, slots=True)
class Created(Record):
    """Alpha that a block created for participants, and what decides on its parts.

    Attributes:
        alpha_out: alpha that the block created for participants.
        owner_cut: `SubnetOwnerCut`, of 65535.
        root_tao: `SubnetTAO` of root.
        tao_weight: `TaoWeight`, of 2**64 - 1.
        alpha_issuance: alpha in the pool and outside, after the injection of the block.
    """

    alpha_out: AlphaRao
    owner_cut: Proportion16
    root_tao: Rao
    tao_weight: Proportion64
    alpha_issuance: AlphaRao


@dataclass(frozen=True, slots=True)
class Sold(Record):
    """Whole rao of alpha: for the owner, to be sold for root, and for the epoch.

    Attributes:
        owner: alpha for the owner of the subnet.
        root_proportion: root's part, raw bits of U96F32.
        swapped: alpha to be sold for root.
        emission: alpha that waits for the epoch.
    """

    owner: AlphaRao
    root_proportion: Price
    swapped: AlphaRao
    emission: AlphaRao


@dataclass(frozen=True, slots=True)
class SetAside(Record):
    """Whole rao of alpha: for the owner, root, miners and validators.

    Attributes:
        owner: alpha for the owner of the subnet.
        root_proportion: root's part, raw bits of U96F32.
        root: alpha for root.
        server: alpha for miners.
        validator: alpha for validators.
    """

    owner: AlphaRao
    root_proportion: Price
    root: AlphaRao
    server: AlphaRao
    validator: AlphaRao


def _parts(given: Created) -> tuple[cuts.OwnerCut, int, int]:
    cut = cuts.owner_cut(given.alpha_out * U96F32.layout.one, cuts.u16_part(given.owner_cut))
    weighted = cuts.weighted_root(given.root_tao, cuts.u64_part(given.tao_weight))
    proportion = cuts.root_proportion(weighted, given.alpha_issuance)
    return cut, proportion, cuts.root_alpha(proportion, cut.rest)


@operation("coinbase.set_aside_and_sell", forks=UNTIL_FLOW)
def set_aside_and_sell(_fork: Fork, given: Created) -> Sold:
    """What a block sets aside of the alpha for participants while root's part is sold at once."""
    cut, proportion, root = _parts(given)
    split = cuts.emission_less_root(cut.rest, root)
    return Sold(
        owner=cut.owner >> U96F32.layout.frac,
        root_proportion=proportion,
        swapped=split.root,
        emission=split.emission,
    )


@operation("coinbase.set_aside", forks=SINCE_FLOW)
def set_aside(_fork: Fork, given: Created) -> SetAside:
    """What a block sets aside of the alpha for participants."""
    cut, proportion, root = _parts(given)
    split = cuts.set_aside(cut.rest, root)
    return SetAside(
        owner=cut.owner >> U96F32.layout.frac,
        root_proportion=proportion,
        root=split.root,
        server=split.server,
        validator=split.validator,
    )


@dataclass(frozen=True, slots=True)
class DueAfterSales(drain.HalvedPendings):
    """What was set aside while root's part was sold, and the incentives of the epoch.

    Attributes:
        incentives: alpha that the epoch assigned to miners, summed.
    """

    incentives: AlphaRao


@dataclass(frozen=True, slots=True)
class DueToAll(drain.SeparatePendings):
    """What was set aside for miners, validators and root, and the incentives of the epoch.

    Attributes:
        incentives: alpha that the epoch assigned to miners, summed.
    """

    incentives: AlphaRao


@operation("coinbase.pots_after_sales", forks=UNTIL_FLOW)
def pots_after_sales(_fork: Fork, given: DueAfterSales) -> drain.Pots:
    """The pots of an epoch where root's alpha was sold; root's pot is TAO."""
    return given.pots(given.incentives)


@operation("coinbase.pots", forks=SINCE_FLOW)
def pots(_fork: Fork, given: DueToAll) -> drain.Pots:
    """The pots of an epoch; root's pot is alpha."""
    return given.pots(given.incentives)
