"""Moving prices, net flows, and the shares that follow them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from taospec.coinbase import flows, prices, root_shares
from taospec.forks import Fork
from taospec.operations.coinbase._types import FinePrice, Flow, MovingPrice, Price, Share
from taospec.operations.declare import operation
from taospec.quantities import I64, U64, AlphaRao, Block, Bool, Unit
from taospec.timeline import since, until
from taospec.wire import Record

SINCE_FLOW = since("flow")
# Flows decide until price does again.
BY_FLOW = since("flow", until="rootprice")


@dataclass(frozen=True, slots=True)
class PriceState(Record):
    """A subnet's moving price and spot price, and the subnet's age.

    Attributes:
        stored: `SubnetMovingPrice` before the block, raw bits of I96F32.
        is_dynamic: whether the subnet has a pool.
        price: spot price that the block leaves, raw bits of U96F32.
        moving_alpha: `SubnetMovingAlpha`, raw bits of I96F32.
        halving_blocks: `EMAPriceHalvingBlocks` of the subnet.
        first_emission_block: `FirstEmissionBlockNumber` of the subnet.
        block: the current block.
    """

    stored: MovingPrice
    is_dynamic: Bool
    price: Price
    moving_alpha: MovingPrice
    halving_blocks: Block
    first_emission_block: Block
    block: Block


@dataclass(frozen=True, slots=True)
class NextPrice(Record):
    """What the old moving price counts as, the weight of the new price, and what is stored.

    Attributes:
        counted: what the old moving price counts as, raw bits of U96F32.
        weight: weight of the spot price, raw bits of U96F32.
        moving_price: what the block stores, raw bits of I96F32.
    """

    counted: Price
    weight: Price
    moving_price: MovingPrice


@operation("coinbase.moving_price", forks=until("balancer"))
def moving_price(_fork: Fork, given: PriceState) -> NextPrice:
    """One block's step of a subnet's moving price towards its spot price."""
    counted = prices.counted_price(given.stored, is_dynamic=given.is_dynamic)
    age = prices.age(given.block, given.first_emission_block)
    weight = prices.smoothing(given.moving_alpha, age, given.halving_blocks)
    stored = prices.next_moving_price(counted, given.price, weight)
    return NextPrice(counted=counted, weight=weight, moving_price=stored)


@dataclass(frozen=True, slots=True)
class FinerPriceState(Record):
    """A subnet's moving price and spot price, and the subnet's age, from `balancer` on.

    Attributes:
        stored: `SubnetMovingPrice` before the block, raw bits of I96F32.
        is_dynamic: whether the subnet has a pool.
        price: spot price that the block leaves, raw bits of U64F64.
        moving_alpha: `SubnetMovingAlpha`, raw bits of I96F32.
        halving_blocks: `EMAPriceHalvingBlocks` of the subnet.
        first_emission_block: `FirstEmissionBlockNumber` of the subnet.
        block: the current block.
    """

    stored: MovingPrice
    is_dynamic: Bool
    price: FinePrice
    moving_alpha: MovingPrice
    halving_blocks: Block
    first_emission_block: Block
    block: Block


@dataclass(frozen=True, slots=True)
class NextFinerPrice(Record):
    """What the old moving price counts as, and what is stored.

    Attributes:
        counted: what the old moving price counts as, raw bits of U96F32.
        moving_price: what the block stores, raw bits of I96F32.
    """

    counted: Price
    moving_price: MovingPrice


@operation("coinbase.finer_moving_price", forks=since("balancer"))
def finer_moving_price(_fork: Fork, given: FinerPriceState) -> NextFinerPrice:
    """One block's step of a subnet's moving price towards its spot price, computed in U64F64."""
    counted = prices.counted_price(given.stored, is_dynamic=given.is_dynamic)
    age = prices.age(given.block, given.first_emission_block)
    stored = prices.finer_moving_price(
        counted, given.price, given.moving_alpha, age, given.halving_blocks
    )
    return NextFinerPrice(counted=counted, moving_price=stored)


@dataclass(frozen=True, slots=True)
class CountedPrices(Record):
    """Moving prices of the emitting subnets, as they count.

    Attributes:
        prices: what the moving price of each emitting subnet counts as, raw bits of U96F32.
    """

    prices: tuple[Price, ...]


@dataclass(frozen=True, slots=True)
class Sells(Record):
    """Whether root's alpha is kept for root.

    Attributes:
        root_sells: whether the alpha for root is kept for root.
    """

    root_sells: Bool


@operation("coinbase.root_sells", forks=SINCE_FLOW)
def root_sells(_fork: Fork, given: CountedPrices) -> Sells:
    """Whether the moving prices sum to more than one, so that root has a part."""
    return Sells(root_sells=prices.root_sells(given.prices))


@dataclass(frozen=True, slots=True)
class FlowState(Record):
    """The average of a subnet's flow, and the rao that came in less those that went out since.

    Attributes:
        average: the average before, raw bits of I64F64.
        flow: rao that users staked less those that they took out, since the last step.
        smoothing_factor: `FlowEmaSmoothingFactor`, of 2**63 - 1.
    """

    average: Flow
    flow: Annotated[I64, Unit("rao")]
    smoothing_factor: Annotated[U64, Unit("of 2**63 - 1")]


@dataclass(frozen=True, slots=True)
class NextFlow(Record):
    """The weight of the flow, and the average after it.

    Attributes:
        weight: weight of the flow, raw bits of I64F64.
        average: the average after, raw bits of I64F64.
    """

    weight: Flow
    average: Flow


@operation("coinbase.flow_average", forks=BY_FLOW)
def flow_average(_fork: Fork, given: FlowState) -> NextFlow:
    """One step of the average of a subnet's net flow of TAO."""
    weight = flows.flow_smoothing(given.smoothing_factor)
    return NextFlow(weight=weight, average=flows.next_flow(given.average, given.flow, weight))


@dataclass(frozen=True, slots=True)
class Flows(Record):
    """The averages of all emitting subnets, and what is set about their shares.

    Attributes:
        averages: average flow of each emitting subnet, raw bits of I64F64.
        cutoff: `TaoFlowCutoff`, raw bits of I64F64.
        exponent: `FlowNormExponent`, raw bits of U64F64.
    """

    averages: tuple[Flow, ...]
    cutoff: Flow
    exponent: Share


@dataclass(frozen=True, slots=True)
class FlowShares(Record):
    """The flow that earns nothing, and every subnet's share.

    Attributes:
        limit: the flow that earns nothing, raw bits of I64F64.
        shares: share of each subnet in the emission, raw bits of U64F64.
    """

    limit: Flow
    shares: tuple[Share, ...]


@operation("coinbase.flow_shares", forks=BY_FLOW)
def flow_shares(_fork: Fork, given: Flows) -> FlowShares:
    """Each subnet's share of the emission by its net flow of TAO."""
    return FlowShares(
        limit=flows.lower_limit(given.averages, given.cutoff),
        shares=tuple(flows.shares_by_flow(given.averages, given.cutoff, given.exponent)),
    )


@dataclass(frozen=True, slots=True)
class PricedSubnet(Record):
    """What the share of an emitting subnet derives from.

    Attributes:
        price: what its moving price counts as, raw bits of U96F32.
        root_proportion: root's weight in it before the block emits, raw bits of U96F32.
        withheld: `MinerBurned`, raw bits of U96F32; more than 1 counts as 1.
    """

    price: Price
    root_proportion: Price
    withheld: Price


@dataclass(frozen=True, slots=True)
class PricedSubnets(Record):
    """All emitting subnets.

    Attributes:
        subnets: in the order of storage.
    """

    subnets: tuple[PricedSubnet, ...]


@dataclass(frozen=True, slots=True)
class PriceShares(Record):
    """Every subnet's share, before subnets that are switched off are left out.

    Attributes:
        shares: share of each subnet in the emission, raw bits of U64F64.
    """

    shares: tuple[Share, ...]


@operation("coinbase.price_shares", forks=since("rootprice", until="conviction"))
def price_shares(_fork: Fork, given: PricedSubnets) -> PriceShares:
    """Each subnet's share of the emission by price, root's weight and what miners are paid."""
    shares = root_shares.shares(
        [subnet.price for subnet in given.subnets],
        [subnet.root_proportion for subnet in given.subnets],
        [subnet.withheld for subnet in given.subnets],
    )
    return PriceShares(tuple(shares))


@dataclass(frozen=True, slots=True)
class EpochIncentives(Record):
    """What an epoch had for the miners of a subnet.

    Attributes:
        withheld: the part that goes to keys of the subnet's owner, burned or recycled.
        total: all of it.
    """

    withheld: AlphaRao
    total: AlphaRao


@dataclass(frozen=True, slots=True)
class WithheldPart(Record):
    """What the epoch leaves in `MinerBurned`.

    Attributes:
        part: withheld incentives as a part of all, raw bits of U96F32.
    """

    part: Price


@operation("coinbase.withheld_part", forks=since("rootprice"))
def withheld_part(_fork: Fork, given: EpochIncentives) -> WithheldPart:
    """The part of an epoch's incentives that no miner gets; 0 where there are none."""
    return WithheldPart(root_shares.withheld_part(given.withheld, given.total))
