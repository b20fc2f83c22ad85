"""The ledger of root dividends: credits, claims, and what stake on root does to both."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import repeat
from typing import Any

from taospec.coinbase import claims as ledger
from taospec.network.chain import Chain
from taospec.network.effects import accounts, flow, shares, swap
from taospec.network.effects.chain_sales import Sales
from taospec.network.kinds import KeepSubnets
from taospec.network.writer import writes
from taospec.pools.records import U64_MAX
from taospec.rejections import Rejection
from taospec.rules import rule

ROOT = 0

Keys = tuple[bytes, bytes]
"""Hotkey and coldkey."""


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

    What is sold joins the stake on root, which counts as claimed on every subnet. That stake, the
    pools and what counts as claimed are written when all claims are known.
    """
    rates, counted = chain.root_claimable[hotkey], chain.root_claimed
    keys = list(zip(netuids, repeat(hotkey), repeat(coldkey)))
    own_rates = list(map(rates.__getitem__, netuids))
    terms = own_rates, counted.read(keys), chain.root_claimable_threshold.read(netuids)
    if ledger.are_all_unclaimable(own_rates, staked, *terms[1:]):
        return
    kind, places = (
        chain.root_claim_type[coldkey],
        {netuid: place for place, netuid in enumerate(rates)},
    )
    sums, paid = ledger.SumsOfClaims([*rates.values()]), [0] * len(rates)
    sales, root = Sales(chain, netuids), shares.holding(chain, hotkey, coldkey, ROOT)
    restakes = False
    for at, (netuid, rate, past, threshold) in enumerate(zip(netuids, *terms, strict=True)):
        place = places[netuid]
        amount = ledger.due(rate, staked, past + sums.of(place), threshold)
        if not amount:
            continue
        if not keeps(kind, netuid):
            tao = sales.sell(at, amount)
            if tao is None:
                continue
            staked, restakes = root.buy(tao), True
            sums.add(tao)
        elif netuid == ROOT:
            root.buy(amount)
        else:
            shares.buy(chain, hotkey, coldkey, netuid, amount)
        paid[place] = amount
    sales.store()
    root.store()
    _count_claims(chain, (hotkey, coldkey), paid, sums.all(), every=restakes)


def _count_claims(
    chain: Chain, holder: Keys, paid: Sequence[int], restaked: Sequence[int], *, every: bool
) -> None:
    """Count what was paid as claimed, and on every subnet the past of what was restaked.

    Args:
        chain: the state.
        holder: hotkey and coldkey.
        paid: for each subnet that the hotkey has a rate of, in their order.
        restaked: the same of what new stake on root would be owed.
        every: whether to write where nothing was paid.
    """
    rows = zip(chain.root_claimable[holder[0]], paid, restaked, strict=True)
    gained = {(netuid, *holder): claim + past for netuid, claim, past in rows if every or claim}
    counted, keys = chain.root_claimed, [*gained]
    after = [min(counted[key] + more, ledger.U128_MAX) for key, more in gained.items()]
    counted.write_each(keys, after)


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
