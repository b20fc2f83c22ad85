"""What amounts of stake are worth, the least of them, and what counts as flow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from taospec.coinbase import claims, cuts, dividends
from taospec.forks import Fork
from taospec.numbers import U96F32
from taospec.operations.coinbase.claiming import Claim
from taospec.operations.declare import operation
from taospec.operations.pools import OnePool
from taospec.pools.quantities import Price
from taospec.quantities import I128, U16, U64, AlphaRao, Bool, Rao, Unit
from taospec.staking import fees
from taospec.timeline import only, since
from taospec.wire import Record

Rate = Annotated[I128, Unit("I96F32 bits")]
Millionths = Annotated[U64, Unit("millionths")]


@dataclass(frozen=True, slots=True)
class Worth(Record):
    """What a share is worth.

    Attributes:
        worth: rao, of alpha or of TAO.
    """

    worth: Rao


@dataclass(frozen=True, slots=True)
class Stakes(Record):
    """Stakes with one hotkey, one for each subnet: alpha and its price.

    Attributes:
        stakes: alpha and price of each subnet.
    """

    stakes: tuple[tuple[AlphaRao, Price], ...]


@operation("staking.total_value")
def total_value(fork: Fork, given: Stakes) -> Worth:
    """What all stakes with a hotkey are worth, as thresholds of stake count it."""
    return Worth(worth=fork.staking.total_value(given.stakes))


@dataclass(frozen=True, slots=True)
class Least(Record):
    """The least that can be staked.

    Attributes:
        tao: rao, the fee included.
    """

    tao: Rao


@operation("staking.least_to_add")
def least_to_add(fork: Fork, given: OnePool) -> Least:
    """The least TAO that a stake on a subnet may ask for."""
    least, pool = fork.constants["MIN_STAKE"], given.pool
    return Least(tao=fork.staking.least_to_add(fork.pools, lambda: pool, least))


@dataclass(frozen=True, slots=True)
class Payout(Record):
    """What a hotkey is paid, and the part of it that its owner takes.

    Attributes:
        payout: rao of alpha or TAO.
        take: `Delegates` of the hotkey, of 65535.
    """

    payout: Rao
    take: Annotated[U16, Unit("of 65535")]


@operation("staking.take_split")
def take_split(_fork: Fork, given: Payout) -> dividends.TakeSplit:
    """What of a hotkey's payout its owner takes, and what is left for all who stake with it."""
    return dividends.take_split(given.payout * U96F32.layout.one, cuts.u16_part(given.take))


@dataclass(frozen=True, slots=True)
class Nomination(Record):
    """`NominatorMinRequiredStake`, and the price of the subnet.

    Attributes:
        required: the stored minimum; in `dtao` it is rao.
        price: of alpha.
    """

    required: Millionths
    price: Price


@dataclass(frozen=True, slots=True)
class Bound(Record):
    """The alpha below which a nomination is swept.

    Attributes:
        alpha: rao of alpha.
    """

    alpha: AlphaRao


@operation("staking.swept_below")
def swept_below(fork: Fork, given: Nomination) -> Bound:
    """How small a nomination may become before it is sold for its owner."""
    least = fork.constants["MIN_STAKE"]
    return Bound(alpha=fork.staking.swept_below(given.required, least, given.price))


@dataclass(frozen=True, slots=True)
class Leaving(Record):
    """Proceeds of the alpha that leaves, and what the hotkey's last epoch was.

    Attributes:
        proceeds: rao that a sale of the amount asked for would fetch.
        dividends: `AlphaDividendsPerSubnet` of the hotkey.
        alpha_last_epoch: `TotalHotkeyAlphaLastEpoch` of the hotkey.
    """

    proceeds: Rao
    dividends: AlphaRao
    alpha_last_epoch: AlphaRao


@dataclass(frozen=True, slots=True)
class Fee(Record):
    """What the pool keeps.

    Attributes:
        fee: rao.
    """

    fee: Rao


@operation("staking.leaving_fee", forks=only("dtao"))
def leaving_fee(_fork: Fork, given: Leaving) -> Fee:
    """What leaving a subnet's pool costs."""
    return Fee(fee=fees.leaving_fee(given.proceeds, given.dividends, given.alpha_last_epoch))


@dataclass(frozen=True, slots=True)
class Purchase(Record):
    """TAO of the protocol's position around a purchase, the stake, and what entered the pool.

    Attributes:
        before: TAO of the position before; 0 where there is none.
        after: TAO of the position after.
        tao: what was staked.
        paid_in: what entered the pool, without the fee.
    """

    before: Rao
    after: Rao
    tao: Rao
    paid_in: Rao


@dataclass(frozen=True, slots=True)
class Sale(Record):
    """TAO of the protocol's position around a sale, and what the pool paid.

    Attributes:
        before: TAO of the position before; 0 where there is none.
        after: TAO of the position after.
        paid_out: what the pool paid.
    """

    before: Rao
    after: Rao
    paid_out: Rao


@dataclass(frozen=True, slots=True)
class Flow(Record):
    """What counts in the subnet's flow.

    Attributes:
        tao: rao.
    """

    tao: Rao


@operation("staking.inflow", forks=since("flow"))
def inflow(fork: Fork, given: Purchase) -> Flow:
    """What a stake adds to the flow of TAO into a subnet."""
    assert fork.staking.inflow is not None  # noqa: S101 - the operation exists where the rule does
    return Flow(tao=fork.staking.inflow(given.before, given.after, given.tao, given.paid_in))


@operation("staking.outflow", forks=since("flow"))
def outflow(fork: Fork, given: Sale) -> Flow:
    """What an unstake takes from the flow of TAO into a subnet."""
    assert fork.staking.outflow is not None  # noqa: S101 - the operation exists where the rule does
    return Flow(tao=fork.staking.outflow(given.before, given.after, given.paid_out))


@dataclass(frozen=True, slots=True)
class Owed(Record):
    """What is owed, and what a claim would pay now.

    Attributes:
        owed: may be negative.
        claimable: whole rao; 0 below the threshold.
        pays: whether a claim does anything.
    """

    owed: Rate
    claimable: AlphaRao
    pays: Bool


@operation("staking.claim_owed", forks=since("flow"))
def claim_owed(_fork: Fork, given: Claim) -> Owed:
    """What a coldkey may claim of the root dividends of one hotkey on one subnet."""
    owed = claims.owed(given.rate, given.root_stake, given.claimed)
    claimable = claims.claimable(owed, given.threshold)
    return Owed(owed=owed, claimable=claimable, pays=claimable > 0)
