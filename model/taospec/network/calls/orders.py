"""What limit orders do when they are filled: the two functions of stake behind them.

These are no extrinsics. Orders themselves, their signatures, states, batches and fees, are not in
the model; on the chain they are switched off.
"""

from __future__ import annotations

from taospec.network.call import Flag, Hotkey, Netuid, Rao, Signed
from taospec.network.chain import Chain
from taospec.network.effects import swap
from taospec.network.effects.keys import require_hotkey, require_subnet
from taospec.network.effects.pay import require_affordable
from taospec.pools.records import Swap
from taospec.rejections import Rejection
from taospec.rules import rule


@rule("STA-59")
def order_buy(
    chain: Chain,
    origin: Signed,
    hotkey: Hotkey,
    netuid: Netuid,
    amount: Rao,
    limit: Rao,
    validate: Flag,
) -> None:
    """Stake TAO at prices up to a limit, all of it or nothing.

    Source: pallets/subtensor/src/staking/order_swap.rs @ v3.4.9-424
    """
    rules, least = chain.fork.network.stake, chain.fork.constants["MIN_STAKE"]
    require_subnet(chain, netuid)
    rules.require_trading(chain, netuid)
    if validate:
        require_hotkey(chain, hotkey)
        if amount < least:
            raise Rejection("AmountTooLow", amount=amount, minimum=least)
        require_affordable(chain, origin, amount, "NotEnoughBalanceToStake")
    _require_filled(swap.simulated_buy(chain, netuid, amount, limit), amount)
    paid = rules.pay(chain, origin, netuid, amount)
    rules.enter(chain, hotkey, origin, netuid, paid, limit=limit)


@rule("STA-59")
def order_sell(
    chain: Chain,
    origin: Signed,
    hotkey: Hotkey,
    netuid: Netuid,
    amount: Rao,
    limit: Rao,
    validate: Flag,
) -> None:
    """Unstake alpha at prices down to a limit, all of it or nothing.

    Source: pallets/subtensor/src/staking/order_swap.rs @ v3.4.9-424
    """
    rules = chain.fork.network.stake
    require_subnet(chain, netuid)
    rules.require_trading(chain, netuid)
    if validate:
        rules.check_remove(chain, hotkey, origin, netuid, amount, most=amount)
    _require_filled(swap.simulated_sale(chain, netuid, amount, limit), amount)
    rules.leave(chain, hotkey, origin, netuid, amount, wanted=amount, limit=limit)


def _require_filled(simulated: Swap, amount: int) -> None:
    """Refuse what the pool refuses, and what it would take only a part of.

    Raises:
        Rejection: an error of the swap, by its own name; SlippageTooHigh.
    """
    if simulated.error is not None:
        raise Rejection(simulated.error, amount=amount)
    taken = simulated.paid_in + simulated.fee
    if taken < amount:
        raise Rejection("SlippageTooHigh", taken=taken, amount=amount)
