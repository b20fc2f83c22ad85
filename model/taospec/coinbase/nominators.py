"""What people ask for: what of a payout reaches a nominator, and when the next one comes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from taospec.coinbase.claims import claim_of, credited_rate
from taospec.coinbase.cuts import u16_part
from taospec.coinbase.dividends import Payout, TakeSplit, take_split
from taospec.numbers import U96F32
from taospec.rules import rule
from taospec.staking import share_pool
from taospec.staking.share_pool import SharePool
from taospec.supply.eras import BLOCK_TIME, JULIAN_YEAR, MILLISECONDS


@dataclass(frozen=True, slots=True)
class Holdings:
    """Stake with one hotkey on one subnet before a payout.

    Attributes:
        pool: the share pool of the hotkey.
        nominator: shares of the nominator, U64F64 bits.
        owner: shares of the coldkey that owns the hotkey, U64F64 bits.
    """

    pool: SharePool
    nominator: int
    owner: int


@dataclass(frozen=True, slots=True)
class Received:
    """What a payout did for a nominator.

    Attributes:
        take: rao that the owner of the hotkey was given as shares first.
        nominators: rao by which the value of all shares grew then.
        before: rao that the nominator's shares were worth.
        after: rao that they are worth.
    """

    take: int
    nominators: int
    before: int
    after: int


@rule("COI-34")
def received(payout: int, take: int, holdings: Holdings) -> Received:
    """What of a hotkey's payout reaches one nominator.

    The owner's take buys shares before the rest raises the value of all, so it earns of the rest.

    Args:
        payout: rao of alpha for the hotkey.
        take: `Delegates` of 65535.
        holdings: before the payout.
    """
    split = take_split(payout * U96F32.layout.one, u16_part(take))
    before = share_pool.worth(holdings.pool, holdings.nominator)
    bought = share_pool.traded(holdings.pool, holdings.owner, split.take)
    grown = share_pool.grown(bought.pool, split.nominators)
    return Received(
        split.take, split.nominators, before, share_pool.worth(grown, holdings.nominator)
    )


@dataclass(frozen=True, slots=True)
class OfPots:
    """What both pots of an epoch did for a nominator.

    Attributes:
        alpha: of the validators' pot.
        root: of root's pot.
        before: rao that the nominator's shares on the subnet were worth.
        after: rao that they are worth.
        root_gained: rao that root's pot brought it: of TAO as stake, or of alpha to claim.
    """

    alpha: TakeSplit
    root: TakeSplit
    before: int
    after: int
    root_gained: int


RootReceived = Callable[[TakeSplit, Holdings, Holdings], tuple[SharePool, int]]
"""What root's pot does, from its split, the stake on the subnet after the other pot and that on
root: the share pool of the subnet after it, and rao that the nominator got."""


@rule("COI-48")
def received_of_pots(
    payout: Payout, take: int, on_subnet: Holdings, on_root: Holdings, root_received: RootReceived
) -> OfPots:
    """What of a hotkey's payout reaches one nominator of both pots.

    Args:
        payout: of the hotkey, U96F32 bits.
        take: `Delegates` of 65535.
        on_subnet: stake with the hotkey on the subnet.
        on_root: stake with it on root.
        root_received: what the fork does with root's pot.
    """
    part = u16_part(take)
    alpha, root = take_split(payout.alpha, part), take_split(payout.root, part)
    bought = share_pool.traded(on_subnet.pool, on_subnet.owner, alpha.take)
    grown = share_pool.grown(bought.pool, alpha.nominators)
    held = Holdings(grown, on_subnet.nominator, bought.share)
    pool, root_gained = root_received(root, held, on_root)
    before = share_pool.worth(on_subnet.pool, on_subnet.nominator)
    return OfPots(alpha, root, before, share_pool.worth(pool, on_subnet.nominator), root_gained)


@rule("COI-48")
def root_as_stake(
    split: TakeSplit, on_subnet: Holdings, on_root: Holdings
) -> tuple[SharePool, int]:
    """`dtao` and `dereg`: TAO, which becomes stake on root as alpha does on the subnet."""
    before = share_pool.worth(on_root.pool, on_root.nominator)
    bought = share_pool.traded(on_root.pool, on_root.owner, split.take)
    grown = share_pool.grown(bought.pool, split.nominators)
    return on_subnet.pool, max(share_pool.worth(grown, on_root.nominator) - before, 0)


@rule("COI-48")
def root_as_claim(
    split: TakeSplit, on_subnet: Holdings, on_root: Holdings
) -> tuple[SharePool, int]:
    """From `flow` on: alpha, of which the take is staked and the rest raises a rate of claims.

    More than there is stake on root is staked for the owner as well.
    """
    bought = share_pool.traded(on_subnet.pool, on_subnet.owner, split.take)
    rate = credited_rate(0, split.nominators, on_root.pool.value)
    if rate is None:
        whole = share_pool.traded(bought.pool, bought.share, split.nominators)
        return whole.pool, 0
    return bought.pool, claim_of(rate, share_pool.worth(on_root.pool, on_root.nominator))


@rule("COI-34")
def epochs_a_year(period: int) -> int:
    """Whole epochs in a year of 365.25 days, at one block every twelve seconds.

    Args:
        period: blocks from epoch to epoch; 0 where there is none.
    """
    if period == 0:
        return 0
    return JULIAN_YEAR * MILLISECONDS // (BLOCK_TIME * period)
