"""Claims that the chain makes for drawn coldkeys, and the walk that finds coldkeys to draw from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress

from taospec.coinbase.claims import drawn
from taospec.coinbase.walk import DECIMAL_PREFIX, batch, holding_of, stake_key
from taospec.network.chain import Chain
from taospec.network.effects import claims
from taospec.network.passes.moment import ROOT, Moment
from taospec.network.table import Cell
from taospec.network.writer import writes
from taospec.rejections import Rejection
from taospec.rules import rule

_ON_ROOT = ROOT.to_bytes(2, "little")


def nothing_to_claim(_moment: Moment) -> None:
    """Before `flow` root dividends were paid as TAO."""


@writes("COI-32")
def claim_for_the_drawn(moment: Moment) -> None:
    """Claim everything for a few coldkeys that the hash of the block before chose."""
    for coldkey in _drawn(moment.chain):
        claims.claim_all(moment.chain, coldkey)


@rule("COI-42")
def claim_all_or_nothing_for_the_drawn(moment: Moment) -> None:
    """From `netflow` on: the same, but what fails undoes everything of that coldkey."""
    for coldkey in _drawn(moment.chain):
        with suppress(Rejection), moment.chain.step():
            claims.claim_all(moment.chain, coldkey)


def _drawn(chain: Chain) -> Iterator[bytes]:
    indices = drawn(
        chain.parent_hash.value, chain.num_root_claim.value, chain.num_staking_coldkeys.value
    )
    for number in indices:
        coldkey = chain.staking_coldkeys_by_index[number]
        if coldkey is not None:
            yield coldkey


def nothing_to_index(_moment: Moment) -> None:
    """Before `flow` nobody was drawn."""


@writes("COI-33")
def index_a_batch(moment: Moment) -> None:
    """Look at the next thirty entries of stake, and index those who stake on root."""
    chain = moment.chain
    _walk(chain, chain.alpha.in_order(stake_key_of), chain.alpha_map_last_key)


@rule("COI-33")
def index_a_batch_of_each(moment: Moment) -> None:
    """From `burnprice` on: the same for decimal shares, with a place of its own."""
    chain = moment.chain
    _walk(chain, chain.alpha.in_order(stake_key_of), chain.alpha_map_last_key)
    _walk(chain, chain.alpha_v2.in_order(decimal_key_of), chain.alpha_v2_map_last_key)


def _walk(chain: Chain, keys: Sequence[bytes], place: Cell[bytes | None]) -> None:
    last = place.value
    if last is None and not keys:
        return
    looked_at, after = batch(keys, last)
    for key in looked_at:
        if key.endswith(_ON_ROOT):
            claims.index(chain, holding_of(key)[1])
    if after is None:
        place.remove(())
    else:
        place.value = after


def stake_key_of(holding: tuple[bytes, bytes, int]) -> bytes:
    """The storage key of an entry of `Alpha`."""
    return stake_key(*holding)


def decimal_key_of(holding: tuple[bytes, bytes, int]) -> bytes:
    """The storage key of an entry of `AlphaV2`."""
    return stake_key(*holding, prefix=DECIMAL_PREFIX)
