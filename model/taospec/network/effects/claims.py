"""The ledger of root dividends: credits, claims, and what stake on root does to both."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import repeat
from typing import Any

import numpy as np

from taospec.coinbase import claims as ledger
from taospec.network.chain import Chain
from taospec.network.effects import accounts, flow, shares, swap
from taospec.network.kinds import KeepSubnets
from taospec.network.writer import writes
from taospec.pools.records import U64_MAX
from taospec.rejections import Rejection
from taospec.rules import rule

ROOT = 0


def credit(chain: Chain, hotkey: bytes, netuid: int, amount: int) -> None:
    """Let those who stake with the hotkey on root claim an amount of alpha.

    An amount above all that stake goes to the owner of the hotkey, as stake on the subnet.
    """
    rates = chain.root_claimable[hotkey]
    if amount == 0 and netuid in rates:
        return  # as most hotkeys that only mine
    staked = chain.total_hotkey_alpha[hotkey, ROOT]
    rate = ledger.credited_rate(rates.get(netuid, 0), amount, staked)
    if rate is None:
        shares.buy(chain, hotkey, chain.owner[hotkey], netuid, amount)
    elif rates.get(netuid) != rate:
        chain.root_claimable[hotkey] = {**rates, netuid: rate}


def keeps(kind: Any, netuid: int) -> bool:
    """Whether a claim is kept as alpha instead of being sold."""
    if isinstance(kind, tuple):
        chosen = kind[1]
        return netuid in (chosen.subnets if isinstance(chosen, KeepSubnets) else chosen)
    return bool(kind == "Keep")


def claim_all(chain: Chain, coldkey: bytes, subnets: frozenset[int] | None = None) -> None:
    """Claim through every hotkey the coldkey stakes with, in that order; by hotkey ascending ids.

    Before `netflow` a sale that fails changes nothing but what a failing sale leaves behind in the
    pool, and is tried again with the next claim.

    Args:
        chain: the state.
        coldkey: who claims.
        subnets: the only ones to claim on; None for all.
    """
    for hotkey in chain.staking_hotkeys[coldkey]:
        rates = chain.root_claimable[hotkey]
        staked = shares.stake(chain, hotkey, coldkey, ROOT) if rates else 0
        if staked:
            claimed = [n for n in sorted(rates) if subnets is None or n in subnets]
            _claim_each(chain, hotkey, coldkey, claimed, staked)


@writes("COI-28")
def _claim_each(
    chain: Chain, hotkey: bytes, coldkey: bytes, netuids: Sequence[int], staked: int
) -> None:
    """Claim on several subnets through one hotkey.

    What is sold joins the stake on root, which counts as claimed on every subnet; that is summed
    where it is needed and written at the end.
    """
    rates, counted = chain.root_claimable[hotkey], chain.root_claimed
    if _nothing_to_claim(chain, hotkey, coldkey, netuids, staked):
        return
    kind, restaked = chain.root_claim_type[coldkey], Restaked(len(netuids))
    paid: dict[int, int] = {}
    for netuid, threshold in zip(
        netuids, chain.root_claimable_threshold.read(netuids), strict=True
    ):
        before = counted[netuid, hotkey, coldkey] + restaked.claims_of(rates[netuid])
        amount = ledger.claimable(ledger.owed(rates[netuid], staked, before), threshold)
        if not amount:
            continue
        if keeps(kind, netuid):
            shares.buy(chain, hotkey, coldkey, netuid, amount)
        else:
            tao = chain.fork.network.sell_claimed(chain, netuid, amount)
            if tao is None:
                continue
            shares.buy(chain, hotkey, coldkey, ROOT, tao)
            restaked.add(tao)
            staked = shares.stake(chain, hotkey, coldkey, ROOT)
        paid[netuid] = amount
    for netuid in rates if restaked else paid:
        key = (netuid, hotkey, coldkey)
        after = counted[key] + restaked.claims_of(rates[netuid]) + paid.get(netuid, 0)
        counted[key] = min(after, ledger.U128_MAX)


def _nothing_to_claim(
    chain: Chain, hotkey: bytes, coldkey: bytes, netuids: Sequence[int], staked: int
) -> bool:
    """Whether every claim would be 0, which most are between two epochs; asked in one go."""
    rates = chain.root_claimable[hotkey]
    return ledger.are_all_unclaimable(
        list(map(rates.__getitem__, netuids)),
        staked,
        chain.root_claimed.read(list(zip(netuids, repeat(hotkey), repeat(coldkey)))),
        chain.root_claimable_threshold.read(netuids),
    )


@writes("COI-42")
def sell_to_root(chain: Chain, netuid: int, amount: int) -> int:
    """From `netflow` on what alpha fetches goes from the account of the subnet to that of root.

    Raises:
        Rejection: an error of the swap, InsufficientBalance; nothing of the claims is then done.

    Source: pallets/subtensor/src/staking/claim_root.rs @ v3.4.5-419
    """
    sold = swap.sell(chain, netuid, amount, fee=False)
    if sold.error is not None:
        raise Rejection(sold.error, netuid=netuid, alpha=amount)
    tao = sold.paid_out
    accounts.transfer(chain, accounts.of_subnet(netuid), accounts.of_subnet(ROOT), tao)
    for column, where in (
        (chain.subnet_root_sell_tao, netuid),
        (chain.subnet_tao, ROOT),
        (chain.subnet_alpha_out, ROOT),
    ):
        column[where] = min(column[where] + tao, U64_MAX)
    flow.add(chain.subnet_protocol_flow, netuid, -tao)
    chain.total_stake.value = min(chain.total_stake.value + tao, U64_MAX)
    return tao


class Restaked:
    """What claims through one hotkey have added to the stake on root, one after the other."""

    def __init__(self, most: int) -> None:
        self._amounts = np.zeros(most, dtype=np.uint64)
        self._number = self._largest = 0

    def __bool__(self) -> bool:
        return self._number > 0

    def add(self, tao: int) -> None:
        """One more amount, rao."""
        self._amounts[self._number] = tao
        self._number += 1
        self._largest = max(self._largest, tao)

    def claims_of(self, rate: int) -> int:
        """What a rate means for all of them, each floored on its own."""
        if not self._number:
            return 0
        return ledger.sum_of_claims(rate, self._amounts[: self._number], self._largest)


@writes("STA-33", "COI-29")
def count_staking(chain: Chain, hotkey: bytes, coldkey: bytes, amount: int) -> None:
    """Count what new root stake would be owed of the past as claimed already."""
    for netuid, rate in chain.root_claimable[hotkey].items():
        key = (netuid, hotkey, coldkey)
        chain.root_claimed[key] = ledger.claimed_after_staking(
            chain.root_claimed[key], rate, amount
        )


@writes("STA-33", "COI-29")
def count_unstaking(chain: Chain, hotkey: bytes, coldkey: bytes, amount: int) -> None:
    """Take back what the root stake that leaves counted as claimed."""
    for netuid, rate in chain.root_claimable[hotkey].items():
        if netuid != ROOT:
            key = (netuid, hotkey, coldkey)
            chain.root_claimed[key] = ledger.claimed_after_unstaking(
                chain.root_claimed[key], rate, amount
            )


Keys = tuple[bytes, bytes]


@rule("STA-33")
def forget_history(
    _chain: Chain, _origin: Keys, _destination: Keys, _meant: int, _moved: int
) -> None:
    """Before `authorfee` claims do not hear of stake on root that changes hands."""


@rule("STA-36")
def follow(chain: Chain, origin: Keys, destination: Keys, meant: int, moved: int) -> None:
    """From `authorfee` on what counts as claimed goes with the stake.

    Args:
        chain: the state.
        origin: hotkey and coldkey that stake left.
        destination: those that got it.
        meant: rao that were to move.
        moved: rao that moved.
    """
    count_unstaking(chain, *origin, meant)
    count_staking(chain, *destination, moved)


def index(chain: Chain, coldkey: bytes) -> None:
    """Let a coldkey take part in the draw of automatic claims, if it does not yet."""
    if coldkey in chain.staking_coldkeys:
        return
    number = chain.num_staking_coldkeys.value
    chain.staking_coldkeys_by_index[number] = coldkey
    chain.staking_coldkeys[coldkey] = number
    chain.num_staking_coldkeys.value = number + 1


@writes("STA-47")
def unindex(chain: Chain, coldkey: bytes) -> None:
    """From `netflow` on: let a coldkey be drawn no longer; the last in the index gets its place."""
    number = chain.staking_coldkeys.get(coldkey)
    if number is None:
        return
    chain.staking_coldkeys.remove(coldkey)
    last = max(0, chain.num_staking_coldkeys.value - 1)
    moved = chain.staking_coldkeys_by_index[last] if number != last else None
    if moved is None:
        chain.staking_coldkeys_by_index.remove(number)
    else:
        chain.staking_coldkeys_by_index.remove(last)
        chain.staking_coldkeys_by_index[number] = moved
        chain.staking_coldkeys[moved] = number
    chain.num_staking_coldkeys.value = last


@rule("STA-47")
def unindex_without_stake(chain: Chain, coldkey: bytes) -> None:
    """From `netflow` on: whoever has unstaked everything from root takes part no longer."""
    hotkeys = chain.staking_hotkeys[coldkey]
    if not any(shares.stake(chain, hotkey, coldkey, ROOT) for hotkey in hotkeys):
        unindex(chain, coldkey)
