"""Stake in and out of a subnet in `dtao`: the fee is flat, in TAO, and stays in the pool.

A pool that refuses the swap is no error here: nothing is bought or paid, and the call goes on.
"""

from __future__ import annotations

from taospec.network.chain import Chain
from taospec.network.effects import shares, swap
from taospec.network.effects.keys import owns
from taospec.network.effects.pay import credit
from taospec.pools.records import U64_MAX
from taospec.rules import rule
from taospec.staking.fees import FLAT_FEE, leaving_fee


@rule("STA-12")
def stake_into(
    chain: Chain, hotkey: bytes, coldkey: bytes, netuid: int, tao: int, *, fee: int = FLAT_FEE
) -> None:
    """Buy alpha for TAO that was taken already, less a fee for the pool, and stake it.

    Source: pallets/subtensor/src/staking/stake_utils.rs @ v2.0.11
    """
    spent = max(0, tao - fee)
    bought = swap.buy(chain, netuid, spent).paid_out
    if spent > 0 and bought > 0:
        shares.buy(chain, hotkey, coldkey, netuid, bought)
        shares.join(chain, coldkey, hotkey)
    _pay_into_pool(chain, netuid, tao - spent)
    chain.last_coldkey_hotkey_stake_block[coldkey, hotkey] = chain.now


@rule("STA-15")
def unstake(
    chain: Chain, hotkey: bytes, coldkey: bytes, netuid: int, alpha: int, *, fee: int
) -> int:
    """Take alpha out of a stake and sell it, less a fee for the pool.

    Returns:
        Rao that are left; they are nobody's yet.

    Source: pallets/subtensor/src/staking/stake_utils.rs @ v2.0.11
    """
    removed = shares.sell(chain, hotkey, coldkey, netuid, alpha)
    proceeds = swap.sell(chain, netuid, removed).paid_out
    left = max(0, proceeds - fee)
    _pay_into_pool(chain, netuid, proceeds - left)
    chain.last_coldkey_hotkey_stake_block[coldkey, hotkey] = chain.now
    return left


def _pay_into_pool(chain: Chain, netuid: int, tao: int) -> None:
    chain.subnet_tao[netuid] = min(chain.subnet_tao[netuid] + tao, U64_MAX)
    chain.total_stake.value = min(chain.total_stake.value + tao, U64_MAX)


def fee_of_leaving(chain: Chain, hotkey: bytes, netuid: int, alpha: int) -> int:
    """What leaving a subnet with an amount of alpha costs, rao."""
    if not swap.is_dynamic(chain, netuid):
        return FLAT_FEE
    return leaving_fee(
        swap.simulated_sale(chain, netuid, alpha).paid_out,
        chain.alpha_dividends_per_subnet[netuid, hotkey],
        chain.total_hotkey_alpha_last_epoch[hotkey, netuid],
    )


@rule("STA-8")
def sweep(chain: Chain, hotkey: bytes, coldkey: bytes, netuid: int) -> None:
    """Sell what is left of a nomination, without a fee, if it is too small to stay.

    Source: pallets/subtensor/src/staking/helpers.rs @ v2.0.11
    """
    if owns(chain, coldkey, hotkey):
        return
    alpha = shares.stake(chain, hotkey, coldkey, netuid)
    minimum = chain.nominator_min_required_stake.value
    if alpha < chain.fork.staking.swept_below(minimum, 0, 0):
        credit(chain, coldkey, unstake(chain, hotkey, coldkey, netuid, alpha, fee=0))
