"""What people ask for: what of a payout reaches a nominator, and when the next one comes."""

from __future__ import annotations

from dataclasses import dataclass

from taospec.coinbase.cuts import u16_part
from taospec.coinbase.dividends import take_split
from taospec.numbers import U96F32, raw
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


@rule("COI-34")
def epochs_a_year(tempo: int) -> int:
    """Whole epochs in a year of 365.25 days, at one block every twelve seconds; 0 without tempo."""
    if tempo == 0:
        return 0
    return JULIAN_YEAR * MILLISECONDS // (BLOCK_TIME * (tempo + 1))


@rule("COI-35")
def blocks_until_epoch(block: int, netuid: int, tempo: int) -> int | None:
    """Blocks from this one to the next in which the subnet's epoch is due; None without tempo.

    0 if it is due in this block. The number of the block wraps at 2**64 where it is shifted.
    """
    if tempo == 0:
        return None
    return tempo - raw.wrap(block + netuid + 1, raw.U64) % (tempo + 1)
