"""The ledger of root dividends: credits, claims, and what stake on root does to both."""

from __future__ import annotations

from typing import Any

from taospec.coinbase import claims as ledger
from taospec.network.chain import Chain
from taospec.network.effects import shares, swap
from taospec.network.kinds import KeepSubnets
from taospec.rules import rule

ROOT = 0


def credit(chain: Chain, hotkey: bytes, netuid: int, amount: int) -> None:
    """Let those who stake with the hotkey on root claim an amount of alpha.

    An amount above all that stake goes to the owner of the hotkey, as stake on the subnet.
    """
    rates = chain.root_claimable[hotkey]
    staked = chain.total_hotkey_alpha[hotkey, ROOT]
    rate = ledger.credited_rate(rates.get(netuid, 0), amount, staked)
    if rate is None:
        shares.buy(chain, hotkey, chain.owner[hotkey], netuid, amount)
    elif rates.get(netuid) != rate:
        chain.root_claimable[hotkey] = {**rates, netuid: rate}


def claim(chain: Chain, hotkey: bytes, coldkey: bytes, netuid: int, kind: Any) -> bool:
    """Pay a coldkey what it may claim of one subnet through one hotkey; whether anything moved.

    A sale that fails changes nothing but what a failing sale leaves behind in the pool, and is
    tried again with the next claim.

    Args:
        chain: the state.
        hotkey: the hotkey staked with on root.
        coldkey: who claims.
        netuid: the subnet whose alpha it is.
        kind: `RootClaimType` of the coldkey.
    """
    staked = shares.stake(chain, hotkey, coldkey, ROOT)
    rate = chain.root_claimable[hotkey].get(netuid, 0)
    amount = due(chain, hotkey, coldkey, netuid, rate, staked)
    return amount > 0 and _pay(chain, hotkey, coldkey, netuid, kind, amount)


def due(chain: Chain, hotkey: bytes, coldkey: bytes, netuid: int, rate: int, staked: int) -> int:
    """Whole rao of alpha that a claim pays: 0 below the threshold of the subnet."""
    if not rate or not staked:
        return 0
    owed = ledger.owed(rate, staked, chain.root_claimed[netuid, hotkey, coldkey])
    return ledger.claimable(owed, chain.root_claimable_threshold[netuid])


def _pay(chain: Chain, hotkey: bytes, coldkey: bytes, netuid: int, kind: Any, amount: int) -> bool:
    if keeps(kind, netuid):
        shares.buy(chain, hotkey, coldkey, netuid, amount)
    else:
        tao = swap.chain_sell(chain, netuid, amount)
        if tao is None:
            return False
        shares.buy(chain, hotkey, coldkey, ROOT, tao)
        count_staking(chain, hotkey, coldkey, tao)
    key = (netuid, hotkey, coldkey)
    chain.root_claimed[key] = min(chain.root_claimed[key] + amount, ledger.U128_MAX)
    return True


def keeps(kind: Any, netuid: int) -> bool:
    """Whether a claim is kept as alpha instead of being sold."""
    if isinstance(kind, tuple):
        chosen = kind[1]
        return netuid in (chosen.subnets if isinstance(chosen, KeepSubnets) else chosen)
    return bool(kind == "Keep")


def claim_all(chain: Chain, coldkey: bytes, subnets: frozenset[int] | None = None) -> None:
    """Claim through every hotkey the coldkey stakes with, in that order; by hotkey ascending ids.

    Args:
        chain: the state.
        coldkey: who claims.
        subnets: the only ones to claim on; None for all.
    """
    kind = chain.root_claim_type[coldkey]
    for hotkey in chain.staking_hotkeys[coldkey]:
        rates = chain.root_claimable[hotkey]
        staked = shares.stake(chain, hotkey, coldkey, ROOT) if rates else 0
        for netuid in sorted(rates):
            if subnets is not None and netuid not in subnets:
                continue
            amount = due(chain, hotkey, coldkey, netuid, rates[netuid], staked)
            if amount and _pay(chain, hotkey, coldkey, netuid, kind, amount):
                staked = shares.stake(chain, hotkey, coldkey, ROOT)


@rule("STA-33")
def count_staking(chain: Chain, hotkey: bytes, coldkey: bytes, amount: int) -> None:
    """Count what new root stake would be owed of the past as claimed already."""
    for netuid, rate in chain.root_claimable[hotkey].items():
        key = (netuid, hotkey, coldkey)
        chain.root_claimed[key] = ledger.claimed_after_staking(
            chain.root_claimed[key], rate, amount
        )


@rule("STA-33")
def count_unstaking(chain: Chain, hotkey: bytes, coldkey: bytes, amount: int) -> None:
    """Take back what the root stake that leaves counted as claimed."""
    for netuid, rate in chain.root_claimable[hotkey].items():
        if netuid != ROOT:
            key = (netuid, hotkey, coldkey)
            chain.root_claimed[key] = ledger.claimed_after_unstaking(
                chain.root_claimed[key], rate, amount
            )


def index(chain: Chain, coldkey: bytes) -> None:
    """Let a coldkey take part in the draw of automatic claims, if it does not yet."""
    if coldkey in chain.staking_coldkeys:
        return
    number = chain.num_staking_coldkeys.value
    chain.staking_coldkeys_by_index[number] = coldkey
    chain.staking_coldkeys[coldkey] = number
    chain.num_staking_coldkeys.value = number + 1
