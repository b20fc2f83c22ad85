"""Claims that the chain makes for drawn coldkeys, and the walk that finds coldkeys to draw from."""

from __future__ import annotations

from taospec.coinbase.claims import drawn
from taospec.coinbase.walk import batch, holding_of, stake_key
from taospec.network.effects import claims
from taospec.network.passes.moment import ROOT, Moment


def nothing_to_claim(_moment: Moment) -> None:
    """Before `flow` root dividends were paid as TAO."""


def claim_for_the_drawn(moment: Moment) -> None:
    """Claim everything for a few coldkeys that the hash of the block before chose."""
    chain = moment.chain
    indices = drawn(
        chain.parent_hash.value, chain.num_root_claim.value, chain.num_staking_coldkeys.value
    )
    for number in indices:
        coldkey = chain.staking_coldkeys_by_index[number]
        if coldkey is not None:
            claims.claim_all(chain, coldkey)


def nothing_to_index(_moment: Moment) -> None:
    """Before `flow` nobody was drawn."""


def index_a_batch(moment: Moment) -> None:
    """Look at the next thirty entries of stake, and index those who stake on root."""
    chain = moment.chain
    keys, last = chain.alpha.in_order(stake_key_of), chain.alpha_map_last_key.value
    if last is None and not keys:
        return
    looked_at, after = batch(keys, last)
    for key in looked_at:
        _, coldkey, netuid = holding_of(key)
        if netuid == ROOT:
            claims.index(chain, coldkey)
    if after is None:
        chain.alpha_map_last_key.remove(())
    else:
        chain.alpha_map_last_key.value = after


def stake_key_of(holding: tuple[bytes, bytes, int]) -> bytes:
    """The storage key of an entry of `Alpha`."""
    return stake_key(*holding)
