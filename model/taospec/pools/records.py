"""What the rules of a pool read and answer: small immutable records of integers."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from taospec.pools.quantities import Checkpoint, Counter, Root
from taospec.quantities import U16, U64, AlphaRao, Bool, IfStated, Rao, Unit

U64_MAX = 2**64 - 1
# Limits of a swap that wants none, in rao per 10**9 alpha rao.
HIGHEST_LIMIT = U64_MAX
LOWEST_LIMIT = 0


class Position(NamedTuple):
    """The swap state of a pool that was traded on.

    The chain also stores the tick of the price (`CurrentTick`), which follows from it:
    `taospec.pools.ticks.tick_at`.

    Attributes:
        sqrt_price: square root of the price (`AlphaSqrtPrice`).
        liquidity: what a swap trades against (`CurrentLiquidity`).
        fee_tao: TAO fees per unit of liquidity so far (`FeeGlobalTao`).
        fee_alpha: the same in alpha (`FeeGlobalAlpha`).
        own_liquidity: liquidity of the protocol's own position (`Positions`).
        collected_tao: `fee_tao` when the position last collected.
        collected_alpha: `fee_alpha` when the position last collected.
    """

    sqrt_price: Root
    liquidity: U64
    fee_tao: Counter
    fee_alpha: Counter
    own_liquidity: U64
    collected_tao: Checkpoint
    collected_alpha: Checkpoint


class Weights(NamedTuple):
    """The swap state of a pool from `balancer` on.

    Attributes:
        quote: the weight of TAO, of 10^18; alpha has the rest (`SwapBalancer`).
        is_traded: whether the pool was traded on (`PalSwapInitialized`); the first swap sets both
            weights to a half.
    """

    quote: Annotated[U64, Unit("of 10^18")]
    is_traded: Bool


class Pool(NamedTuple):
    """All that a swap reads of a subnet; on the chain of `dtao` no field after `alpha` exists.

    From `balancer` on only `fee_rate` and `weights` do, and a swap leaves the rest as it is stated.

    Attributes:
        dynamic: mechanism 1 and not root; any other subnet trades one to one.
        tao: TAO in reserve (`SubnetTAO`).
        alpha: alpha in reserve (`SubnetAlphaIn`).
        tao_provided: TAO that users' positions contribute (`SubnetTaoProvided`).
        alpha_provided: alpha that users' positions contribute (`SubnetAlphaInProvided`).
        fee_rate: part of 65535 that is the fee (`FeeRate`).
        scrap_tao: TAO waiting for alpha to enter beside it (`ScrapReservoirTao`).
        scrap_alpha: alpha waiting for TAO to enter beside it (`ScrapReservoirAlpha`).
        position: the swap state; null before the first swap.
        weights: the swap state from `balancer` on; without it both weights are a half.
    """

    dynamic: Bool
    tao: Rao
    alpha: AlphaRao
    tao_provided: Rao = 0
    alpha_provided: AlphaRao = 0
    fee_rate: Annotated[U16, Unit("of 65535")] = 33
    scrap_tao: Rao = 0
    scrap_alpha: AlphaRao = 0
    position: Position | None = None
    weights: Annotated[Weights | None, IfStated] = None

    @property
    def tao_reserve(self) -> int:
        """Rao in reserve, own and provided, saturating."""
        return min(self.tao + self.tao_provided, U64_MAX)

    @property
    def alpha_reserve(self) -> int:
        """Alpha in reserve, own and provided, saturating."""
        return min(self.alpha + self.alpha_provided, U64_MAX)


class Fill(NamedTuple):
    """What a pool makes of an amount, before any reserve moves.

    Attributes:
        position: the swap state afterwards; None where the pool has none.
        paid_in: what enters the reserve, without the fee.
        fee: what the buyer or seller pays beyond that, in the same coin.
        paid_out: what leaves the reserve.
        error: the chain's name of why nothing is traded; then the rest means nothing.
        weights: the swap state afterwards from `balancer` on; None before, which keeps the pool's.
    """

    position: Position | None
    paid_in: int = 0
    fee: int = 0
    paid_out: int = 0
    error: str | None = None
    weights: Weights | None = None


class Swap(NamedTuple):
    """What a buy or a sell did.

    Attributes:
        pool: the pool as it is left. An error leaves it as it was, but for the one that comes after
            the price has moved; then the reserves are as before and the position is not.
        paid_in: what entered the reserve, without the fee.
        fee: what the buyer or seller paid beyond that, in the same coin.
        paid_out: what left the reserve.
        error: the chain's name of why nothing was traded; None where the swap succeeded.
        reserve_in: by how much the reserve it entered grows; `paid_in` below 2**63.
        reserve_out: by how much the reserve it left shrinks; `paid_out` below 2**63.
    """

    pool: Pool
    paid_in: int = 0
    fee: int = 0
    paid_out: int = 0
    error: str | None = None
    reserve_in: int = 0
    reserve_out: int = 0
